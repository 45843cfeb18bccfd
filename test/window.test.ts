import type { ChinwagBot, Session } from 'chinwag';
import { type MessengerContext, type ReplyWindow, WindowClosedError } from 'chinwag/messenger';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listeningBot, PAGE, post, stubGraph, textEvent, webhook } from './bot.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let graph: Awaited<ReturnType<typeof stubGraph>>;
let bot: ChinwagBot;
let url: string;
let windows: ReplyWindow[] = [];
let people = 0;
let psid = '';

beforeAll(async () => {
  graph = await stubGraph();
  ({ bot, url } = await listeningBot(graph.origin, async (context) => {
    windows.push(context.window);
  }));
});

afterAll(async () => {
  await bot.close();
  graph.close();
});

beforeEach(() => {
  windows = [];
  graph.requests.length = 0;
  psid = `2481${++people}`;
});

/** The window as the bot sees it after an event of a person it has not seen before. */
async function windowAfter(event: object, timestamp = Date.now()): Promise<ReplyWindow> {
  await post(url, webhook({ sender: { id: psid }, timestamp, ...event }));
  await bot.drained();
  return windows.at(-1) as ReplyWindow;
}

/** A conversation in which the person did something so long ago. */
const sessionOf = (id: string, age: number): Session => ({
  id,
  platform: 'messenger',
  user: { id: psid },
  page: { id: PAGE },
  lastActivity: Date.now() - age,
  lastUserAction: Date.now() - age,
  state: {},
});

/** Writes to somebody whose last action was so long ago. */
async function write(age: number, send: (context: MessengerContext) => Promise<unknown>) {
  const id = `messenger:${psid}`;
  await bot.storage.write(id, sessionOf(id, age));
  return bot.withConversation(id, async (context) => {
    await send(context);
    return context.window;
  });
}

describe('the window', () => {
  test('is open for 24 hours from what the person wrote', async () => {
    const at = Date.now() - HOUR;
    expect(await windowAfter(textEvent('hi'), at)).toEqual({ isOpen: true, until: at + DAY });
  });

  test('is closed when an event comes a day late', async () => {
    const at = Date.now() - 30 * HOUR;
    expect(await windowAfter(textEvent('hi'), at)).toEqual({ isOpen: false, until: at + DAY });
  });

  test('counts from now when the event says that it is from the future', async () => {
    const before = Date.now();
    const { isOpen, until } = await windowAfter(textEvent('hi'), before + 3 * HOUR);
    expect(isOpen).toBe(true);
    expect(until).toBeGreaterThanOrEqual(before + DAY);
    expect(until).toBeLessThanOrEqual(Date.now() + DAY);
  });

  test('is not known from an event older than Meta repeats any, and then nothing is refused', async () => {
    const at = Date.now() - 60 * DAY;
    expect(await windowAfter(textEvent('hi'), at)).toEqual({ isOpen: false, until: null });
    await bot.withConversation(`messenger:${psid}`, (context) => context.sendText('hi'));
    expect(graph.requests).toHaveLength(1);
  });

  test('stays as long as the latest action says, whatever comes late', async () => {
    const at = Date.now() - MINUTE;
    await windowAfter(textEvent('new'), at);
    expect((await windowAfter(textEvent('old'), at - 5 * HOUR)).until).toBe(at + DAY);
  });

  test('is known from a turn that failed, which keeps nothing else', async () => {
    const silent = () => {};
    const failing = await listeningBot(
      graph.origin,
      async (context) => {
        context.setState({ isHalf: true });
        throw new Error('half way');
      },
      { logger: { debug: silent, info: silent, warn: silent, error: silent } },
    );
    const id = `messenger:${psid}`;
    await failing.bot.storage.write(id, sessionOf(id, 3 * DAY));
    const timestamp = Date.now() - MINUTE;
    await post(failing.url, webhook({ sender: { id: psid }, timestamp, ...textEvent('hi') }));
    await failing.bot.drained();
    expect(await failing.bot.storage.read(id)).toMatchObject({ lastUserAction: timestamp });
    expect(await failing.bot.storage.read(id)).toHaveProperty('state', {});
    await failing.bot.withConversation(id, (context) => context.sendText('Sorry for before'));
    expect(graph.requests).toHaveLength(1);
    await failing.bot.close();
  });

  test.each<[string, object]>([
    ['a message', { message: { mid: 'm_w1', text: 'hi' } }],
    ['a tap on a button', { postback: { mid: 'm_w2', title: 'Go', payload: 'GO' } }],
    ['a reaction', { reaction: { mid: 'm_1', action: 'react', reaction: 'love', emoji: '❤' } }],
    ['a link to the conversation', { referral: { ref: 'x', source: 'SHORTLINK', type: 'OPEN_THREAD' } }],
    ['an opt-in by a plugin', { optin: { ref: 'signup' } }],
    ['a message on standby', { message: { mid: 'm_w3', text: 'hi' } }],
  ])('is opened by %s', async (_, event) => {
    expect((await windowAfter(event)).isOpen).toBe(true);
  });

  test.each<[string, object]>([
    ['a message read', { read: { watermark: 1 } }],
    ['a message delivered', { delivery: { watermark: 1 } }],
    ['a reaction taken back', { reaction: { mid: 'm_1', action: 'unreact' } }],
    ['an ad tapped', { referral: { ref: 'x', source: 'ADS', type: 'OPEN_THREAD' } }],
    ['marketing messages', { optin: { type: 'notification_messages', notification_messages_token: '6' } }],
    ['being passed on', { pass_thread_control: { new_owner_app_id: '1' } }],
  ])('is not opened by %s', async (_, event) => {
    expect(await windowAfter(event)).toEqual({ isOpen: false, until: null });
  });
});

