import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/messenger/message.js';
import * as build from '../../src/messenger/messages/index.js';

/** Every kind as its builder makes it, beside the JSON that the platform's documentation shows. */
const KINDS: Record<string, [Message, object]> = {
  text: [build.text('Hello', { metadata: 'order:77' }), { text: 'Hello', metadata: 'order:77' }],
  'image by URL': [
    build.image('https://cdn.example.com/a.png', { isReusable: true }),
    { attachment: { type: 'image', payload: { url: 'https://cdn.example.com/a.png', is_reusable: true } } },
  ],
  'video by URL': [
    build.video({ url: 'https://cdn.example.com/v.mp4', isReusable: true }),
    { attachment: { type: 'video', payload: { url: 'https://cdn.example.com/v.mp4', is_reusable: true } } },
  ],
  'audio by URL': [
    build.audio('https://cdn.example.com/a.mp3'),
    { attachment: { type: 'audio', payload: { url: 'https://cdn.example.com/a.mp3' } } },
  ],
  'file by id': [
    build.file({ attachmentId: '1857777774821032' }),
    { attachment: { type: 'file', payload: { attachment_id: '1857777774821032' } } },
  ],
  'attachment written out': [
    { attachment: { type: 'image', payload: { url: 'https://x/1.jpg', isReusable: true } } },
    { attachment: { type: 'image', payload: { url: 'https://x/1.jpg', is_reusable: true } } },
  ],
  images: [
    build.images(['https://x/1.jpg', { url: 'https://x/2.jpg' }, { attachmentId: '18' }]),
    {
      attachments: [
        { type: 'image', payload: { url: 'https://x/1.jpg' } },
        { type: 'image', payload: { url: 'https://x/2.jpg' } },
        { type: 'image', payload: { attachment_id: '18' } },
      ],
    },
  ],
  'sticker by number': [build.sticker(369239263222822), { sticker_id: 369239263222822 }],
  'sticker by string': [build.sticker(build.LIKE_STICKER), { sticker_id: '369239263222822' }],
  'generic template': [
    build.genericTemplate([
      {
        title: 'Hat',
        subtitle: 'Blue',
        imageUrl: 'https://x/h.png',
        defaultAction: { type: 'web_url', url: 'https://x/h', webviewHeightRatio: 'tall' },
        buttons: [
          { type: 'postback', title: 'Buy', payload: 'BUY:1' },
          { type: 'web_url', title: 'View', url: 'https://x/h' },
        ],
      },
    ]),
    template({
      template_type: 'generic',
      elements: [
        {
          title: 'Hat',
          subtitle: 'Blue',
          image_url: 'https://x/h.png',
          default_action: { type: 'web_url', url: 'https://x/h', webview_height_ratio: 'tall' },
          buttons: [
            { type: 'postback', title: 'Buy', payload: 'BUY:1' },
            { type: 'web_url', title: 'View', url: 'https://x/h' },
          ],
        },
      ],
    }),
  ],
  'generic template with its options': [
    build.genericTemplate([{ title: 'Hat', subtitle: 'Blue' }], {
      imageAspectRatio: 'square',
      sharable: true,
    }),
    template({
      template_type: 'generic',
      elements: [{ title: 'Hat', subtitle: 'Blue' }],
      image_aspect_ratio: 'square',
      sharable: true,
    }),
  ],
  'button template with every kind of button': [
    build.buttonTemplate(
      'Choose',
      [
        {
          type: 'web_url',
          title: 'Open',
          url: 'https://x/p',
          webviewHeightRatio: 'compact',
          messengerExtensions: true,
          fallbackUrl: 'https://x/f',
          webviewShareButton: 'hide',
        },
        { type: 'phone_number', title: 'Call', payload: '+15105551234' },
        { type: 'account_link', url: 'https://x/login' },
      ],
      { sharable: false },
    ),
    template({
      template_type: 'button',
      text: 'Choose',
      buttons: [
        {
          type: 'web_url',
          title: 'Open',
          url: 'https://x/p',
          webview_height_ratio: 'compact',
          messenger_extensions: true,
          fallback_url: 'https://x/f',
          webview_share_button: 'hide',
        },
        { type: 'phone_number', title: 'Call', payload: '+15105551234' },
        { type: 'account_link', url: 'https://x/login' },
      ],
      sharable: false,
    }),
  ],
  'button template with the other kinds of button': [
    build.buttonTemplate('Choose', [
      { type: 'account_unlink' },
      { type: 'game_play', title: 'Play', payload: 'LEVEL_2', gameMetadata: { playerId: '77' } },
      { type: 'audio_call', title: 'Call us', expiresInDays: 5 },
    ]),
    template({
      template_type: 'button',
      text: 'Choose',
      buttons: [
        { type: 'account_unlink' },
        { type: 'game_play', title: 'Play', payload: 'LEVEL_2', game_metadata: { player_id: '77' } },
        { type: 'audio_call', title: 'Call us', expires_in_days: 5 },
      ],
    }),
  ],
  'media template': [
    build.mediaTemplate(
      [
        {
          mediaType: 'image',
          attachmentId: '1857777774821032',
          buttons: [{ type: 'web_url', title: 'Open', url: 'https://x/p' }],
        },
      ],
      { sharable: false },
    ),
    template({
      template_type: 'media',
      sharable: false,
      elements: [
        {
          media_type: 'image',
          attachment_id: '1857777774821032',
          buttons: [{ type: 'web_url', title: 'Open', url: 'https://x/p' }],
        },
      ],
    }),
  ],
  'media template of a video on Facebook': [
    build.mediaTemplate([{ mediaType: 'video', url: 'https://business.facebook.com/page/videos/1' }]),
    template({
      template_type: 'media',
      elements: [{ media_type: 'video', url: 'https://business.facebook.com/page/videos/1' }],
    }),
  ],
  'receipt template': [
    build.receiptTemplate({
      recipientName: 'Ana Lopez',
      orderNumber: 'A-1001',
      currency: 'USD',
      paymentMethod: 'Visa 2345',
      orderUrl: 'https://x/o/1001',
      timestamp: '1790000000',
      address: {
        street1: '1 Main St',
        street2: '',
        city: 'Menlo Park',
        postalCode: '94025',
        state: 'CA',
        country: 'US',
      },
      summary: { subtotal: 75.0, shippingCost: 4.95, totalTax: 6.19, totalCost: 76.14 },
      adjustments: [{ name: 'Coupon', amount: 10 }],
      elements: [
        {
          title: 'T-shirt',
          subtitle: 'Cotton',
          quantity: 2,
          price: 50,
          currency: 'USD',
          imageUrl: 'https://x/t.png',
        },
      ],
    }),
    template({
      template_type: 'receipt',
      recipient_name: 'Ana Lopez',
      order_number: 'A-1001',
      currency: 'USD',
      payment_method: 'Visa 2345',
      order_url: 'https://x/o/1001',
      timestamp: '1790000000',
      address: {
        street_1: '1 Main St',
        street_2: '',
        city: 'Menlo Park',
        postal_code: '94025',
        state: 'CA',
        country: 'US',
      },
      summary: { subtotal: 75.0, shipping_cost: 4.95, total_tax: 6.19, total_cost: 76.14 },
      adjustments: [{ name: 'Coupon', amount: 10 }],
      elements: [
        {
          title: 'T-shirt',
          subtitle: 'Cotton',
          quantity: 2,
          price: 50,
          currency: 'USD',
          image_url: 'https://x/t.png',
        },
      ],
    }),
  ],
  'receipt template of a Date': [
    build.receiptTemplate({ ...receipt(), timestamp: new Date(1_790_000_000_999) }),
    template({
      template_type: 'receipt',
      recipient_name: 'Ana',
      order_number: '1',
      currency: 'EUR',
      payment_method: 'Cash',
      summary: { total_cost: 0 },
      timestamp: '1790000000',
    }),
  ],
  'product template': [
    build.productTemplate(['11', { id: '12' }]),
    template({ template_type: 'product', elements: [{ id: '11' }, { id: '12' }] }),
  ],
  'coupon template': [
    build.couponTemplate({
      title: '10% off',
      subtitle: 'Until Friday',
      couponCode: '10PERCENT',
      couponUrl: 'https://x/',
      couponUrlButtonTitle: 'Shop now',
      couponPreMessage: 'For you',
      imageUrl: 'https://x/s.png',
      payload: 'CAMP1',
    }),
    template({
      template_type: 'coupon',
      title: '10% off',
      subtitle: 'Until Friday',
      coupon_code: '10PERCENT',
      coupon_url: 'https://x/',
      coupon_url_button_title: 'Shop now',
      coupon_pre_message: 'For you',
      image_url: 'https://x/s.png',
      payload: 'CAMP1',
    }),
  ],
  'image grid template': [
    build.imageGridTemplate({
      title: 'Spring',
      images: [
        { url: 'https://x/1.jpg', isHeroImage: true, action: { type: 'web_url', url: 'https://x/1' } },
        { url: 'https://x/2.jpg', action: { type: 'postback', payload: 'P2', text: 'Tell me more' } },
      ],
    }),
    template({
      template_type: 'image_grid',
      elements: [
        {
          title: 'Spring',
          images: [
            { url: 'https://x/1.jpg', is_hero_image: true, action: { type: 'web_url', url: 'https://x/1' } },
            { url: 'https://x/2.jpg', action: { type: 'postback', payload: 'P2', text: 'Tell me more' } },
          ],
        },
      ],
    }),
  ],
  'customer feedback template': [
    build.customerFeedbackTemplate({
      title: 'Rate us',
      subtitle: 'Two quick questions',
      buttonTitle: 'Rate',
      feedbackScreens: [
        {
          questions: [
            {
              id: 'q1',
              type: 'csat',
              title: 'How was it?',
              scoreLabel: 'neg_pos',
              scoreOption: 'five_stars',
              followUp: { type: 'free_form', placeholder: 'Tell us more' },
            },
          ],
        },
      ],
      businessPrivacy: { url: 'https://x/privacy' },
      expiresInDays: 3,
    }),
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
      business_privacy: { url: 'https://x/privacy' },
      expires_in_days: 3,
    }),
  ],
  'customer information template': [
    build.customerInformationTemplate({
      countries: ['US'],
      businessPrivacy: { url: 'https://x/privacy' },
      expiresInDays: 1,
      purpose: 'SHIPPING',
      addressOverrides: [
        { country: 'US', overrides: { postalCode: { label: 'ZIP', required: true }, street1: {} } },
      ],
      contactOverrides: [{ email: { required: true } }],
    }),
    template({
      template_type: 'customer_information',
      countries: ['US'],
      business_privacy: { url: 'https://x/privacy' },
      expires_in_days: 1,
      purpose: 'SHIPPING',
      address_overrides: [
        { country: 'US', overrides: { postal_code: { label: 'ZIP', required: true }, street_1: {} } },
      ],
      contact_overrides: [{ email: { required: true } }],
    }),
  ],
  'utility template': [
    build.utilityTemplate({
      name: 'order_update',
      language: 'en',
      components: [
        { type: 'header', parameters: [{ type: 'text', text: 'Order' }] },
        { type: 'body', parameters: [{ type: 'text', parameterName: 'order_id', text: '566701' }] },
        {
          type: 'buttons',
          parameters: [
            { type: 'POSTBACK', payload: '12345' },
            { type: 'URL', url: '1234' },
          ],
        },
      ],
    }),
    {
      template: {
        name: 'order_update',
        language: { code: 'en' },
        components: [
          { type: 'header', parameters: [{ type: 'text', text: 'Order' }] },
          { type: 'body', parameters: [{ type: 'text', parameter_name: 'order_id', text: '566701' }] },
          {
            type: 'buttons',
            parameters: [
              { type: 'POSTBACK', payload: '12345' },
              { type: 'URL', url: '1234' },
            ],
          },
        ],
      },
    },
  ],
  'one-time notification request': [
    build.oneTimeNotifReqTemplate({ title: 'When it is back', payload: 'BACK' }),
    template({ template_type: 'one_time_notif_req', title: 'When it is back', payload: 'BACK' }),
  ],
  'notification messages opt-in': [
    build.notificationMessagesTemplate({
      title: 'News',
      imageUrl: 'https://x/n.png',
      imageAspectRatio: 'square',
      payload: 'NEWS',
      notificationMessagesTimezone: 'Europe/Paris',
      notificationMessagesCtaText: 'SIGN_UP',
      notificationMessagesReoptin: 'ENABLED',
    }),
    template({
      template_type: 'notification_messages',
      title: 'News',
      image_url: 'https://x/n.png',
      image_aspect_ratio: 'square',
      payload: 'NEWS',
      notification_messages_timezone: 'Europe/Paris',
      notification_messages_cta_text: 'SIGN_UP',
      notification_messages_reoptin: 'ENABLED',
    }),
  ],
  'instant form template': [
    build.instantFormTemplate('99'),
    template({ template_type: 'instant_form', form_id: '99' }),
  ],
  'template written out': [
    build.template({ templateType: 'product', elements: [{ id: '11' }] }),
    template({ template_type: 'product', elements: [{ id: '11' }] }),
  ],
};

