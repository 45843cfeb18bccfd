import { describe, expect, test } from 'vitest';
import { MessengerEvent } from '../../src/messenger/event.js';
import { facets } from '../../src/messenger/events/facets.js';
import { samples } from './samples/index.js';
import { entry, eventOf, eventsOf, fromPerson, PAGE, PERSON, webhook } from './webhook.js';

const names = Object.keys(facets);
const read = (event: MessengerEvent, getter: string): unknown =>
  (event as unknown as Record<string, unknown>)[getter];
const flagOf = (name: string) => `is${name[0]?.toUpperCase()}${name.slice(1)}`;

describe('what an event says', () => {
  test.each(samples)('$name', ({ item, kind, value, facets: finer = {}, also = {}, identity }) => {
    const event = eventOf(item);
    const values: Record<string, unknown> = { [kind]: value, ...finer };

    expect(event.kind).toBe(kind);
    expect(event.value).toEqual(value);
    expect(event).toBeInstanceOf(MessengerEvent);
    for (const name of names) {
      expect(read(event, name), name).toEqual(values[name] ?? null);
      expect(read(event, flagOf(name)), flagOf(name)).toBe(values[name] !== undefined);
    }
    const others = {
      platform: 'messenger',
      pageId: PAGE,
      psid: PERSON,
      userRef: null,
      conversationId: `messenger:${PERSON}`,
      isStandby: false,
      ref: null,
      messageReferral: null,
      replyTo: null,
      commands: [],
      attachments: null,
      hasAttachment: false,
      images: finer.image ? [finer.image] : [],
      audios: [],
      videos: [],
      files: [],
      isLikeSticker: false,
      isRequestThreadControlFromPageInbox: false,
      lead: null,
      priorMessage: null,
      ...also,
    };
    for (const [name, expected] of Object.entries(others)) expect(read(event, name), name).toEqual(expected);
    expect(event.raw).toBe(item);
    expect(event.rawEvent).toBe(item);
    if (identity) expect(event.identity).toBe(`${PAGE}:${PERSON}:${identity}`);
  });

  test('is the same object each time it is asked', () => {
    const event = eventOf(fromPerson({ message: { mid: 'm', text: 'hi' } }));
    expect(event.message).toBe(event.message);
  });

  test('what happened on the Page comes as changes', () => {
    const comment = { item: 'comment', verb: 'add', comment_id: 'P_1_2', created_time: 1790000000 };
    const label = { user: { id: PERSON }, action: 'add', label: { id: '712', page_label_name: 'VIP' } };
    const changes = [
      { field: 'feed', value: comment },
      { field: 'inbox_labels', value: label },
    ];
    const events = eventsOf(webhook({ id: PAGE, time: 1790000000, changes }));
    expect(events.map(({ kind, change, psid, timestamp }) => ({ kind, change, psid, timestamp }))).toEqual(
      changes.map((change) => ({ kind: 'change', change, psid: null, timestamp: 1790000000000 })),
    );
  });

  test.each([
    ['in milliseconds', 1790000000001, 1790000000001],
    ['in seconds', 1790000000, 1790000000000],
    ['as text', '1790000000001', 1790000000001],
    ['missing: when the entry was sent', undefined, 1790000000123],
    ['no time at all', 'yesterday', 1790000000123],
    ['negative', -5, 1790000000123],
  ])('a timestamp %s', (_, timestamp, expected) => {
    expect(eventOf({ ...fromPerson({ message: { mid: 'm' } }), timestamp }).timestamp).toBe(expected);
  });

  test('without any time it happened when it was received', () => {
    const [event] = eventsOf(
      webhook({ id: PAGE, messaging: [{ sender: { id: PERSON }, read: { watermark: 1 } }] }),
    );
    expect(event?.timestamp).toBe(1790000009999);
  });
});

describe('what makes two deliveries the same event', () => {
  const sameAs = (first: object, second: object) => eventOf(first).identity === eventOf(second).identity;
  const message = fromPerson({ message: { mid: 'm_1', text: 'hi' } });
  const optin = fromPerson({ optin: { ref: 'a', type: 'x' } });
  const reaction = (more: object) => fromPerson({ reaction: { mid: 'm', action: 'react' }, ...more });

  test.each([
    ['a message sent again', message, { ...message }, true],
    ['another message', message, fromPerson({ message: { mid: 'm_2', text: 'hi' } }), false],
    [
      'a message and its edit',
      message,
      fromPerson({ message_edit: { mid: 'm_1', text: 'ho', num_edit: 1 } }),
      false,
    ],
    ['keys in another order', optin, fromPerson({ optin: { type: 'x', ref: 'a' } }), true],
    ['another value', optin, fromPerson({ optin: { type: 'x', ref: 'b' } }), false],
    ['the same optin later', optin, { ...optin, timestamp: 1790000000002 }, false],
    ['another person', optin, { ...optin, sender: { id: '7' } }, false],
    ['a reaction put on again later', reaction({}), reaction({ timestamp: 1790000000002 }), false],
    ['values that read alike', fromPerson({ calls: { a: '1' } }), fromPerson({ calls: { a: 1 } }), false],
    ['moved brackets', fromPerson({ calls: [[1], 2] }), fromPerson({ calls: [[1, 2]] }), false],
  ])('%s', (_, first, second, same) => {
    expect(sameAs(first, second)).toBe(same);
  });

  test('a tap is the same on standby, where its payload is missing', () => {
    const tap = fromPerson({ postback: { mid: 'm_1', title: 'Go', payload: 'GO' } });
    const overheard = fromPerson({ postback: { mid: 'm_1', title: 'Go' } });
    const [first, second] = eventsOf(webhook(entry({ messaging: [tap], standby: [overheard] })));
    expect(first?.identity).toBe(second?.identity);
  });

  test('it does not depend on when it was received, or on when its entry was sent', () => {
    const item = { sender: { id: PERSON }, optin: { ref: 'a' } };
    const [first] = eventsOf(webhook({ id: PAGE, time: 1790000000123, messaging: [item] }));
    const [again] = eventsOf(webhook({ id: PAGE, time: 1790000099999, messaging: [item] }));
    expect(first?.identity).toBe(again?.identity);
  });

  test('a label put on again is another event; a comment sent again is not', () => {
    const identityAt = (time: number, value: object) =>
      eventsOf(webhook({ id: PAGE, time, changes: [{ field: 'x', value }] }))[0]?.identity;
    expect(identityAt(1, { action: 'add' })).not.toBe(identityAt(2, { action: 'add' }));
    expect(identityAt(1, { action: 'add' })).toBe(identityAt(1, { action: 'add' }));
    const comment = { verb: 'add', created_time: 7 };
    expect(identityAt(1, comment)).toBe(identityAt(2, comment));
  });

  test('ten thousand events that differ by a digit have ten thousand identities', () => {
    const identities = Array.from(
      { length: 10_000 },
      (_, n) => eventOf(fromPerson({ optin: { ref: `${n}` } })).identity,
    );
    expect(new Set(identities).size).toBe(10_000);
  });
});
