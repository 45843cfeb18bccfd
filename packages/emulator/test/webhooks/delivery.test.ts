import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, type PersonHandle, startEmulator } from '../../src/index.js';
import { hmac, TestBot } from '../bot.js';
import { graphOf } from '../graph-client.js';

let bot: TestBot;
let emulator: Emulator;
let ana: PersonHandle;

beforeEach(async () => {
  bot = new TestBot();
  const webhookUrl = await bot.listen();
  emulator = await startEmulator();
  await emulator.subscribe({ callbackUrl: webhookUrl });
  ana = await emulator.person({ name: 'Ana Lopez' });
});

afterEach(async () => {
  await emulator.close();
  await bot.close();
});

describe('a webhook', () => {
  it('is signed over the bytes on the wire, twice', async () => {
    await ana.says('Grüße / 😀');
    const [webhook] = bot.received;
    expect(webhook?.raw.toString('latin1')).toContain('Gr\\u00fc\\u00dfe \\/ \\ud83d\\ude00');
    const raw = webhook?.raw ?? '';
    expect(webhook?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'facebookexternalua',
      'x-hub-signature': `sha1=${hmac('sha1', emulator.app.secret, raw)}`,
      'x-hub-signature-256': `sha256=${hmac('sha256', emulator.app.secret, raw)}`,
    });
  });

  it('follows the canonical trace: quick reply, send, echo, delivery, read', async () => {
    const graph = graphOf(emulator);
    await graph.send(ana.psid, {
      text: 'Pick',
      quick_replies: [{ content_type: 'text', title: 'Red', payload: 'RED' }],
    });
    await emulator.idle();
    bot.received.length = 0;

    const { mid } = await ana.taps('Red');
    const answer = await graph.send(ana.psid, { text: 'Red it is', metadata: 'trace-1' });
    await emulator.idle();
    await ana.reads();

    expect(answer).toMatchObject({ status: 200, body: { recipient_id: ana.psid } });
    const sent = answer.body.message_id;
    const person = {
      sender: { id: ana.psid },
      recipient: { id: emulator.page.id },
      timestamp: expect.any(Number),
    };
    const page = {
      sender: { id: emulator.page.id },
      recipient: { id: ana.psid },
      timestamp: expect.any(Number),
    };
    expect(bot.events).toEqual([
      { ...person, read: { watermark: expect.any(Number) } },
      { ...person, message: { mid, text: 'Red', quick_reply: { payload: 'RED' } } },
      {
        ...page,
        message: {
          mid: sent,
          is_echo: true,
          app_id: Number(emulator.app.id),
          metadata: 'trace-1',
          text: 'Red it is',
        },
      },
      { ...person, delivery: { mids: [sent], watermark: expect.any(Number) } },
      { ...person, read: { watermark: expect.any(Number) } },
    ]);
    const [envelope] = bot.received;
    expect(envelope?.body).toMatchObject({
      object: 'page',
      entry: [{ id: emulator.page.id, time: expect.any(Number) }],
    });
  });

  it('is tried again until it is answered with 200, with the same bytes', async () => {
    bot.statuses = [500, 503];
    await ana.says('hello');
    expect(bot.received).toHaveLength(3);
    expect(new Set(bot.received.map(({ raw }) => raw.toString())).size).toBe(1);
    expect(emulator.webhooks().filter(({ topic }) => topic === 'message')).toMatchObject([
      { attempt: 1, status: 500, error: 'answered with HTTP 500 instead of 200' },
      { attempt: 2, status: 503 },
      { attempt: 3, status: 200, error: null },
    ]);
    expect(ana.screen().messages[0]).toMatchObject({ status: 'delivered' });
  });

  it('marks the message when it never arrives', async () => {
    bot.statuses = [500, 500, 500, 500];
    await ana.says('hello');
    expect(ana.screen().messages[0]).toMatchObject({
      status: 'sent',
      failed: expect.stringContaining('HTTP 500'),
    });
  });

  it('keeps the order within a conversation', async () => {
    bot.statuses = [500];
    await Promise.all(['1', '2', '3', '4'].map((text) => ana.says(text)));
    const texts = bot.events.map((event) => (event.message as { text: string }).text);
    expect(texts).toEqual(['1', '1', '2', '3', '4']);
  });

  it('goes only where its field is subscribed, at the app and at the Page', async () => {
    const graph = graphOf(emulator);
    await graph.post('/me/subscribed_apps', { subscribed_fields: ['messages'] });
    await ana.says('one');
    await graph.send(ana.psid, { text: 'no echo, no delivery' });
    await emulator.idle();
    expect(bot.events).toHaveLength(1);
    await graph.delete('/me/subscribed_apps');
    await ana.says('two');
    expect(bot.events).toHaveLength(1);
  });
});

describe('a webhook URL given at the start', () => {
  it('may come up later', async () => {
    const late = new TestBot();
    const url = await late.listen();
    await late.close();
    const second = await startEmulator({ webhookUrl: url });
    const ben = await second.person();
    await ben.says('anybody there?');
    expect(ben.screen().messages[0]?.failed).toContain('has not passed verification yet');

    const up = new TestBot();
    up.verifyToken = second.app.verifyToken;
    await up.listen(Number(new URL(url).port));
    await ben.says('and now?');
    expect(up.events).toMatchObject([
      { message: { text: 'anybody there?' } },
      { message: { text: 'and now?' } },
    ]);
    expect(up.verifications[0]?.get('hub.mode')).toBe('subscribe');
    await second.close();
    await up.close();
  });
});

describe('subscribing', () => {
  it('is refused when the callback does not know the verify token', async () => {
    bot.verifyToken = 'something else';
    const callbackUrl = bot.received.length === 0 ? emulator.webhooks()[0]?.url.split('?')[0] : '';
    await expect(emulator.subscribe({ callbackUrl: callbackUrl ?? '' })).rejects.toThrow(
      'HTTP Status Code = 403',
    );
  });
});
