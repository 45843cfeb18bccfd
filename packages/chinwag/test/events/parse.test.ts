import { describe, expect, test } from 'vitest';
import { parseWebhook } from '../../src/messenger/events/parse.js';
import { entry, eventsOf, fromPerson, PAGE, PERSON, webhook } from './webhook.js';

const hello = fromPerson({ message: { mid: 'm_1', text: 'hi' } });
const messaging = (...items: unknown[]) => webhook(entry({ messaging: items }));

describe('every item becomes an event', () => {
  test('of every list of every entry', () => {
    const events = eventsOf(
      webhook(
        entry({
          messaging: [hello, fromPerson({ read: { watermark: 1 } })],
          standby: [fromPerson({ delivery: { watermark: 2 } })],
        }),
        entry({ changes: [{ field: 'feed', value: {} }] }),
        entry({ standby: [hello], messaging: [fromPerson({ optin: {} })] }),
      ),
    );
    expect(events.map(({ kind, isStandby }) => `${kind}${isStandby ? ' on standby' : ''}`)).toEqual([
      'message',
      'read',
      'delivery on standby',
      'change',
      'optin',
      'message on standby',
    ]);
  });

  test('a thousand in one POST', () => {
    const items = Array.from({ length: 1000 }, (_, n) =>
      fromPerson({ message: { mid: `m_${n}`, text: `${n}` } }),
    );
    expect(eventsOf(webhook(...items.map((item) => entry({ messaging: [item] }))))).toHaveLength(1000);
  });

  test('one bad item takes none of the good ones with it', () => {
    const { events, unusable } = parseWebhook({
      object: 'page',
      entry: [null, entry({ messaging: [hello, 7, hello] })],
    });
    expect(events).toHaveLength(2);
    expect(unusable.map(({ at }) => at)).toEqual(['entry[0]', 'entry[1].messaging[1]']);
  });

  test('the Page is named by the other party when the entry does not', () => {
    expect(eventsOf(webhook({ messaging: [hello] }))[0]?.pageId).toBe(PAGE);
    const echo = { sender: { id: 42 }, recipient: { id: PERSON }, message: { is_echo: true } };
    expect(eventsOf(webhook({ messaging: [echo] }))[0]).toMatchObject({ pageId: '42', psid: PERSON });
  });

  test('ids are text, whatever they were', () => {
    const [event] = eventsOf(
      webhook({ id: 1110001, messaging: [{ sender: { id: 24810001 }, message: {} }] }),
    );
    expect(event).toMatchObject({
      pageId: '1110001',
      psid: '24810001',
      conversationId: 'messenger:24810001',
    });
  });
});

describe('order', () => {
  const said = (person: string, at: number, text: string) => ({
    sender: { id: person },
    timestamp: 1790000000000 + at,
    message: { mid: text, text },
  });
  const order = (...items: object[]) =>
    eventsOf(webhook(...items.map((item) => entry({ messaging: [item] })))).map((event) => event.text);

  test("a person's events come in the order in which they happened", () => {
    expect(order(said('a', 3, 'a3'), said('a', 1, 'a1'), said('a', 2, 'a2'))).toEqual(['a1', 'a2', 'a3']);
  });

  test('each into a place of that person, so nobody else moves', () => {
    expect(order(said('a', 9, 'a9'), said('b', 1, 'b1'), said('a', 5, 'a5'), said('b', 0, 'b0'))).toEqual([
      'a5',
      'b0',
      'a9',
      'b1',
    ]);
  });

  test('what happened at once stays as it came', () => {
    expect(order(said('a', 1, 'x'), said('a', 1, 'y'), said('a', 0, 'w'), said('a', 1, 'z'))).toEqual([
      'w',
      'x',
      'y',
      'z',
    ]);
  });
});

