/** A kind of message that Messenger draws in a way of its own. */
export interface Specimen {
  /** What it is called in the documentation, and its picture's file. */
  title: string;
  file: string;
  /** `message` of the request, and what else goes into it. */
  message: (shelf: Shelf) => object;
  request?: object;
  /** What a screen reader calls it, where it has a name of its own. */
  name?: string;
  /** What it says, each to be found as it stands here. */
  words?: string[];
  buttons?: string[];
  links?: string[];
  /** How many pictures it has, the sender's own left out. */
  pictures?: number;
  /** Titles of the quick replies below it. */
  quickReplies?: string[];
  /** What a tap on one of its buttons brings: in a window of that name, or in its own place. */
  opened?: { file: string; by: string; dialog?: string; words?: string[]; buttons?: string[] };
}

/** Where the messages take from what they only name. */
export interface Shelf {
  /** Where the pictures are. */
  media: string;
  /** The id of a picture that the emulator keeps. */
  attachment: string;
}

export const FORM = { id: '901' };

export const UTILITY_TEMPLATE = {
  name: 'order_ready',
  language: 'en',
  category: 'UTILITY',
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Your order is ready' },
    {
      type: 'BODY',
      text: 'Order {{1}} waits for you at the counter until {{2}}.',
      example: { body_text: [['A-1000', '12:00']] },
    },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Show order', url: 'https://tea.example/orders' }] },
  ],
};

const PRIVACY = { url: 'https://tea.example/privacy' };
const template = (template_type: string, payload: object) => ({
  attachment: { type: 'template', payload: { template_type, ...payload } },
});
const link = (title: string) => ({ type: 'web_url', title, url: 'https://tea.example/' });
const postback = (title: string) => ({ type: 'postback', title, payload: title.toUpperCase() });

const card = (title: string, subtitle: string, image_url: string) => ({
  title,
  subtitle,
  image_url,
  buttons: [postback('Order')],
});
const image = (url: string) => ({ type: 'image', payload: { url } });

