import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, type PersonAction, type PersonHandle, startEmulator } from '../../src/index.js';
import { WEBHOOK_FIELDS } from '../../src/webhooks/fields.js';
import { TestBot } from '../bot.js';
import { controlOf } from '../control-client.js';
import { graphOf } from '../graph-client.js';

let bot: TestBot;
let emulator: Emulator;
let control: ReturnType<typeof controlOf>;
let graph: ReturnType<typeof graphOf>;
let ana: PersonHandle;

beforeEach(async () => {
  bot = new TestBot();
  emulator = await startEmulator();
  const silent = ['message_echoes', 'message_deliveries', 'message_reads'];
  const fields = WEBHOOK_FIELDS.filter((field) => !silent.includes(field));
  await emulator.subscribe({ callbackUrl: await bot.listen(), fields });
  control = controlOf(emulator);
  graph = graphOf(emulator);
  ana = await emulator.person({ name: 'Ana Lopez' });
});

afterEach(async () => {
  await emulator.close();
  await bot.close();
});

const ofPage = (path: string, body: object) => control.post(`pages/${emulator.page.id}/${path}`, body);
const product = {
  id: '77',
  title: 'Hat',
  retailer_id: 'sku',
  subtitle: '$40',
  image_url: 'https://x.example/h',
};

/** What a person does, and the event that the bot hears. */
const EVENTS: [string, PersonAction, object][] = [
  [
    'asks about a product',
    { type: 'say', text: 'is it available?', product_id: '77' },
    { message: { mid: expect.any(String), text: 'is it available?', referral: { product: { id: '77' } } } },
  ],
  [
    'sends a sticker',
    { type: 'sticker', sticker_id: '369239263222822' },
    { message: { attachments: [{ type: 'sticker', payload: { sticker_id: 369239263222822 } }] } },
  ],
  ...(
    [
      ['fallback', { url: 'https://y.example/1', title: 'Video' }],
      ['reel', { url: 'https://y.example/1', title: 'cap', reel_video_id: 123 }],
      ['ig_reel', { url: 'https://y.example/1', title: 'cap', reel_video_id: 123 }],
      ['post', { url: 'https://y.example/1', title: 'cap', id: 456 }],
      ['ig_post', { url: 'https://y.example/1', title: 'cap', id: 456 }],
      ['location', { coordinates: { lat: 1.1, long: 2.2 } }],
      [
        'appointment_booking',
        { booking_id: 'B1', status: 'requested', start_time: 1, end_time: 2, timezone: 'UTC' },
      ],
      ['template', { product: { elements: [product] } }],
    ] as const
  ).map(([type, payload]): [string, PersonAction, object] => [
    `shares a ${type}`,
    { type: 'share', attachment: { type, payload }, text: 'see' },
    { message: { mid: expect.any(String), text: 'see', attachments: [{ type, payload }] } },
  ]),
  [
    'comes back by an ad',
    { type: 'referral', ref: 'camp', source: 'ADS', ad_id: '6045' },
    { referral: { ref: 'camp', source: 'ADS', type: 'OPEN_THREAD', ad_id: '6045' } },
  ],
  [
    'answers a lead ad',
    { type: 'lead_ad', ad_id: '6045', answers: [{ question: 'City?', answer: 'Lima' }] },
    {
      referral: { source: 'ADS', type: 'LEAD_COMPLETE', ad_id: '6045' },
      lead: { data: [{ question: 'City?', answer: 'Lima' }] },
    },
  ],
  [
    'breaks off a lead ad',
    { type: 'lead_ad', ad_id: '6045', answers: [], complete: false },
    { referral: { source: 'ADS', type: 'LEAD_INCOMPLETE', ad_id: '6045' }, lead: { data: [] } },
  ],
  ['uses Send to Messenger', { type: 'send_to_messenger', ref: 'form' }, { optin: { ref: 'form' } }],
  [
    'sends a cart',
    {
      type: 'send_cart',
      products: [{ id: 1, name: 'n', unit_price: 11, currency: 'THB', quantity: 1 }],
      note: 'x',
    },
    { order: { products: [{ id: 1, quantity: 1 }], note: 'x' } },
  ],
];

