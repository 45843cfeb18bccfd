import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, type PersonHandle, startEmulator } from '../../src/index.js';
import { TestBot } from '../bot.js';
import { graphOf } from '../graph-client.js';

let bot: TestBot;
let emulator: Emulator;
let graph: ReturnType<typeof graphOf>;
let ana: PersonHandle;

beforeEach(async () => {
  bot = new TestBot();
  emulator = await startEmulator();
  const asked = ['message_echoes', 'message_deliveries', 'message_reads'];
  await emulator.subscribe({ callbackUrl: await bot.listen() });
  const { body } = await graphOf(emulator).get('/me/subscribed_apps');
  const [{ subscribed_fields: fields }] = body.data as [{ subscribed_fields: string[] }];
  await graphOf(emulator).post('/me/subscribed_apps', {
    subscribed_fields: fields.filter((field) => !asked.includes(field)),
  });
  graph = graphOf(emulator);
  ana = await emulator.person({ name: 'Ana' });
});

afterEach(async () => {
  await emulator.close();
  await bot.close();
});

async function offer(payload: object): Promise<string> {
  const { body } = await graph.send(ana.psid, { attachment: { type: 'template', payload } });
  return String(body.message_id);
}

describe('a person', () => {
  it('opts in once, and may be sent one message for it', async () => {
    const mid = await offer({
      template_type: 'one_time_notif_req',
      title: 'Back in stock?',
      payload: 'STOCK',
    });
    await ana.does({ type: 'opt_in', mid });
    const [event] = bot.events as unknown as { optin: { one_time_notif_token: string } }[];
    expect(event?.optin).toEqual({
      type: 'one_time_notif_req',
      payload: 'STOCK',
      one_time_notif_token: expect.any(String),
    });
    const follow = () =>
      graph.post('/me/messages', {
        recipient: { one_time_notif_token: event?.optin.one_time_notif_token },
        message: { text: 'Yes!' },
      });
    expect((await follow()).body).toEqual({ recipient_id: ana.psid, message_id: expect.any(String) });
    expect((await follow()).body.error).toMatchObject({ code: 100 });
  });

  it('subscribes to a topic, stops and resumes it', async () => {
    // In Britain it still works; elsewhere the free notifications ended.
    ana = await emulator.person({ name: 'Ana', locale: 'en_GB' });
    const mid = await offer({ template_type: 'notification_messages', title: 'Deals', payload: 'X' });
    await ana.does({ type: 'opt_in', mid });
    const [event] = bot.events as unknown as { optin: { notification_messages_token: string } }[];
    expect(event?.optin).toMatchObject({
      type: 'notification_messages',
      title: 'Deals',
      user_token_status: 'NOT_REFRESHED',
    });
    const recipient = { notification_messages_token: event?.optin.notification_messages_token };
    const send = () => graph.post('/me/messages', { recipient, message: { text: 'Deal!' } });
    expect((await send()).status).toBe(200);
    expect((await send()).body.error).toMatchObject({ code: 4, error_subcode: 2018354 });
    await ana.does({ type: 'stop_notifications', mid });
    expect((await send()).body.error).toMatchObject({ code: 10, error_subcode: 1893015 });
    await ana.does({ type: 'resume_notifications', mid });
    expect(bot.events.at(-1)).toMatchObject({
      optin: { notification_messages_status: 'RESUME_NOTIFICATIONS' },
    });
    const dev = { recipient, developer_action: 'ENABLE_FOLLOWUP_MESSAGE' };
    expect((await graph.post('/me/notification_messages_dev_support', dev)).body).toEqual({ success: true });
    expect((await send()).status).toBe(200);
    expect((await graph.get('/me/notification_message_tokens')).body.data).toMatchObject([
      { recipient_id: ana.psid, topic_title: 'Deals' },
    ]);
  });

  it('fills in forms', async () => {
    const feedback = await offer({
      template_type: 'customer_feedback',
      title: 'Rate us',
      subtitle: 'Please',
      button_title: 'Rate',
      feedback_screens: [{ questions: [{ id: 'q1', type: 'csat', follow_up: { type: 'free_form' } }] }],
      business_privacy: { url: 'https://x.example/' },
    });
    await ana.does({ type: 'feedback', mid: feedback, answers: { q1: { payload: '5', follow_up: 'nice' } } });
    const address = await offer({
      template_type: 'customer_information',
      countries: ['US'],
      business_privacy: { url: 'https://x.example/' },
    });
    await ana.does({
      type: 'customer_information',
      mid: address,
      responses: [{ key: 'country', value: 'US' }],
    });
    expect(bot.events).toMatchObject([
      {
        messaging_feedback: {
          feedback_screens: [
            {
              screen_id: 0,
              questions: {
                q1: { type: 'csat', payload: '5', follow_up: { type: 'free_form', payload: 'nice' } },
              },
            },
          ],
        },
      },
      {
        messaging_customer_information: {
          screens: [{ screen_id: 'Add address', responses: [{ key: 'country', value: 'US' }] }],
        },
      },
    ]);
    await expect(
      ana.does({ type: 'feedback', mid: feedback, answers: { q9: { payload: '1' } } }),
    ).rejects.toThrow('no question q9');
  });

  it('reveals a coupon and taps a picture of a grid', async () => {
    const coupon = await offer({
      template_type: 'coupon',
      title: '10%',
      coupon_code: 'TEN',
      payload: 'CAMP1',
    });
    await ana.does({ type: 'reveal_coupon', mid: coupon });
    expect(ana.screen().messages.at(-1)).toMatchObject({ mid: coupon, card: 'revealed' });
    const grid = await offer({
      template_type: 'image_grid',
      elements: [
        {
          images: [
            { url: 'https://x.example/1.jpg' },
            {
              url: 'https://x.example/2.jpg',
              action: { type: 'postback', payload: 'P2', text: 'Tell me more' },
            },
          ],
        },
      ],
    });
    await ana.does({ type: 'grid_image', mid: grid, index: 1 });
    expect(bot.events).toMatchObject([
      { template: { type: 'coupon', payload: 'CAMP1', coupon_code: 'TEN' } },
      { postback: { title: 'Tell me more', payload: 'P2' } },
    ]);
    await expect(ana.does({ type: 'grid_image', mid: grid, index: 0 })).rejects.toThrow('does nothing');
  });

  it('edits, at most five times', async () => {
    const { mid = '' } = await ana.says('helo');
    for (const text of ['hel', 'hello', 'hello!', 'hello!!', 'hi'])
      await ana.does({ type: 'edit', mid, text });
    expect(bot.events.at(-1)).toMatchObject({ message_edit: { mid, text: 'hi', num_edit: 5 } });
    expect(ana.screen().messages[0]?.text).toBe('hi');
    await expect(ana.does({ type: 'edit', mid, text: 'x' })).rejects.toThrow('5 times');
  });

  it('links an account and unlinks it', async () => {
    const mid = await offer({
      template_type: 'button',
      text: 'Log in',
      buttons: [{ type: 'account_link', url: 'https://shop.example/login' }, { type: 'account_unlink' }],
    });
    const { open } = await ana.taps('Log In');
    const login = new URL(open?.url ?? '');
    const token = login.searchParams.get('account_linking_token');
    expect((await graph.get(`/me?fields=recipient&account_linking_token=${token}`)).body).toEqual({
      recipient: ana.psid,
      id: emulator.page.id,
    });
    await fetch(`${login.searchParams.get('redirect_uri')}&authorization_code=CODE`);
    await emulator.idle();
    await ana.does({ type: 'button', mid, button: 1 });
    expect(bot.events).toMatchObject([
      { account_linking: { status: 'linked', authorization_code: 'CODE' } },
      { account_linking: { status: 'unlinked' } },
    ]);
    expect((await graph.get(`/me?fields=recipient&account_linking_token=${token}`)).body.error?.code).toBe(
      10303,
    );
  });

  it('comes by a link, before the chat and in it', async () => {
    await graph.post('/me/messenger_profile', { get_started: { payload: 'GS' } });
    await ana.does({ type: 'referral', ref: 'camp1' });
    await ana.does({ type: 'referral', ref: 'camp2', source: 'ADS', ad_id: '6045' });
    expect(bot.events).toMatchObject([
      { postback: { payload: 'GS', referral: { ref: 'camp1', source: 'SHORTLINK', type: 'OPEN_THREAD' } } },
      { referral: { ref: 'camp2', source: 'ADS', ad_id: '6045', type: 'OPEN_THREAD' } },
    ]);
  });

  it('comments, and is answered in private, once', async () => {
    const { comment_id } = await ana.does({ type: 'comment', text: 'price?' });
    expect(bot.events).toMatchObject([
      { field: 'feed', value: { item: 'comment', comment_id, message: 'price?', from: { id: ana.psid } } },
    ]);
    const answer = () => graph.post('/me/messages', { recipient: { comment_id }, message: { text: '5 €' } });
    expect((await answer()).body).toMatchObject({ recipient_id: ana.psid });
    expect((await answer()).body.error).toMatchObject({
      code: 10900,
      message: '(#10900) Activity already replied to',
    });
  });

  it('blocks the Page', async () => {
    await ana.does({ type: 'block' });
    expect((await graph.send(ana.psid, { text: 'hi' })).body.error?.code).toBe(551);
    await ana.does({ type: 'unblock' });
    expect((await graph.send(ana.psid, { text: 'hi' })).status).toBe(200);
  });

  it('rates an answer', async () => {
    const { body } = await graph.send(ana.psid, { text: 'hi' });
    await ana.does({ type: 'rate', mid: String(body.message_id), good: true });
    expect(bot.events).toMatchObject([
      { response_feedback: { feedback: 'Good response', mid: body.message_id } },
    ]);
  });
});
