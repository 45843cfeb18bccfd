import * as build from '../../../src/messenger/messages/index.js';
import { button, generic, grid, type Refused, receipt, template } from './untyped.js';

/** Templates and their buttons. */
export const TEMPLATES: Refused[] = [
  [
    'a dead template: list',
    template({ templateType: 'list', elements: [] }),
    'list template: templateType "list" was removed from the platform by 2020; use the generic template',
  ],
  [
    'a dead template: open_graph',
    template({ templateType: 'open_graph' }),
    'open graph template: templateType "open_graph" was removed from the platform by 2020',
  ],
  ...['boardingpass', 'checkin', 'itinerary', 'update'].map((name): [string, unknown, string] => [
    `a dead template: airline_${name}`,
    template({ templateType: `airline_${name}` }),
    `airline ${name} template: templateType "airline_${name}" was removed from the platform in 2021`,
  ]),
  [
    'an unknown template',
    template({ templateType: 'carousel' }),
    'carousel template: templateType "carousel" is none of "button", "coupon", ',
  ],
  [
    'a template of a weird type',
    template({ templateType: 7 }),
    'template: templateType is no string but a number',
  ],
  ['a template of nothing', template(null), 'template is missing'],

  [
    'a generic element of a title only',
    generic({ title: 'Hat' }),
    'generic template: elements[0] needs subtitle or imageUrl or defaultAction or buttons',
  ],
  [
    'a generic element without a title',
    generic({ subtitle: 'Blue' }),
    'generic template: elements[0].title is missing',
  ],
  [
    'a hole among elements',
    template({ templateType: 'generic', elements: [undefined] }),
    'generic template: elements[0] is missing',
  ],
  [
    'elements that are no list',
    template({ templateType: 'generic', elements: {} }),
    'generic template: elements is no array but an object',
  ],
  [
    'an unknown ratio',
    template({
      templateType: 'generic',
      elements: [{ title: 'a', subtitle: 'b' }],
      imageAspectRatio: 'round',
    }),
    'generic template: imageAspectRatio "round" is none of "horizontal", "square"',
  ],
  [
    'a default action with a title',
    generic({ title: 'Hat', defaultAction: { type: 'web_url', url: 'https://x/1', title: 'Open' } }),
    'generic template: elements[0].defaultAction.title is no field',
  ],

  ['a button without a type', button({ title: 'Buy' }), 'button template: buttons[0].type is missing'],
  [
    'a button of a dead type',
    button({ type: 'element_share' }),
    'button template: buttons[0].type "element_share" is no longer on the platform',
  ],
  [
    'a button of an unknown type',
    button({ type: 'explode' }),
    'button template: buttons[0].type "explode" is none of "web_url", "postback"',
  ],
  [
    'a button without a title',
    button({ type: 'postback', payload: 'X' }),
    'button template: buttons[0].title is missing',
  ],
  [
    'a button with an empty title',
    button({ type: 'postback', title: '', payload: 'X' }),
    'button template: buttons[0].title is empty',
  ],
  [
    'a button with a blank title',
    button({ type: 'postback', title: ' ', payload: 'X' }),
    'button template: buttons[0].title is blank',
  ],
  [
    'a postback without a payload',
    button({ type: 'postback', title: 'Buy' }),
    'button template: buttons[0].payload is missing',
  ],
  [
    'a postback whose payload is an object',
    button({ type: 'postback', title: 'Buy', payload: { id: 1 } }),
    'button template: buttons[0].payload is no string but an object',
  ],
  [
    'a web page without a url',
    button({ type: 'web_url', title: 'Open' }),
    'button template: buttons[0].url is missing',
  ],
  [
    'a fallback without extensions',
    button({ type: 'web_url', title: 'Open', url: 'https://x', fallbackUrl: 'https://y' }),
    'button template: buttons[0].fallbackUrl is only for a button whose messengerExtensions is true',
  ],
  [
    'extensions over http',
    button({ type: 'web_url', title: 'Open', url: 'http://x', messengerExtensions: true }),
    'button template: buttons[0].url must be https where messengerExtensions is true',
  ],
  [
    'an account link over http',
    button({ type: 'account_link', url: 'http://x' }),
    'button template: buttons[0].url is no https address',
  ],
  [
    'a telephone number without its country',
    button({ type: 'phone_number', title: 'Call', payload: '555 1234' }),
    'button template: buttons[0].payload is no number of the form +15105551234',
  ],

  [
    'a media element of neither',
    template({ templateType: 'media', elements: [{ mediaType: 'image' }] }),
    'media template: elements[0] needs attachmentId or url',
  ],
  [
    'a media element of both',
    template({
      templateType: 'media',
      elements: [{ mediaType: 'image', attachmentId: '1', url: 'https://facebook.com/1' }],
    }),
    'media template: elements[0] has attachmentId and url, which exclude each other',
  ],
  [
    'a media element from elsewhere',
    template({ templateType: 'media', elements: [{ mediaType: 'image', url: 'https://notfacebook.com/1' }] }),
    'media template: elements[0].url is no address on facebook.com; upload it and pass its attachmentId',
  ],
  [
    'a media element of sound',
    template({ templateType: 'media', elements: [{ mediaType: 'audio', attachmentId: '1' }] }),
    'media template: elements[0].mediaType "audio" is none of "image", "video"',
  ],

  [
    'a receipt in small letters',
    receipt({ currency: 'usd' }),
    'receipt template: currency is no currency of three capital letters',
  ],
  ['a receipt of no total', receipt({ summary: {} }), 'receipt template: summary.totalCost is missing'],
  [
    'a receipt of a sum in words',
    receipt({ summary: { totalCost: '76.14' } }),
    'receipt template: summary.totalCost is no number but a string',
  ],
  [
    'a receipt of NaN',
    receipt({ summary: { totalCost: Number.NaN } }),
    'receipt template: summary.totalCost is no number but NaN',
  ],
  [
    'a receipt of infinity',
    receipt({ summary: { totalCost: Number.POSITIVE_INFINITY } }),
    'receipt template: summary.totalCost is infinite',
  ],
  [
    'a receipt in milliseconds',
    receipt({ timestamp: 1_790_000_000_000 }),
    'receipt template: timestamp is in milliseconds; the platform counts seconds',
  ],
  [
    'a receipt of no time',
    receipt({ timestamp: 'yesterday' }),
    'receipt template: timestamp is neither a Date nor seconds since 1970',
  ],
  [
    'a receipt of an invalid Date',
    build.receiptTemplate({
      recipientName: 'A',
      orderNumber: '1',
      currency: 'USD',
      paymentMethod: 'C',
      summary: { totalCost: 1 },
      timestamp: new Date('x'),
    }),
    'receipt template: timestamp is neither a Date nor seconds since 1970',
  ],
  [
    'a receipt without an address’s city',
    receipt({ address: { street1: 'a', postalCode: 'b', state: 'c', country: 'd' } }),
    'receipt template: address.city is missing',
  ],
  [
    'no receipt',
    build.receiptTemplate(undefined as never),
    'receipt template: recipientName is missing (and 4 more)',
  ],

  [
    'a coupon of neither',
    template({ templateType: 'coupon', title: 'Half' }),
    'coupon template needs couponCode or couponUrl',
  ],
  [
    'a coupon code with a space',
    template({ templateType: 'coupon', title: 'Half', couponCode: 'A B' }),
    'coupon template: couponCode has white space in it',
  ],
  [
    'products by number',
    build.productTemplate([11 as never]),
    'product template: elements[0] is no object but a number',
  ],
  [
    'a product id that is a number',
    template({ templateType: 'product', elements: [{ id: 11 }] }),
    'product template: elements[0].id is a number',
  ],
  [
    'an image grid that calls',
    grid({ buttons: [{ type: 'phone_number', title: 'Call', payload: '+1' }] }),
    'image grid template: elements[0].buttons[0].type "phone_number" is none of "web_url", "postback"',
  ],
  [
    'an image grid action without its text',
    grid({
      images: [{ url: 'https://x/1' }, { url: 'https://x/2', action: { type: 'postback', payload: 'P' } }],
    }),
    'image grid template: elements[0].images[1].action.text is missing',
  ],
  [
    'feedback with an address in it',
    template({
      templateType: 'customer_feedback',
      title: 'See www.x.y',
      subtitle: 's',
      buttonTitle: 'b',
      feedbackScreens: [{ questions: [{ id: 'q', type: 'nps' }] }],
      businessPrivacy: { url: 'https://x' },
    }),
    'customer feedback template: title holds an address',
  ],
  [
    'a feedback question with a weird id',
    template({
      templateType: 'customer_feedback',
      title: 't',
      subtitle: 's',
      buttonTitle: 'b',
      feedbackScreens: [{ questions: [{ id: 'q-1', type: 'nps' }] }],
      businessPrivacy: { url: 'https://x' },
    }),
    'customer feedback template: feedbackScreens[0].questions[0].id has other characters than letters, digits and _',
  ],
  [
    'a country in small letters',
    template({
      templateType: 'customer_information',
      countries: ['us'],
      businessPrivacy: { url: 'https://x' },
    }),
    'customer information template: countries[0] is no country of two capital letters',
  ],
  [
    'a form field of an unknown key',
    template({
      templateType: 'customer_information',
      businessPrivacy: { url: 'https://x' },
      contactOverrides: [{ email: { must: true } }],
    }),
    'customer information template: contactOverrides[0].email.must is no field; there are label, required',
  ],
  [
    'a utility template without a language',
    { template: { name: 'n' } },
    'utility template: language is missing',
  ],
  [
    'a utility template of WhatsApp’s components',
    { template: { name: 'n', language: 'en', components: [{ type: 'button', parameters: [] }] } },
    'utility template: components[0].type "button" is none of "header", "body", "buttons"',
  ],
  [
    'a half day',
    template({
      templateType: 'customer_information',
      businessPrivacy: { url: 'https://x' },
      expiresInDays: 1.5,
    }),
    'customer information template: expiresInDays is no whole number',
  ],
];
