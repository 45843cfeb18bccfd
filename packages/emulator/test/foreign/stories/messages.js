import { acts, CDN, FILES, kinds, says, sends, TITLES, uploads } from './step.js';

export const messages = [
  sends('a text', 'sendText', 'Hello, Ana! ¿Qué tal? 😊'),
  sends('an answer', 'sendText', 'Hello', { messagingType: 'RESPONSE' }),
  sends('a text of a human agent', 'sendText', 'It is Kim here', { tag: 'HUMAN_AGENT' }),
  sends('quick replies', 'sendText', 'Which color?', {
    quickReplies: [
      { contentType: 'text', title: 'Red', payload: 'RED', imageUrl: `${CDN}/hat.png` },
      { contentType: 'user_phone_number' },
      { contentType: 'user_email' },
    ],
  }),
  ...kinds.map((kind) => sends(`${kind} by URL`, `send${TITLES[kind]}`, `${CDN}/${FILES[kind]}`)),
  sends('image by URL with quick replies', 'sendImage', `${CDN}/hat.png`, {
    quickReplies: [{ contentType: 'text', title: 'Buy', payload: 'BUY' }],
  }),
  {
    ...sends('reusable image by URL', 'sendImage', { url: `${CDN}/hat.png`, isReusable: true }),
    answers: 'reusable',
  },
  ...kinds.flatMap((kind) => [
    uploads(`upload of ${kind} by URL`, kind, ({ client }) =>
      client[`upload${TITLES[kind]}`](`${CDN}/${FILES[kind]}`, { isReusable: true }),
    ),
    says(`${kind} by attachment id`, ({ client, ids }) =>
      client[`send${TITLES[kind]}`](ids.person, { attachmentId: ids[kind] }),
    ),
  ]),
  sends('generic template', 'sendGenericTemplate', [
    {
      title: 'Hat',
      subtitle: 'Blue',
      imageUrl: `${CDN}/hat.png`,
      defaultAction: { type: 'web_url', url: 'https://shop.example.com/hat', webviewHeightRatio: 'tall' },
      buttons: [
        { type: 'postback', title: 'Buy', payload: 'BUY:1' },
        { type: 'web_url', title: 'View', url: 'https://shop.example.com/hat' },
      ],
    },
  ]),
  sends(
    'square generic template',
    'sendGenericTemplate',
    [
      { title: 'Hat', subtitle: 'Blue' },
      { title: 'Scarf', subtitle: 'Red' },
    ],
    { imageAspectRatio: 'square' },
  ),
  sends('button template', 'sendButtonTemplate', 'What now?', [
    { type: 'postback', title: 'Start over', payload: 'START' },
    { type: 'phone_number', title: 'Call us', payload: '+16505551234' },
  ]),
  says('media template by attachment id', ({ client, ids }) =>
    client.sendMediaTemplate(ids.person, [
      {
        mediaType: 'image',
        attachmentId: ids.image,
        buttons: [{ type: 'web_url', title: 'Open', url: 'https://shop.example.com/hat' }],
      },
    ]),
  ),
  sends('media template by URL', 'sendMediaTemplate', [
    { mediaType: 'image', url: 'https://www.facebook.com/hats/photos/1234567890' },
  ]),
  sends('receipt template', 'sendReceiptTemplate', {
    recipientName: 'Ana Lopez',
    merchantName: 'Hats',
    orderNumber: 'A-1001',
    currency: 'USD',
    paymentMethod: 'Visa 2345',
    orderUrl: 'https://shop.example.com/orders/1001',
    timestamp: '1790000000',
    address: {
      street1: '1 Main St',
      street2: '',
      city: 'Menlo Park',
      postalCode: '94025',
      state: 'CA',
      country: 'US',
    },
    summary: { subtotal: 100, shippingCost: 4.95, totalTax: 6.19, totalCost: 101.14 },
    adjustments: [{ name: 'Coupon', amount: 10 }],
    elements: [
      {
        title: 'Hat',
        subtitle: 'Blue',
        quantity: 2,
        price: 50,
        currency: 'USD',
        imageUrl: `${CDN}/hat.png`,
      },
    ],
  }),
  sends('one-time notification request', 'sendOneTimeNotifReqTemplate', {
    title: 'When the hat is back',
    payload: 'HAT_IS_BACK',
  }),
  sends('a raw attachment', 'sendAttachment', { type: 'image', payload: { url: `${CDN}/hat.png` } }),
  acts('markSeen'),
  acts('typingOn'),
  acts('typingOff'),
];