describe('a message that is too late', () => {
  test('is refused at once, with the ways out, and nothing is sent', async () => {
    const sending = write(25 * HOUR, (context) => context.sendText('Are you there?'));
    await expect(sending).rejects.toThrow(WindowClosedError);
    await expect(sending).rejects.toMatchObject({
      code: 'window',
      message: expect.stringContaining('more than 24 hours ago'),
      hint: expect.stringMatching(/HUMAN_AGENT.*CUSTOMER_FEEDBACK.*sendUtilityTemplate/),
    });
    expect(graph.requests).toEqual([]);
  });

  test('is refused 7 days later also with a tag', async () => {
    const sending = write(8 * DAY, (context) => context.sendText('Hello', { tag: 'HUMAN_AGENT' }));
    await expect(sending).rejects.toThrow('more than 7 days ago');
    expect(graph.requests).toEqual([]);
  });

  test.each<[string, number, (context: MessengerContext) => Promise<unknown>]>([
    ['within the day', 23 * HOUR, (context) => context.sendText('hi')],
    ['within the minutes that clocks differ by', DAY + 3 * MINUTE, (context) => context.sendText('hi')],
    ['by a human agent', 6 * DAY, (context) => context.sendText('hi', { tag: 'HUMAN_AGENT' })],
    [
      'as an approved template',
      90 * DAY,
      (context) => context.sendUtilityTemplate({ name: 'a', language: 'en' }),
    ],
    ['to somebody else', 9 * DAY, (context) => context.client.sendText('24819999', 'hi')],
    ['as typing dots', 9 * DAY, (context) => context.typingOn()],
  ])('goes out %s', async (_, age, send) => {
    await write(age, send);
    expect(graph.requests).toHaveLength(1);
  });

  test('goes out to a person of whom no action is known', async () => {
    const window = await bot.withConversation('messenger:24815555', async (context) => {
      await context.sendText('Your order has shipped');
      return context.window;
    });
    expect(window).toEqual({ isOpen: false, until: null });
    expect(graph.requests).toHaveLength(1);
  });
});
