import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ChinwagError } from '../../src/core/errors.js';
import * as build from '../../src/messenger/messages/index.js';
import { refusal } from './encoding.js';

const template = (payload: unknown) => ({ attachment: { type: 'template', payload } });
const generic = (element: unknown) => template({ templateType: 'generic', elements: [element] });
const button = (button: unknown) => template({ templateType: 'button', text: 'Pick', buttons: [button] });
const replies = (...quickReplies: unknown[]) => ({ text: 'Pick', quickReplies });
const picture = (payload: unknown) => ({ attachment: { type: 'image', payload } });
const grid = (changes: object) =>
  template({
    templateType: 'image_grid',
    elements: [{ images: [{ url: 'https://x/1' }, { url: 'https://x/2' }], ...changes }],
  });
const receipt = (changes: object) => ({
  ...build.receiptTemplate({} as never),
  ...template({
    templateType: 'receipt',
    recipientName: 'Ana',
    orderNumber: '1',
    currency: 'USD',
    paymentMethod: 'Cash',
    summary: { totalCost: 1 },
    ...changes,
  }),
});

/** Whatever untyped code may pass as a message, and what is said of it. */
const REFUSED: [what: string, message: unknown, said: string][] = [
  ['nothing', undefined, 'message is no object but undefined'],
  ['null', null, 'message is no object but null'],
  ['a bare string', 'Hi!', 'message is no object but a string'],
  ['a list', [{ text: 'Hi!' }], 'message is no object but an array'],
  ['an empty object', {}, 'message needs text or attachment or attachments or stickerId or template'],
  [
    'a text and a picture',
    { text: 'Hi', ...picture({ url: 'https://x/1' }) },
    'text has text and attachment, which exclude each other',
  ],
  ['an empty text', { text: '' }, 'text is empty'],
  ['a blank text', { text: ' \n\u00a0' }, 'text is blank'],
  ['a number for a text', { text: 5 }, 'text is no string but a number'],
  ['a String object for a text', { text: Object('Hi') }, 'text is no string but an object'],
  ['a symbol for a text', { text: Symbol('x') }, 'text is no string but a symbol'],
  [
    'metadata that is no string',
    { text: 'Hi', metadata: { a: 1 } },
    'text: metadata is no string but an object',
  ],

  [
    'an unknown key',
    { text: 'Hi', colour: 'red' },
    'text: colour is no field; there are text, attachment, attachments, stickerId, template, quickReplies, metadata',
  ],
  [
    'a key in snake case',
    { text: 'Hi', quick_replies: [] },
    'text: quick_replies is no field; did you mean quickReplies?',
  ],
  [
    'a key deep down in snake case',
    generic({ title: 'Hat', subtitle: 'Blue', image_url: 'https://x/1' }),
    'generic template: elements[0].image_url is no field; did you mean imageUrl?',
  ],
  [
    'a key that pollutes prototypes',
    JSON.parse('{"text":"Hi","__proto__":{"polluted":1}}'),
    'text: __proto__ is no field',
  ],
  ['a template in snake case', template({ template_type: 'generic' }), 'template: templateType is missing'],

  ['an attachment of no kind', { attachment: {} }, 'attachment: type is missing'],
  [
    'an attachment of an unknown kind',
    { attachment: { type: 'hologram', payload: {} } },
    'attachment: type "hologram" is none of "image", "audio", "video", "file", "template"',
  ],
  ['an attachment with neither', { attachment: { type: 'image' } }, 'image is missing'],
  ['an attachment that is a list', { attachment: [] }, 'attachment is no object but an array'],
  ['a medium of nothing', picture({}), 'image needs url or attachmentId or source'],
  [
    'a medium of two',
    picture({ url: 'https://x/1', attachmentId: '1' }),
    'image has url and attachmentId, which exclude each other',
  ],
  [
    'an attachment id that is a number',
    picture({ attachmentId: 1857777774821032 }),
    'image: attachmentId is a number; write ids as strings, for a number may lose digits',
  ],
  ['an empty attachment id', picture({ attachmentId: '' }), 'image: attachmentId is empty'],
  [
    'a source that is no file',
    picture({ source: { path: 'a.png' } }),
    'image: source is no file; pass a stream, a Buffer or a Blob',
  ],
  [
    'isReusable that is no boolean',
    picture({ url: 'https://x/1', isReusable: 'yes' }),
    'image: isReusable is no boolean but a string',
  ],
  [
    'several pictures of which one is a file',
    { attachments: [{ type: 'image', payload: { source: Buffer.from('x') } }] },
    'images: [0].source is no field; there are url, attachmentId',
  ],
  [
    'several videos',
    { attachments: [{ type: 'video', payload: { url: 'https://x/1' } }] },
    'images: [0].type "video" is none of "image"',
  ],
  ['no pictures at all', build.images(undefined as never), 'message needs text or'],
  ['a sticker with a name', { stickerId: 'like' }, 'sticker: stickerId is no number of a sticker'],
  [
    'a sticker beyond 2^53',
    { stickerId: 2 ** 60 },
    'sticker: stickerId is no whole number below 2^53; write it as a string',
  ],

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

  [
    'quick replies that are no list',
    { text: 'Hi', quickReplies: { contentType: 'user_email' } },
    'text: quickReplies is no array but an object',
  ],
  [
    'a quick reply without a content type',
    replies({ title: 'Red', payload: 'RED' }),
    'text: quickReplies[0].contentType is missing',
  ],
  [
    'a quick reply that asks for a place',
    replies({ contentType: 'location' }),
    'text: quickReplies[0].contentType "location" was removed from the platform in 2019',
  ],
  [
    'a quick reply without a title',
    replies({ contentType: 'text', payload: 'X' }),
    'text: quickReplies[0].title is missing',
  ],
  [
    'a quick reply of an empty title',
    replies({ contentType: 'text', title: '', payload: 'X' }),
    'text: quickReplies[0].title is empty; only a quick reply with an imageUrl may go without',
  ],
  [
    'a quick reply of an empty payload',
    replies({ contentType: 'text', title: 'Red', payload: '' }),
    'text: quickReplies[0].payload is empty; only a quick reply with an imageUrl may go without',
  ],
  [
    'a quick reply for the e-mail address with a title',
    replies({ contentType: 'user_email', title: 'Mail' }),
    'text: quickReplies[0].title is no field; there are contentType',
  ],
];

