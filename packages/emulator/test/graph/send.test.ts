import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, type PersonHandle, startEmulator } from '../../src/index.js';
import { TestBot } from '../bot.js';
import { graphOf } from '../graph-client.js';

let bot: TestBot;
let emulator: Emulator;
let graph: ReturnType<typeof graphOf>;
let ana: PersonHandle;

beforeAll(async () => {
  bot = new TestBot();
  emulator = await startEmulator();
  await emulator.subscribe({ callbackUrl: await bot.listen(), fields: ['message_echoes'] });
  graph = graphOf(emulator);
  ana = await emulator.person({ name: 'Ana Lopez' });
});

afterAll(async () => {
  await emulator.close();
  await bot.close();
});

const newest = () => ana.screen().messages.at(-1);
const template = (payload: object) => ({ attachment: { type: 'template', payload } });
const link = { type: 'web_url', title: 'Open', url: 'https://shop.example/', webview_height_ratio: 'tall' };

/** Messages that have to be taken, and what of them the person sees. */
const TAKEN: [string, object, object][] = [
  ['a text of 2,000 emoji', { text: '😀'.repeat(2_000) }, { text: '😀'.repeat(2_000) }],
  [
    'a generic template',
    template({
      template_type: 'generic',
      sharable: true,
      image_aspect_ratio: 'square',
      elements: Array.from({ length: 10 }, (_, index) => ({
        title: `Hat ${index}`,
        image_url: 'https://shop.example/hat.png',
        default_action: { type: 'web_url', url: 'https://shop.example/hat' },
        buttons: [
          { type: 'postback', title: 'Buy', payload: `BUY:${index}` },
          link,
          { type: 'phone_number', title: 'Call', payload: '+15551234567' },
        ],
      })),
    }),
    { attachments: [{ type: 'template', payload: { template_type: 'generic', sharable: true } }] },
  ],
  ['a button template', template({ template_type: 'button', text: 'x'.repeat(640), buttons: [link] }), {}],
  [
    'a receipt',
    template({
      template_type: 'receipt',
      recipient_name: 'Ana Lopez',
      order_number: 'A-1001',
      currency: 'EUR',
      payment_method: 'Visa 2345',
      timestamp: '1790000000',
      address: {
        street_1: '1 Main St',
        street_2: '',
        city: 'Lima',
        postal_code: '1',
        state: 'L',
        country: 'PE',
      },
      summary: { subtotal: 75, shipping_cost: 4.95, total_tax: '6.19', total_cost: 76.14 },
      adjustments: [{ name: 'Coupon', amount: 10 }],
      elements: [{ title: 'T-shirt', subtitle: 'Cotton', quantity: 2, price: 50, currency: 'EUR' }],
    }),
    {},
  ],
  [
    'a coupon',
    template({ template_type: 'coupon', title: '10% off', coupon_url: 'https://shop.example/' }),
    {},
  ],
  ['products', template({ template_type: 'product', elements: [{ id: '123' }, { id: 456 }] }), {}],
  [
    'an image grid',
    template({
      template_type: 'image_grid',
      elements: [
        {
          title: 'Spring',
          images: [
            {
              url: 'https://x.example/1.jpg',
              is_hero_image: true,
              action: { type: 'web_url', url: 'https://x.example/1' },
            },
            {
              url: 'https://x.example/2.jpg',
              action: { type: 'postback', payload: 'P2', text: 'Tell me more' },
            },
          ],
        },
      ],
    }),
    {},
  ],
  [
    'a feedback form',
    template({
      template_type: 'customer_feedback',
      title: 'Rate us',
      subtitle: 'Two quick questions',
      button_title: 'Rate',
      feedback_screens: [
        {
          questions: [
            {
              id: 'q1',
              type: 'csat',
              title: 'How was it?',
              score_label: 'neg_pos',
              score_option: 'five_stars',
              follow_up: { type: 'free_form', placeholder: 'Tell us more' },
            },
          ],
        },
      ],
      business_privacy: { url: 'https://x.example/privacy' },
      expires_in_days: 3,
    }),
    {},
  ],
  [
    'an address form',
    template({
      template_type: 'customer_information',
      countries: ['US'],
      business_privacy: { url: 'https://x.example/p' },
    }),
    {},
  ],
  [
    'a one-time request',
    template({ template_type: 'one_time_notif_req', title: 'Back in stock?', payload: 'STOCK' }),
    {},
  ],
  ['a topic opt-in', template({ template_type: 'notification_messages', title: 'Deals', payload: 'X' }), {}],
  [
    'a Facebook video',
    template({
      template_type: 'media',
      elements: [{ media_type: 'video', url: 'https://www.facebook.com/shop/videos/123/' }],
    }),
    {},
  ],
  [
    'the thumbs-up sticker',
    { sticker_id: 369239263222822 },
    { attachments: [{ type: 'sticker', payload: { sticker_id: '369239263222822' } }] },
  ],
  [
    '13 quick replies on a template',
    {
      ...template({ template_type: 'button', text: 'a', buttons: [link] }),
      quick_replies: Array.from({ length: 13 }, (_, index) => ({
        content_type: 'text',
        title: `${index}`,
        payload: index,
      })),
    },
    {},
  ],
  [
    'a quick reply of an image alone',
    {
      text: 'a',
      quick_replies: [{ content_type: 'text', title: '', payload: '', image_url: 'https://x.example/r.png' }],
    },
    {},
  ],
];

