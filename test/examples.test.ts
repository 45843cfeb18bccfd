import { join } from 'node:path';
import { emulate, type Messenger, type Person } from 'chinwag/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { root } from './command.js';

let messenger: Messenger;

afterEach(() => messenger.close());

async function customerOf(example: string): Promise<Person> {
  messenger = await emulate(join(root, 'examples', example), { timeout: 8_000 });
  return messenger.person({ name: 'Ana Lopez' });
}

describe('support desk', () => {
  const human = async (psid: string, action: object) => {
    const { origin, page } = messenger.emulator;
    const answer = await fetch(`${origin}/_emulator/conversations/${page.id}/${psid}/inbox`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
    expect(answer.status).toBe(200);
    await messenger.idle();
  };
  const sentByBot = () => messenger.requests().filter(({ topic }) => topic === 'messages').length;

  test('goes from the bot to a human and back', async () => {
    const ana = await customerOf('support-desk');
    await ana.says('hi');
    await ana.sees('What can I do for you?');
    await ana.says('order 1234');
    await ana.sees('Order 1234 left our house this morning.');
    await ana.taps('Talk to a human');
    await ana.sees('One moment, I am getting somebody for you.');
    await messenger.idle();

    const before = sentByBot();
    await human(ana.psid, { type: 'say', text: 'Tom here, what is wrong?' });
    await ana.sees('Tom here, what is wrong?');
    await ana.says('order 1234 is broken');
    await ana.says('hello?');
    await messenger.idle();
    expect(sentByBot()).toBe(before);

    await human(ana.psid, { type: 'hand_back' });
    await ana.sees(/It is the bot again\. Is there anything else/);
    await ana.taps('Opening hours');
    await ana.sees(/9 to 18/);
  });

  test('steps back when a human answers unasked', async () => {
    const ana = await customerOf('support-desk');
    await human(ana.psid, { type: 'say', text: 'May I help?' });
    await ana.says('hi');
    await messenger.idle();
    expect(sentByBot()).toBe(0);
    expect(await messenger.bot.storage.read(`messenger:${ana.psid}`)).toMatchObject({
      state: { isWithHuman: true },
    });
  });

  test('takes up again when the conversation has gone to sleep', async () => {
    const ana = await customerOf('support-desk');
    await ana.says('a human, please');
    await ana.sees(/getting somebody/);
    await messenger.idle();
    await human(ana.psid, { type: 'say', text: 'We will call you.' });
    messenger.clock.move({ hours: 25 });
    await ana.says('hi');
    await ana.sees(/so it is the bot again/, 'What can I do for you?');
  });
});

test('with-state counts each message', async () => {
  const ana = await customerOf('with-state');
  for (const text of ['one', 'two', 'three']) await ana.says(text);
  await ana.sees('Count: 1', 'Count: 2', 'Count: 3');
  await ana.says('reset');
  await ana.sees('Back to zero.');
  await ana.says('one');
  await ana.sees('Count: 1');
});

test('messenger-persona speaks as two people, made once', async () => {
  const ana = await customerOf('messenger-persona');
  await ana.says('hi');
  await ana.taps('Shop');
  await ana.sees(/Ines here/);
  await ana.says('Repairs');
  await ana.sees(/Tom here/);
  await ana.says('Shop');
  await ana.sees(/Ines here/);
  const made = messenger.requests().filter(({ method, path }) => method === 'POST' && /personas/.test(path));
  expect(made).toHaveLength(2);
  const speakers = messenger
    .requests()
    .filter(({ topic }) => topic === 'messages')
    .map(({ body }) => (body as { persona_id?: string }).persona_id);
  const [ines, tom] = made.map(({ answer }) => (answer as { id: string }).id);
  expect(speakers).toEqual([undefined, ines, tom, ines]);
});

test('messenger-typing types before each message', async () => {
  const ana = await customerOf('messenger-typing');
  await ana.says('hi');
  await ana.sees('Hello!', /see me ponder/);
  const sent = messenger
    .requests()
    .map(({ body }) => (body as { sender_action?: string }).sender_action ?? 'message');
  expect(sent).toEqual(['typing_on', 'message', 'typing_on', 'message']);
});
