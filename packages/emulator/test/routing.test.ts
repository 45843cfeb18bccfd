import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, type PersonHandle, startEmulator } from '../src/index.js';
import { TestBot } from './bot.js';
import { controlOf } from './control-client.js';
import { graphOf } from './graph-client.js';

const INBOX = '263902037430900';

let bot: TestBot;
let emulator: Emulator;
let control: ReturnType<typeof controlOf>;
let graph: ReturnType<typeof graphOf>;
let ana: PersonHandle;

beforeEach(async () => {
  bot = new TestBot();
  emulator = await startEmulator();
  const fields = ['messages', 'messaging_postbacks', 'messaging_handovers', 'standby', 'message_echoes'];
  await emulator.subscribe({ callbackUrl: await bot.listen(), fields });
  control = controlOf(emulator);
  graph = graphOf(emulator);
  ana = await emulator.person({ name: 'Ana' });
});

afterEach(async () => {
  await emulator.close();
  await bot.close();
});

const inbox = (action: unknown) =>
  control.post(`conversations/${emulator.page.id}/${ana.psid}/inbox`, action);
const channels = (from: TestBot) =>
  from.received.map(({ body }) => ('standby' in (body.entry[0] ?? {}) ? 'standby' : 'messaging'));

describe('a human agent in the Page inbox', () => {
  it('takes the thread, answers and hands it back, while the bot stands by', async () => {
    await ana.says('I want a human');
    expect((await inbox({ type: 'say', text: 'Here I am.' })).body).toEqual({
      ok: true,
      mid: expect.any(String),
    });
    await emulator.idle();
    expect(ana.screen()).toMatchObject({ owner: { app_id: INBOX, inbox: true } });
    const refused = await graph.send(ana.psid, { text: 'I am still here' });
    expect(refused.body.error).toMatchObject({
      code: 10,
      error_subcode: 2018300,
      message: '(#10) Message failed to send because another app is controlling this thread now.',
    });
    await ana.says('thanks');
    await inbox({ type: 'hand_back' });
    await emulator.idle();
    await ana.says('bot?');
    expect((await graph.send(ana.psid, { text: 'Yes!' })).status).toBe(200);
    await emulator.idle();

    expect(channels(bot)).toEqual([
      ...Array(2).fill('messaging'),
      ...Array(4).fill('standby'),
      ...Array(3).fill('messaging'),
    ]);
    expect(bot.events).toMatchObject([
      { message: { text: 'I want a human' } },
      { take_thread_control: { previous_owner_app_id: null, new_owner_app_id: INBOX } },
      { message: { is_echo: true, app_id: Number(INBOX), text: 'Here I am.' } },
      { delivery: { watermark: expect.any(Number) } },
      { read: { watermark: expect.any(Number) } },
      { message: { text: 'thanks' } },
      { pass_thread_control: { previous_owner_app_id: INBOX, new_owner_app_id: emulator.app.id } },
      { message: { text: 'bot?' } },
      { message: { is_echo: true, text: 'Yes!' } },
    ]);
    expect((await inbox({ type: 'hand_back' })).status).toBe(409);
  });

  it('keeps it for a day of silence at most', async () => {
    await inbox({ type: 'take' });
    emulator.moveClock({ hours: 24, seconds: 1 });
    await ana.says('hello?');
    expect((await graph.send(ana.psid, { text: 'hi' })).status).toBe(200);
  });
});

describe('two apps', () => {
  it('share a Page by Conversation Routing', async () => {
    const { body: second } = await control.post('apps', { name: 'Second' });
    const other = new TestBot();
    const appToken = { authorization: `Bearer ${second.id}|${second.secret}` };
    const fields = 'messages,messaging_postbacks,messaging_handovers,standby';
    const subscription = { object: 'page', callback_url: await other.listen(), fields, verify_token: 'x' };
    await graph.call('POST', `/${second.id}/subscriptions`, subscription, appToken);
    const asSecond = {
      authorization: `Bearer ${(second.access_tokens as Record<string, string>)[emulator.page.id]}`,
    };
    await graph.call('POST', '/me/subscribed_apps', { subscribed_fields: fields }, asSecond);
    await control.post(`pages/${emulator.page.id}/default-app`, { app_id: emulator.app.id });
    await graph.post('/me/messenger_profile', { get_started: { payload: 'GS' } });

    await ana.getsStarted();
    expect([channels(bot), channels(other)]).toEqual([['messaging'], ['standby']]);
    expect(bot.events[0]?.postback).toMatchObject({ payload: 'GS' });
    expect(other.events[0]?.postback).not.toHaveProperty('payload');

    const send = (headers?: Record<string, string>) =>
      graph.call('POST', '/me/messages', { recipient: { id: ana.psid }, message: { text: 'hi' } }, headers);
    expect((await send(asSecond)).body.error?.error_subcode).toBe(2018300);
    const pass = { recipient: { id: ana.psid }, target_app_id: second.id, metadata: 'yours' };
    expect((await graph.post('/me/pass_thread_control', pass)).body).toEqual({ success: true });
    await emulator.idle();
    expect(other.events.at(-1)).toMatchObject({
      pass_thread_control: { new_owner_app_id: second.id, metadata: 'yours' },
    });
    expect((await send(asSecond)).status).toBe(200);
    expect((await send()).body.error?.error_subcode).toBe(2018300);

    const recipient = { recipient: { id: ana.psid } };
    expect((await graph.post('/me/request_thread_control', recipient)).body).toEqual({ success: true });
    await emulator.idle();
    expect(other.events.at(-1)).toMatchObject({
      request_thread_control: { requested_owner_app_id: Number(emulator.app.id) },
    });
    const extend = await graph.call(
      'POST',
      '/me/extend_thread_control',
      { ...recipient, duration: 3 * 86_400 },
      asSecond,
    );
    expect(extend.body).toEqual({ success: true });
    const owner = await graph.get(`/me/thread_owner?recipient=${ana.psid}`);
    expect(owner.body.data).toEqual(
      [
        { thread_owner: { app_id: second.id, expiration: Math.floor(emulator.now() / 1000) + 3 * 86_400 } },
      ].map(({ thread_owner }) => ({
        thread_owner: { ...thread_owner, expiration: expect.closeTo(thread_owner.expiration, -1) },
      })),
    );
    expect((await graph.post('/me/take_thread_control', recipient)).body).toEqual({ success: true });
    expect((await send()).status).toBe(200);
    const released = await graph.post('/me/messages', {
      ...recipient,
      message: { text: 'bye' },
      thread_control: { control_type: 'release' },
    });
    expect(released.status).toBe(200);
    expect((await graph.get(`/me/thread_owner?recipient=${ana.psid}`)).body).toEqual({ data: [] });
    await other.close();
  });
});