describe('a message is taken', () => {
  it.each(TAKEN)('with %s', async (_name, message, seen) => {
    const { status, body, headers } = await graph.send(ana.psid, message);
    expect(body).toEqual({ recipient_id: ana.psid, message_id: expect.stringMatching(/^m_[\w-]{80}$/) });
    expect(status).toBe(200);
    expect(headers.get('facebook-api-version')).toBe('v26.0');
    expect(headers.get('x-fb-trace-id')).toMatch(/^A[\w-]{22}$/);
    expect(JSON.parse(headers.get('x-business-use-case-usage') ?? '')[emulator.page.id][0].type).toBe(
      'messenger',
    );
    expect(newest()).toMatchObject({ mid: body.message_id, from: 'page', ...seen });
    await emulator.idle();
    expect(bot.events.at(-1)).toMatchObject({ message: { mid: body.message_id, is_echo: true } });
  });

  it('with titles that Messenger will cut, and advice about them', async () => {
    const long = { content_type: 'text', title: 'x'.repeat(21), payload: 'a' };
    expect((await graph.send(ana.psid, { text: 'a', quick_replies: [long] })).status).toBe(200);
    const response = await fetch(`${emulator.origin}/_emulator/traffic`);
    const traffic = (await response.json()) as { advice?: string[] }[];
    expect(traffic.findLast((entry) => entry.advice)?.advice).toEqual([
      'message[quick_replies][0][title] is 21 characters long; Messenger shows 20.',
    ]);
  });
});

describe('around a message', () => {
  it('a persona, a reply and metadata', async () => {
    const { body: persona } = await graph.post('/me/personas', {
      name: 'Mina',
      profile_picture_url: `${emulator.origin}/_emulator/pictures/1.svg`,
    });
    const said = await ana.says('what time is it?');
    const { body } = await graph.send(
      ana.psid,
      { text: 'noon', metadata: 'k' },
      { persona_id: persona.id, reply_to: { mid: said.mid } },
    );
    expect(newest()).toMatchObject({
      persona: { id: persona.id, name: 'Mina' },
      reply_to: { mid: said.mid },
    });
    await emulator.idle();
    expect(bot.events.at(-1)).toMatchObject({
      message: { mid: body.message_id, metadata: 'k', reply_to: { mid: said.mid, is_self_reply: false } },
    });
  });

  it('typing goes on, and off by itself with the next message', async () => {
    const action = (sender_action: string) =>
      graph.post('/me/messages', { recipient: { id: ana.psid }, sender_action });
    expect((await action('typing_on')).body).toEqual({ recipient_id: ana.psid });
    expect(ana.screen().typing).toEqual({ persona: null });
    await action('TYPING_OFF');
    expect(ana.screen().typing).toBeNull();
    await action('typing_on');
    await graph.send(ana.psid, { text: 'done' });
    expect(ana.screen().typing).toBeNull();
  });

  it('mark_seen and reactions', async () => {
    const { mid } = await ana.says('hello');
    await graph.post('/me/messages', { recipient: { id: ana.psid }, sender_action: 'mark_seen' });
    expect(newest()).toMatchObject({ mid, status: 'read' });
    const react = (sender_action: string, payload: object) =>
      graph.post('/me/messages', { recipient: { id: ana.psid }, sender_action, payload });
    await react('react', { message_id: mid, reaction: '😊' });
    expect(newest()?.reactions).toEqual({ page: '😊' });
    await react('unreact', { message_id: mid });
    expect(newest()?.reactions).toEqual({});
  });

  it('quick replies vanish with the next message', async () => {
    await graph.send(ana.psid, {
      text: 'Mail?',
      quick_replies: [{ content_type: 'user_email' }, { content_type: 'user_phone_number' }],
    });
    expect(ana.screen().quickReplies?.items).toMatchObject([
      { content_type: 'user_email', title: 'ana.lopez@example.com' },
      { content_type: 'user_phone_number', title: expect.stringMatching(/^\+1555\d{7}$/) },
    ]);
    await graph.send(ana.psid, { text: 'Never mind.' });
    expect(ana.screen().quickReplies).toBeNull();
    await expect(ana.taps('ana.lopez@example.com')).rejects.toThrow('nothing called');
  });
});

describe('a utility template', () => {
  it('is made, filled and sent', async () => {
    const made = await graph.post('/me/message_templates', {
      name: 'order_update',
      language: 'en',
      category: 'UTILITY',
      parameter_format: 'NAMED',
      components: [
        { type: 'BODY', text: 'Order {{order_id}} is ready.', example: { body_text_named_params: [] } },
      ],
    });
    expect(made.body).toEqual({ id: expect.any(String), status: 'APPROVED', category: 'UTILITY' });
    const components = [
      { type: 'body', parameters: [{ type: 'text', parameter_name: 'order_id', text: '566701' }] },
    ];
    const { status } = await graph.send(
      ana.psid,
      { template: { name: 'order_update', language: { code: 'en' }, components } },
      { messaging_type: 'UTILITY' },
    );
    expect(status).toBe(200);
    expect(newest()?.text).toBe('Order 566701 is ready.');
    const missing = await graph.send(ana.psid, {
      template: { name: 'order_update', language: { code: 'en' } },
    });
    expect(missing.body.error?.message).toContain('{{order_id}} has no value');
  });
});