/** One of each. */
export const GALLERY: Specimen[] = [
  {
    title: 'Generic template',
    file: 'generic',
    message: ({ media }) =>
      template('generic', {
        elements: [
          {
            title: 'Sencha',
            subtitle: 'Steamed green tea from Shizuoka',
            image_url: `${media}/sencha.png`,
            default_action: { type: 'web_url', url: 'https://tea.example/sencha' },
            buttons: [postback('Order'), link('Show in the shop')],
          },
        ],
      }),
    name: 'Sencha',
    words: ['Sencha', 'Steamed green tea from Shizuoka', 'tea.example'],
    buttons: ['Open Sencha', 'Order', 'Show in the shop'],
    pictures: 1,
  },
  {
    title: 'Generic template, several cards',
    file: 'carousel',
    message: ({ media }) =>
      template('generic', {
        elements: [
          card('Oolong', 'Half way to black', `${media}/oolong.png`),
          card('Earl Grey', 'With bergamot', `${media}/earl-grey.png`),
        ],
      }),
    name: 'Oolong',
    words: ['Oolong', 'Half way to black'],
    buttons: ['Order'],
    pictures: 2,
  },
  {
    title: 'Generic template, square pictures',
    file: 'generic-square',
    message: ({ media }) =>
      template('generic', {
        image_aspect_ratio: 'square',
        elements: [card('Macarons', 'A box of six', `${media}/macarons.png`)],
      }),
    name: 'Macarons',
    words: ['Macarons', 'A box of six'],
    buttons: ['Order'],
    pictures: 1,
  },
  {
    title: 'Button template',
    file: 'button',
    message: () =>
      template('button', {
        text: 'Our tea house is open from 9 to 18 o’clock. What would you like?',
        buttons: [
          postback('Book a table'),
          link('See the menu'),
          { type: 'phone_number', title: 'Call us', payload: '+15551234567' },
        ],
      }),
    name: 'Our tea house is open from 9 to 18 o’clock. What would you like?',
    words: ['Our tea house is open from 9 to 18 o’clock. What would you like?'],
    buttons: ['Book a table', 'See the menu'],
    links: ['Call us'],
  },
  {
    title: 'Media template',
    file: 'media',
    message: ({ attachment }) =>
      template('media', {
        elements: [{ media_type: 'image', attachment_id: attachment, buttons: [postback('Find us')] }],
      }),
    name: 'Media',
    buttons: ['Open picture', 'Find us'],
    pictures: 1,
  },
  {
    title: 'Receipt template',
    file: 'receipt',
    message: ({ media }) =>
      template('receipt', {
        recipient_name: 'Ana Lopez',
        merchant_name: 'Chinwag Tea House',
        order_number: 'A-1001',
        currency: 'EUR',
        payment_method: 'Visa 2345',
        timestamp: '1790000000',
        address: {
          street_1: '1 Market Street',
          city: 'Brighton',
          postal_code: 'BN1 1AA',
          state: 'Sussex',
          country: 'GB',
        },
        summary: { subtotal: 18, shipping_cost: 4, total_tax: 2, total_cost: 21 },
        adjustments: [{ name: 'Loyalty card', amount: 3 }],
        elements: [
          { title: 'Sencha', subtitle: '100 g', quantity: 1, price: 11, image_url: `${media}/sencha.png` },
          {
            title: 'Scone',
            subtitle: 'With raisins',
            quantity: 2,
            price: 7,
            image_url: `${media}/scone.png`,
          },
        ],
      }),
    name: 'Receipt',
    words: ['€21.00'],
    buttons: ['Open receipt'],
    opened: {
      file: 'receipt-open',
      by: 'Open receipt',
      dialog: 'Receipt',
      words: ['Scone', 'Ana Lopez', 'Visa 2345', 'Loyalty card', 'A-1001'],
    },
  },
  {
    title: 'Coupon template',
    file: 'coupon',
    message: ({ media }) =>
      template('coupon', {
        title: '20% off everything',
        subtitle: 'Until Sunday',
        coupon_code: 'TEATIME',
        coupon_url: 'https://tea.example/',
        coupon_url_button_title: 'Use it now',
        coupon_pre_message: 'A present for you:',
        image_url: `${media}/chamomile.png`,
      }),
    name: '20% off everything',
    words: ['A present for you:', '20% off everything', 'Until Sunday'],
    buttons: ['Reveal code', 'Use it now'],
    opened: { file: 'coupon-open', by: 'Reveal code', words: ['TEATIME'], buttons: ['Copy code TEATIME'] },
    pictures: 1,
  },
  {
    title: 'Product template',
    file: 'product',
    message: () => template('product', { elements: [{ id: '501' }] }),
    name: 'Product',
    words: ['Product 501', 'From the catalogue'],
  },
  {
    title: 'Image grid',
    file: 'image-grid',
    message: ({ media }) =>
      template('image_grid', {
        elements: [
          {
            title: 'What we baked today',
            subtitle: 'While there is any',
            images: [
              { url: `${media}/cake.png`, is_hero_image: true },
              { url: `${media}/macarons.png` },
              {
                url: `${media}/scone.png`,
                action: { type: 'postback', payload: 'SCONE', text: 'A scone, please' },
              },
            ],
            buttons: [link('All our cakes')],
          },
        ],
      }),
    name: 'What we baked today',
    words: ['What we baked today', 'While there is any'],
    buttons: ['Picture 1', 'Picture 2', 'Picture 3: A scone, please', 'All our cakes'],
    pictures: 3,
  },
  {
    title: 'Customer feedback',
    file: 'customer-feedback',
    message: () =>
      template('customer_feedback', {
        title: 'How was your tea?',
        subtitle: 'One question, a minute at most',
        button_title: 'Rate us',
        feedback_screens: [
          {
            questions: [
              {
                id: 'tea',
                type: 'csat',
                title: 'How did you like your visit?',
                score_label: 'neg_pos',
                score_option: 'five_stars',
                follow_up: { type: 'free_form', placeholder: 'What can we do better?' },
              },
            ],
          },
        ],
        business_privacy: PRIVACY,
      }),
    name: 'How was your tea?',
    words: ['How was your tea?', 'One question, a minute at most'],
    buttons: ['Rate us'],
    opened: {
      file: 'customer-feedback-open',
      by: 'Rate us',
      dialog: 'How was your tea?',
      words: ['How did you like your visit?', 'What can we do better?'],
      buttons: ['Submit'],
    },
  },
  {
    title: 'Customer information',
    file: 'customer-information',
    message: () => template('customer_information', { countries: ['GB', 'FR'], business_privacy: PRIVACY }),
    name: 'Address form',
    words: ['Share your address'],
    buttons: ['Fill in'],
    opened: {
      file: 'customer-information-open',
      by: 'Fill in',
      dialog: 'Share your address',
      words: ['Full name', 'Street address', 'Postal code'],
      buttons: ['Submit'],
    },
  },
  {
    title: 'Instant form',
    file: 'instant-form',
    message: () => template('instant_form', { form_id: FORM.id }),
    words: ['Share your details'],
    buttons: ['Send the form'],
  },
  {
    title: 'One-time notification request',
    file: 'one-time-notification',
    message: () =>
      template('one_time_notif_req', { title: 'When the first flush is in', payload: 'FIRST_FLUSH' }),
    name: 'When the first flush is in',
    words: ['When the first flush is in'],
    buttons: ['Notify Me'],
  },
  {
    title: 'Notification messages request',
    file: 'notification-messages',
    message: ({ media }) =>
      template('notification_messages', {
        title: 'The tea of the month',
        payload: 'MONTHLY',
        image_url: `${media}/earl-grey.png`,
        notification_messages_cta_text: 'SIGN_UP',
      }),
    name: 'The tea of the month',
    words: ['The tea of the month'],
    buttons: ['Sign up for messages'],
    pictures: 1,
  },
  {
    title: 'Utility template',
    file: 'utility',
    message: () => ({
      template: {
        name: UTILITY_TEMPLATE.name,
        language: { code: UTILITY_TEMPLATE.language },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'A-1001' },
              { type: 'text', text: '18:00' },
            ],
          },
        ],
      },
    }),
    request: { messaging_type: 'UTILITY' },
    name: 'Your order is ready',
    words: ['Your order is ready', 'Order A-1001 waits for you at the counter until 18:00.'],
    buttons: ['Show order'],
  },
  {
    title: 'Quick replies',
    file: 'quick-replies',
    message: ({ media }) => ({
      text: 'Milk or lemon? 🍋',
      quick_replies: [
        { content_type: 'text', title: 'Milk', payload: 'MILK' },
        { content_type: 'text', title: 'Lemon', payload: 'LEMON' },
        { content_type: 'text', title: 'Green', payload: 'GREEN', image_url: `${media}/green.png` },
      ],
    }),
    name: 'Milk or lemon? 🍋',
    words: ['Milk or lemon? 🍋'],
    quickReplies: ['Milk', 'Lemon', 'Green'],
  },
  {
    title: 'Sticker',
    file: 'sticker',
    message: () => ({ sticker_id: 369239263222822 }),
    name: 'Sticker',
    pictures: 1,
  },
  {
    title: 'Several images',
    file: 'images',
    message: ({ media }) => ({
      attachments: ['cake.png', 'macarons.png', 'scone.png'].map((file) => image(`${media}/${file}`)),
    }),
    name: '3 photos',
    pictures: 3,
  },
];