describe('a person', () => {
  it.each(EVENTS)('%s', async (_, action, event) => {
    await ana.says('hi');
    await ana.does(action);
    const sender = {
      sender: { id: ana.psid },
      recipient: { id: emulator.page.id },
      timestamp: expect.any(Number),
    };
    expect(bot.events.at(-1)).toMatchObject({ ...sender, ...event });
    expect(ana.screen().messages.length).toBeGreaterThan(0);
  });

  it('runs a command', async () => {
    const commands = [{ locale: 'default', commands: [{ name: 'flights', description: 'Find flights' }] }];
    await graph.post('/me/messenger_profile', { commands });
    await ana.says('/flights to LAX');
    await ana.says('/hotels');
    expect(bot.events).toMatchObject([
      { message: { text: 'flights to LAX', commands: [{ name: 'flights' }] } },
      { message: { text: '/hotels' } },
    ]);
    expect(bot.events[1]?.message).not.toHaveProperty('commands');
  });

  it('who comes by an ad for the first time tells of it with the first message', async () => {
    await ana.does({ type: 'referral', ref: 'camp', source: 'ADS', ad_id: '6045' });
    expect(bot.events).toEqual([]);
    await ana.says('hi');
    await ana.says('again');
    expect(bot.events).toMatchObject([{ message: { referral: { ref: 'camp', ad_id: '6045' } } }, {}]);
    expect(bot.events[1]?.message).not.toHaveProperty('referral');
  });

  it('ticks the checkbox plugin, nameless, and is written to by the user_ref', async () => {
    await ana.does({ type: 'checkbox', user_ref: 'u-1', ref: 'cart' });
    expect(bot.events).toEqual([
      {
        recipient: { id: emulator.page.id },
        timestamp: expect.any(Number),
        optin: { ref: 'cart', user_ref: 'u-1' },
      },
    ]);
    const answer = await graph.post('/me/messages', {
      recipient: { user_ref: 'u-1' },
      message: { text: 'hi' },
    });
    expect(answer).toMatchObject({ status: 200, body: { message_id: expect.any(String) } });
    expect(answer.body).not.toHaveProperty('recipient_id');
  });

  it('writes on the wall, and is answered in private once, by post_id and nothing else', async () => {
    const { post_id } = await ana.does({ type: 'post', text: 'Nice shop' });
    expect(bot.events).toMatchObject([
      {
        field: 'feed',
        value: { item: 'post', verb: 'add', post_id, message: 'Nice shop', from: { id: ana.psid } },
      },
    ]);
    const reply = (recipient: object) =>
      graph.post('/me/messages', { recipient, message: { text: 'Thanks' } });
    expect((await reply({ comment_id: post_id })).body.error?.code).toBe(100);
    expect((await reply({ post_id })).body).toMatchObject({ recipient_id: ana.psid });
    expect((await reply({ post_id })).body.error).toMatchObject({
      code: 10900,
      message: '(#10900) Activity already replied to',
    });
  });

  it('sends a lead form', async () => {
    const form = {
      attachment: { type: 'template', payload: { template_type: 'instant_form', form_id: '901' } },
    };
    expect((await graph.send(ana.psid, form)).body.error).toMatchObject({ code: 1, error_subcode: 2018382 });
    expect(await ofPage('instant-forms', { id: '901' })).toEqual({ status: 201, body: { id: '901' } });
    const { body } = await graph.send(ana.psid, form);
    await ana.does({ type: 'submit_form', mid: String(body.message_id) });
    expect(bot.events.at(-1)).toMatchObject({ sender: { id: ana.psid }, form: { id: '901' } });
  });
});