const QUICK_REPLIES: build.QuickReply[] = [
  { contentType: 'text', title: 'Red', payload: 'RED', imageUrl: 'https://x/r.png' },
  { contentType: 'text', title: '', payload: '', imageUrl: 'https://x/only.png' },
  { contentType: 'text', title: 'Seven', payload: 7 },
  { contentType: 'user_phone_number' },
  { contentType: 'user_email' },
];
const WIRE_QUICK_REPLIES = [
  { content_type: 'text', title: 'Red', payload: 'RED', image_url: 'https://x/r.png' },
  { content_type: 'text', title: '', payload: '', image_url: 'https://x/only.png' },
  { content_type: 'text', title: 'Seven', payload: '7' },
  { content_type: 'user_phone_number' },
  { content_type: 'user_email' },
];

describe.each(Object.entries(KINDS))('%s', (_kind, [message, wire]) => {
  it('has the wire form of the documentation', () => {
    expect(build.encodeMessage(message)).toEqual({ wire });
  });

  it('survives a journey as JSON', () => {
    const copy = JSON.parse(JSON.stringify(message));
    expect(build.encodeMessage(copy)).toEqual({ wire });
  });

  it('is neither changed by being encoded nor in need of being changeable', () => {
    expect(build.encodeMessage(deepFreeze(structuredClone(message)))).toEqual({ wire });
  });

  it('carries quick replies and metadata, its own or those of the send', () => {
    const extras = { quickReplies: QUICK_REPLIES, metadata: 'trace-1' };
    const expected = { wire: { ...wire, quick_replies: WIRE_QUICK_REPLIES, metadata: 'trace-1' } };
    expect(build.encodeMessage({ ...message, ...extras })).toEqual(expected);
    expect(build.encodeMessage({ ...message, quickReplies: [], metadata: 'old' }, extras)).toEqual(expected);
  });
});

