import * as build from '../../../src/messenger/messages/index.js';
import { receipt, template, type WireForms } from './wire-form.js';

/** Templates that show something. */
export const CARDS: WireForms = {
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
};