describe('the platform', () => {
  it('warns, blocks and lets go of a Page', async () => {
    await ofPage('policy', { action: 'warning', reason: 'spam' });
    expect((await graph.send(ana.psid, { text: 'a' })).status).toBe(200);
    await ofPage('policy', { action: 'block' });
    expect((await graph.send(ana.psid, { text: 'b' })).body.error).toMatchObject({
      code: 10,
      error_subcode: 1893063,
    });
    await ofPage('policy', { action: 'unblock' });
    expect((await graph.send(ana.psid, { text: 'c' })).status).toBe(200);
    await emulator.idle();
    expect(bot.events.map(({ policy_enforcement: about }) => about)).toEqual([
      { action: 'warning', reason: 'spam' },
      { action: 'block', reason: expect.any(String) },
      { action: 'unblock' },
    ]);
    expect(bot.events[0]).not.toHaveProperty('sender');
  });

  it('tells what becomes of a utility template', async () => {
    const { body } = await graph.post('/me/message_templates', {
      name: 'order_update',
      language: 'en',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Your order is on its way.' }],
    });
    await ofPage(`message-templates/${body.id}`, { status: 'PAUSED', reason: 'TAG_SHOULD_BE_MARKETING' });
    const use = () =>
      graph.post('/me/messages', {
        recipient: { id: ana.psid },
        messaging_type: 'UTILITY',
        message: { template: { name: 'order_update', language: { code: 'en' } } },
      });
    expect((await use()).body.error?.message).toContain('PAUSED');
    await graph.delete('/me/message_templates', { name: 'order_update' });
    await emulator.idle();
    const value = { message_template_name: 'order_update', message_template_language: 'en' };
    expect(bot.events).toMatchObject([
      { field: 'message_template_status_update', value: { ...value, event: 'APPROVED' } },
      { value: { event: 'PAUSED', reason: 'TAG_SHOULD_BE_MARKETING' } },
      { value: { event: 'DELETED' } },
    ]);
  });

  it('knows the products of a catalogue once it has one', async () => {
    const show = (id: string) =>
      graph.send(ana.psid, {
        attachment: { type: 'template', payload: { template_type: 'product', elements: [{ id }] } },
      });
    expect((await show('123')).status).toBe(200);
    expect(await ofPage('products', product)).toEqual({ status: 201, body: product });
    expect((await show('77')).status).toBe(200);
    expect((await show('123')).body.error).toMatchObject({ code: 100, error_subcode: 2018320 });
  });

  it('sends any event that is asked for, as a change or in the messaging list', async () => {
    expect(await ofPage('events', { field: 'mention', value: { post_id: '1_2' } })).toMatchObject({
      body: { ok: true },
    });
    expect(await ofPage('events', { field: 'calls', event: { call: { id: '1' } } })).toMatchObject({
      status: 200,
    });
    expect(bot.events).toMatchObject([
      { field: 'mention', value: { post_id: '1_2' } },
      { call: { id: '1' } },
    ]);
    expect((await ofPage('events', { field: 'nope', value: {} })).status).toBe(400);
    expect((await ofPage('events', { field: 'calls' })).status).toBe(400);
  });

  it.each([
    ['products', { id: 'x' }],
    ['policy', { action: 'shame' }],
    ['message-templates/1', { status: 'PAUSED' }],
  ])('does not take nonsense about %s', async (path, body) => {
    expect((await ofPage(path, body)).status).toBeGreaterThanOrEqual(400);
    expect((await control.post('pages/1/policy', { action: 'block' })).status).toBe(404);
  });
});

describe('notifications', () => {
  const ask = (more: object = {}) =>
    graph.send(ana.psid, {
      attachment: {
        type: 'template',
        payload: { template_type: 'notification_messages', title: 'Deals', payload: 'X', ...more },
      },
    });
  const optIn = async () => {
    await ana.does({ type: 'opt_in', mid: String((await ask()).body.message_id) });
    return (bot.events.at(-1) as unknown as { optin: { notification_messages_token: string } }).optin
      .notification_messages_token;
  };

  it('for free ended, but for people or Pages of some countries', async () => {
    const send = async (token: string) =>
      (
        await graph.post('/me/messages', {
          recipient: { notification_messages_token: token },
          message: { text: 'Deal!' },
        })
      ).body;
    expect(await send(await optIn())).toMatchObject({ error: { code: 10, message: /no longer available/ } });
    ana = await emulator.person({ locale: 'de_DE' });
    expect(await send(await optIn())).toMatchObject({ recipient_id: ana.psid });
  });

  it('are asked for once for each topic', async () => {
    await optIn();
    expect((await ask()).body.error).toMatchObject({ code: 613, error_subcode: 1893016 });
    expect((await ask({ notification_messages_reoptin: 'ENABLED' })).status).toBe(200);
    expect((await ask({ title: 'News' })).status).toBe(200);
  });

  it('can be read by their token', async () => {
    const token = await optIn();
    expect((await graph.get(`/notification_messages_${token}`)).body).toMatchObject({ topic_title: 'Deals' });
  });

  it('for money go everywhere else, every twelve hours', async () => {
    const token = await optIn();
    const { body: campaign } = await graph.post('/act_1/message_campaign', {
      name: 'Spring',
      page_id: emulator.page.id,
      daily_budget: 500,
    });
    const send = (subscription_token = token) =>
      graph.post('/act_1/messages', {
        message_id: campaign.id,
        messenger_delivery_data: { subscription_token },
        message: { text: 'Spring is here' },
      });
    expect((await send()).body).toEqual({ success: true, marketing_message_tracking_id: expect.any(String) });
    expect((await send()).body.error).toMatchObject({ code: 4, error_subcode: 2018354 });
    emulator.moveClock({ hours: 12 });
    expect((await send()).status).toBe(200);
    await emulator.idle();
    expect(bot.events.filter(({ field }) => String(field).startsWith('marketing'))).toMatchObject([
      {
        field: 'marketing_message_echoes',
        value: { recipient_id: ana.psid, messenger_subscription_token: token },
      },
      { field: 'marketing_message_deliveries' },
      {},
      {},
    ]);
    ana = await emulator.person({ locale: 'fr_FR' });
    expect((await send(await optIn())).body.error).toMatchObject({ code: 10 });
  });
});