describe('what cannot be used is named', () => {
  test.each([
    ['null', null, 'body', 'an object expected, got null'],
    ['an array', [], 'body', 'an object expected, got an array'],
    ['a text', 'x', 'body', 'an object expected, got a text'],
    ['a number', 42, 'body', 'an object expected, got a number'],
    ['true', true, 'body', 'an object expected, got true or false'],
    ['nothing', undefined, 'body', 'an object expected, got nothing'],
    ['{}', {}, 'body', 'object is nothing, not "page"'],
    ['another object', { object: 'instagram', entry: [] }, 'body', 'object is a text, not "page"'],
    ['no entry', { object: 'page' }, 'entry', 'an array expected, got nothing'],
    ['entry null', { object: 'page', entry: null }, 'entry', 'an array expected, got null'],
    ['an entry null', webhook(null), 'entry[0]', 'an object expected, got null'],
    ['an entry []', webhook([]), 'entry[0]', 'an object expected, got an array'],
    ['an entry {}', webhook({}), 'entry[0]', 'it has neither messaging nor standby nor changes'],
    ['messaging null', webhook({ messaging: null }), 'entry[0].messaging', 'an array expected, got null'],
    ['standby {}', webhook({ standby: {} }), 'entry[0].standby', 'an array expected, got an object'],
    ['an item null', messaging(null), 'entry[0].messaging[0]', 'an object expected, got null'],
    ['no sender', messaging({ message: {} }), 'entry[0].messaging[0]', 'sender.id is missing'],
    [
      'a sender that is no object',
      messaging({ sender: 7, message: {} }),
      'entry[0].messaging[0]',
      'sender.id is missing',
    ],
    [
      'an echo to nobody',
      messaging({ sender: { id: PAGE }, message: { is_echo: true } }),
      'entry[0].messaging[0]',
      'recipient.id is missing',
    ],
    [
      'sender.id an object',
      messaging({ sender: { id: {} }, message: {} }),
      'entry[0].messaging[0]',
      'sender.id is an object',
    ],
    [
      'sender.id null',
      messaging({ sender: { id: null }, message: {} }),
      'entry[0].messaging[0]',
      'sender.id is null',
    ],
    [
      'sender.id empty',
      messaging({ sender: { id: '' }, message: {} }),
      'entry[0].messaging[0]',
      'sender.id is an empty text',
    ],
    [
      'sender.id past 2^53',
      messaging({ sender: { id: 2 ** 60 }, message: {} }),
      'entry[0].messaging[0]',
      'sender.id is a number whose digits are lost past 2^53',
    ],
    [
      'sender.id of 10 kB',
      messaging({ sender: { id: 'x'.repeat(10_240) }, message: {} }),
      'entry[0].messaging[0]',
      'sender.id has 10,240 characters, at most 128',
    ],
    [
      'no Page',
      webhook({ messaging: [{ sender: { id: PERSON }, message: {} }] }),
      'entry[0].messaging[0]',
      'the Page is not named: neither entry.id nor the other party is an id',
    ],
  ])('%s', (_, body, at, reason) => {
    expect(parseWebhook(body)).toEqual({ events: [], unusable: [{ at, reason }] });
  });

  test.each([
    ['message null', { message: null }],
    ['message a text', { message: 'hi' }],
    ['message an array', { message: [] }],
    ['a delivery without a watermark', { delivery: {} }],
    ['a reaction to nothing', { reaction: { action: 'react' } }],
    ['a game without a player', { game_play: { game_id: 'G' } }],
    ['feedback without screens', { messaging_feedback: { feedback_screens: 'x' } }],
    ['nothing at all', {}],
  ])('what lacks what its kind needs is unknown: %s', (_, what) => {
    expect(eventsOf(messaging(fromPerson(what)))[0]).toMatchObject({
      kind: 'unknown',
      isUnknown: true,
      unknown: { fields: Object.keys(what) },
    });
  });

  test.each([
    ['a text that is a number', { mid: 'm', text: 42 }, { isText: false, text: null }],
    [
      'attachments that are none',
      { mid: 'm', attachments: 'x' },
      { hasAttachment: false, attachments: null },
    ],
    ['no attachments', { mid: 'm', attachments: [] }, { hasAttachment: false, attachments: null }],
    [
      'null among the attachments',
      { mid: 'm', attachments: [null, 7] },
      { attachments: null, isImage: false },
    ],
    [
      'an attachment without a type',
      { attachments: [{}] },
      { attachments: [{ type: 'unknown', wireType: null }] },
    ],
    ['a quick reply without a payload', { quick_reply: {} }, { isQuickReply: false, isPayload: false }],
    ['a mid that is an object', { mid: {}, text: 'x' }, { text: 'x' }],
    ['a reply to nothing', { reply_to: null }, { replyTo: null }],
  ])('of a message, what can be read is read: %s', (_, message, expected) => {
    expect(eventsOf(messaging(fromPerson({ message })))[0]).toMatchObject(expected);
  });
});

describe('hostile keys', () => {
  test('`__proto__` is a key like any other, wherever it stands', () => {
    const body: unknown =
      JSON.parse(`{"object":"page","__proto__":{"polluted":1},"entry":[{"id":"1","__proto__":{"polluted":1},
      "messaging":[
        {"sender":{"id":"__proto__"},"__proto__":{"message":{"text":"x"}},"message":{"text":"hi","__proto__":{"text":"x"}}},
        {"sender":{"id":"constructor"},"app_roles":{"__proto__":["polluted"],"constructor":["x"]}}]}]}`);
    const [message, roles] = eventsOf(body);
    expect(message).toMatchObject({ psid: '__proto__', text: 'hi' });
    expect(Object.keys(roles?.appRoles ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(roles?.appRoles)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('no nesting is too deep', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const [event] = eventsOf(messaging(fromPerson({ calls: deep })));
    expect(event?.identity).toMatch(/:unknown:/);
    const [message] = eventsOf(messaging(fromPerson({ message: { nlp: deep, attachments: deep } })));
    expect(message?.message?.nlp).toBe(deep);
    expect(message?.attachments).toBeNull();
  });
});