describe('a message is refused for', () => {
  it.each(REFUSED)('%s', (_what, message, said) => {
    const error = refusal(message);
    expect(error.message.slice(0, said.length)).toBe(said);
    expect(error).toBeInstanceOf(ChinwagError);
    expect(error).toMatchObject({ name: 'MessageError', code: 'message' });
    expect(error.problems.length).toBeGreaterThan(0);
  });
});

describe('a URL is refused if it', () => {
  it.each([
    ['is empty', '', 'is no http(s) address'],
    ['has no scheme', 'cdn.example.com/a.png', 'is no http(s) address'],
    ['is a path', '/a.png', 'is no http(s) address'],
    ['is a script', 'javascript:alert(1)', 'is no http(s) address'],
    ['is a local file', 'file:///etc/passwd', 'is no http(s) address'],
    ['is data', 'data:image/png;base64,AAAA', 'is no http(s) address'],
    ['has no host', 'https://', 'is no http(s) address'],
    ['has a space', 'https://x/a b.png', 'has white space in it'],
    ['ends with a line break', 'https://x/a.png\n', 'has white space in it'],
    ['has a password', 'https://ana:secret@x/a.png', 'carries a user name or password'],
    ['is no string', new URL('https://x/'), 'is no string but an object'],
  ])('%s', (_what, url, said) => {
    expect(refusal(picture({ url })).message).toContain(`image: url ${said}`);
    expect(refusal(button({ type: 'web_url', title: 'Open', url })).message).toContain(
      `button template: buttons[0].url ${said}`,
    );
  });

  it('and says how to send a file of one’s own', () => {
    expect(refusal(build.image('image.jpg')).hint).toContain('fs.createReadStream');
  });

  it.each(['https://x', 'HTTPS://X/a%20b.png?c=d#e', 'http://127.0.0.1:3000/a.png', 'https://例え.jp/あ'])(
    'but not %s',
    (url) => {
      expect(build.encodeMessage(build.image(url)).wire).toMatchObject({ attachment: { payload: { url } } });
    },
  );
});

describe('whatever a message is made of', () => {
  it('a getter that throws is a typed error with its cause', () => {
    const cause = new Error('database is down');
    const message = {
      get text() {
        throw cause;
      },
    };
    const error = refusal(message);
    expect(error.message).toBe('message cannot be read');
    expect(error.cause).toBe(cause);
  });

  it('a circle is refused, not followed', () => {
    const element: Record<string, unknown> = { title: 'Hat', subtitle: 'Blue' };
    element.buttons = [element];
    element.defaultAction = element;
    expect(refusal(generic(element)).problems.map(({ field }) => field)).toEqual([
      'elements[0].defaultAction.type',
      'elements[0].defaultAction.url',
      'elements[0].defaultAction.title',
      'elements[0].defaultAction.subtitle',
      'elements[0].defaultAction.buttons',
      'elements[0].defaultAction.defaultAction',
      'elements[0].buttons[0].type',
    ]);
  });

  it('a list of a thousand million holes is refused at once', () => {
    const holes: unknown[] = [];
    holes.length = 1_000_000_000;
    expect(refusal({ text: 'Hi', quickReplies: holes }).problems[0]).toMatchObject({ size: 1_000_000_000 });
    expect(refusal(receipt({ adjustments: holes })).problems.length).toBeLessThanOrEqual(1000);
  });

  it('null and undefined are as good as absent', () => {
    const message = { text: 'Hi', attachment: undefined, quickReplies: null, metadata: undefined };
    expect(build.encodeMessage(message as never)).toEqual({ wire: { text: 'Hi' } });
  });

  it('an object without a prototype will do', () => {
    const message = Object.assign(Object.create(null), { text: 'Hi' });
    expect(build.encodeMessage(message)).toEqual({ wire: { text: 'Hi' } });
  });

  it('the error never repeats it', () => {
    const secret = 'Meet me at Nº 7, bring the s3cret';
    const messages = [
      { text: secret.repeat(100) },
      { text: secret, metadata: secret.repeat(100) },
      { text: secret, quickReplies: [{ contentType: secret }] },
      { attachment: { type: secret, payload: {} } },
      template({ templateType: secret }),
      button({ type: 'postback', title: secret, payload: secret.repeat(100) }),
      picture({ url: `https://ana:${secret}@x` }),
      receipt({ currency: secret, timestamp: secret }),
      { stickerId: secret },
    ];
    for (const message of messages) {
      const error = refusal(message);
      expect(`${error.message} ${error.hint} ${inspect(error)}`).not.toContain('s3cret');
    }
  });
});