it('takes extras as the last argument of every builder', () => {
  const extras: build.MessageExtras = { quickReplies: [{ contentType: 'user_email' }], metadata: 'm' };
  const element = { title: 'Hat', subtitle: 'Blue' };
  const privacy = { businessPrivacy: { url: 'https://x/p' } };
  const built: Message[] = [
    build.text('Pick', extras),
    build.image('https://x/1.jpg', extras),
    build.audio('https://x/1.mp3', extras),
    build.video('https://x/1.mp4', extras),
    build.file('https://x/1.pdf', extras),
    build.images(['https://x/1.jpg'], extras),
    build.sticker('1', extras),
    build.template({ templateType: 'instant_form', formId: '1' }, extras),
    build.genericTemplate([element], extras),
    build.buttonTemplate('Pick', [{ type: 'account_unlink' }], extras),
    build.mediaTemplate([{ mediaType: 'image', attachmentId: '1' }], extras),
    build.receiptTemplate(receipt(), extras),
    build.productTemplate(['1'], extras),
    build.couponTemplate({ title: 'Half', couponCode: 'HALF' }, extras),
    build.imageGridTemplate({ images: [{ url: 'https://x/1' }, { url: 'https://x/2' }] }, extras),
    build.customerFeedbackTemplate({ ...feedback(), ...privacy }, extras),
    build.customerInformationTemplate(privacy, extras),
    build.utilityTemplate({ name: 'n', language: 'en' }, extras),
    build.oneTimeNotifReqTemplate({ title: 't', payload: 'p' }, extras),
    build.notificationMessagesTemplate({}, extras),
    build.instantFormTemplate('1', extras),
  ];
  for (const message of built) {
    expect(message).toMatchObject(extras);
    expect(build.encodeMessage(message).wire).toMatchObject({
      quick_replies: [{ content_type: 'user_email' }],
      metadata: 'm',
    });
  }
});

it('leaves an empty list of quick replies off the wire', () => {
  expect(build.encodeMessage(build.text('Hi', { quickReplies: [] })).wire).toEqual({ text: 'Hi' });
});

it.each([
  ['NUL', 'a\0b'],
  ['a lone surrogate', 'a\ud83d b'],
  ['markup', '<script>{{1}}</script>&access_token=x'],
  ['surrounding white space', '\n hi \n'],
])('sends %s in a text on unchanged', (_what, text) => {
  expect(build.encodeMessage(build.text(text)).wire).toEqual({ text });
});

function template(payload: object) {
  return { attachment: { type: 'template', payload } };
}

function receipt(): build.Receipt {
  return {
    recipientName: 'Ana',
    orderNumber: '1',
    currency: 'EUR',
    paymentMethod: 'Cash',
    summary: { totalCost: 0 },
  };
}

function feedback(): Omit<build.CustomerFeedback, 'businessPrivacy'> {
  const questions: build.FeedbackQuestion[] = [{ id: 'q', type: 'nps' }];
  return { title: 'Rate us', subtitle: 'Please', buttonTitle: 'Rate', feedbackScreens: [{ questions }] };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
