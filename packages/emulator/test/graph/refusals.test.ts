import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/index.js';
import { graphOf } from '../graph-client.js';

let emulator: Emulator;
let graph: ReturnType<typeof graphOf>;
let psid: string;

beforeAll(async () => {
  emulator = await startEmulator();
  graph = graphOf(emulator);
  psid = (await emulator.person()).psid;
});

afterAll(() => emulator.close());

const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
const template = (payload: object) => ({ attachment: { type: 'template', payload } });
const generic = (...elements: object[]) => template({ template_type: 'generic', elements });
const buttons = (...list: unknown[]) => template({ template_type: 'button', text: 'Pick', buttons: list });
const quickReplies = (...list: unknown[]) => ({ text: 'Pick', quick_replies: list });
const reply = { content_type: 'text', title: 'Red', payload: 'RED' };
const postback = { type: 'postback', title: 'Go', payload: 'GO' };
const card = { title: 'Hat', subtitle: 'Blue' };
const media = (element: object) => template({ template_type: 'media', elements: [element] });
const receipt = (change: object) =>
  template({
    template_type: 'receipt',
    recipient_name: 'Ana',
    order_number: '1',
    currency: 'USD',
    payment_method: 'Visa',
    summary: { total_cost: 10 },
    ...change,
  });
const coupon = (change: object) =>
  template({ template_type: 'coupon', title: '10% off', coupon_code: 'TEN', ...change });
const grid = (change: object) =>
  template({
    template_type: 'image_grid',
    elements: [{ images: times(2, { url: 'https://x.example/1.jpg' }), ...change }],
  });
const feedback = (change: object, question: object = {}) =>
  template({
    template_type: 'customer_feedback',
    title: 'Rate us',
    subtitle: 'Two questions',
    button_title: 'Rate',
    feedback_screens: [{ questions: [{ id: 'q1', type: 'csat', ...question }] }],
    business_privacy: { url: 'https://x.example/privacy' },
    ...change,
  });

/** A message, and the code, subcode and words it is refused with. */
const REFUSED: [string, unknown, number, number | undefined, string | RegExp][] = [
  ['nothing', {}, 100, 2018034, '(#100) Message cannot be empty, must provide valid attachment or text'],
  [
    '2,001 characters',
    { text: 'x'.repeat(2_001) },
    100,
    undefined,
    '(#100) Length of param message[text] must be less than or equal to 2000',
  ],
  ['an empty text', { text: '' }, 100, undefined, /message\[text\] must be a non-empty UTF-8 encoded string/],
  [
    'metadata of 1,001',
    { text: 'a', metadata: 'x'.repeat(1_001) },
    100,
    undefined,
    /Length of param message\[metadata\]/,
  ],
  [
    'text and attachment',
    { text: 'a', ...generic(card) },
    100,
    undefined,
    /Only one of message\[text\], message\[attachment\]/,
  ],
  [
    '14 quick replies',
    quickReplies(...times(14, reply)),
    105,
    undefined,
    '(#105) param message[quick_replies] has too many elements.',
  ],
  [
    'no quick replies',
    quickReplies(),
    194,
    undefined,
    '(#194) param message[quick_replies] has too few elements.',
  ],
  [
    'quick reply without type',
    quickReplies({ title: 'a' }),
    100,
    undefined,
    '(#100) The parameter message[quick_replies][0][content_type] is required',
  ],
  [
    'location quick reply',
    quickReplies({ content_type: 'location' }),
    100,
    undefined,
    /must be one of \{text, user_phone_number, user_email\} - got "location"/,
  ],
  [
    'quick reply without title',
    quickReplies({ content_type: 'text', payload: 'a' }),
    100,
    2018098,
    /Title is required/,
  ],
  [
    'quick reply without payload',
    quickReplies({ content_type: 'text', title: 'a' }),
    100,
    2018099,
    /Payload is required/,
  ],
  [
    'quick reply payload of 1,001',
    quickReplies({ ...reply, payload: 'x'.repeat(1_001) }),
    100,
    undefined,
    /less than or equal to 1000/,
  ],
  ['unknown template', template({ template_type: 'nope' }), 100, undefined, '(#100) Invalid template type'],
  ...[
    'list',
    'open_graph',
    'airline_itinerary',
    'airline_checkin',
    'airline_boardingpass',
    'airline_update',
    'transaction',
  ].map((type): [string, unknown, number, undefined, string] => [
    type,
    template({ template_type: type }),
    100,
    undefined,
    '(#100) Invalid template type',
  ]),
  [
    'template without type',
    template({}),
    100,
    undefined,
    '(#100) The parameter name_placeholder[template_type] is required',
  ],
  [
    'attachment without type',
    { attachment: { payload: {} } },
    100,
    undefined,
    '(#100) The parameter message[attachment][type] is required',
  ],
  [
    'attachment without payload',
    { attachment: { type: 'image' } },
    100,
    undefined,
    '(#100) The parameter message[attachment][payload] is required',
  ],
  [
    '11 cards',
    generic(...times(11, card)),
    105,
    undefined,
    '(#105) param name_placeholder[elements] has too many elements.',
  ],
  ['no cards', generic(), 194, undefined, /too few elements/],
  [
    'card without title',
    generic({ subtitle: 'a' }),
    100,
    undefined,
    /name_placeholder\[elements\]\[0\]\[title\] is required/,
  ],
  ['card with title only', generic({ title: 'Hat' }), 100, 2018035, /Incomplete element data/],
  [
    'default action with title',
    generic({ ...card, default_action: { type: 'web_url', title: 'a', url: 'https://x.example/' } }),
    100,
    undefined,
    /must not have a title/,
  ],
  [
    '4 buttons',
    buttons(...times(4, postback)),
    105,
    undefined,
    '(#105) param name_placeholder[buttons] has too many elements.',
  ],
  ['no buttons', buttons(), 194, undefined, /name_placeholder\[buttons\] has too few elements/],
  [
    'button without type',
    buttons({ title: 'a' }),
    100,
    undefined,
    '(#100) The parameter name_placeholder[buttons][0][type] is required',
  ],
  [
    'button without title',
    buttons({ type: 'postback', payload: 'a' }),
    100,
    2018053,
    '(#100) Element button title cannot be empty.',
  ],
  [
    'postback without payload',
    buttons({ type: 'postback', title: 'a' }),
    100,
    2018040,
    '(#100) Payload cannot be empty for postback type button',
  ],
  [
    'postback payload of 1,001',
    buttons({ ...postback, payload: 'x'.repeat(1_001) }),
    100,
    undefined,
    /less than or equal to 1000/,
  ],
  [
    'web_url without url',
    buttons({ type: 'web_url', title: 'a' }),
    100,
    2018041,
    '(#100) Web url cannot be empty for url type button',
  ],
  [
    'web_url that is none',
    buttons({ type: 'web_url', title: 'a', url: 'x' }),
    100,
    undefined,
    '(#100) name_placeholder[buttons][0][url] should represent a valid URL',
  ],
  [
    'javascript: url',
    buttons({ type: 'web_url', title: 'a', url: 'javascript:alert(1)' }),
    100,
    undefined,
    /valid URL/,
  ],
  [
    'phone number without +',
    buttons({ type: 'phone_number', title: 'a', payload: '555' }),
    100,
    undefined,
    /valid phone number/,
  ],
  ['removed button', buttons({ type: 'element_share' }), 100, undefined, /must be one of/],
  [
    'button template without text',
    template({ template_type: 'button', buttons: [postback] }),
    100,
    undefined,
    '(#100) The parameter name_placeholder[text] is required',
  ],
  [
    'button text of 641',
    template({ template_type: 'button', text: 'x'.repeat(641), buttons: [postback] }),
    100,
    undefined,
    /less than or equal to 640/,
  ],
  [
    'media of a bad type',
    media({ media_type: 'audio', url: 'https://www.facebook.com/a/videos/1/' }),
    100,
    2018182,
    /Media type/,
  ],
  ['media without source', media({ media_type: 'image' }), 100, 2018187, /url or an attachment id/],
  [
    'media from elsewhere',
    media({ media_type: 'image', url: 'https://x.example/1.jpg' }),
    100,
    2018185,
    /Only Facebook URLs/,
  ],
  [
    'media from a Facebook page',
    media({ media_type: 'image', url: 'https://www.facebook.com/me' }),
    100,
    2018184,
    /not supported/,
  ],
  [
    'media of an unknown id',
    media({ media_type: 'image', attachment_id: '1' }),
    100,
    2018074,
    /attachment id/i,
  ],
  [
    'receipt in usd',
    receipt({ currency: 'usd' }),
    100,
    undefined,
    "(#100) The currency code 'usd' is not supported",
  ],
  [
    'receipt without summary',
    receipt({ summary: undefined }),
    100,
    undefined,
    /name_placeholder\[summary\] is required/,
  ],
  ['receipt with a bad amount', receipt({ summary: { total_cost: 'ten' } }), 100, 2018055, /amounts/],
  [
    'receipt with 101 items',
    receipt({ elements: times(101, { title: 'a', price: 1 }) }),
    105,
    undefined,
    /too many/,
  ],
  ['coupon with spaces', coupon({ coupon_code: 'A B' }), 100, undefined, /must not contain spaces/],
  [
    'coupon without code or url',
    coupon({ coupon_code: undefined }),
    100,
    undefined,
    /coupon_url\] is required/,
  ],
  ['coupon title of 81', coupon({ title: 'x'.repeat(81) }), 100, undefined, /less than or equal to 80/],
  [
    'product that is none',
    template({ template_type: 'product', elements: [{ id: 'hat' }] }),
    100,
    2018320,
    /Product id/,
  ],
  [
    '11 products',
    template({ template_type: 'product', elements: times(11, { id: '1' }) }),
    105,
    undefined,
    /too many/,
  ],
  ['grid of one image', grid({ images: [{ url: 'https://x.example/1.jpg' }] }), 194, undefined, /too few/],
  [
    'grid of seven images',
    grid({ images: times(7, { url: 'https://x.example/1.jpg' }) }),
    105,
    undefined,
    /too many/,
  ],
  ['grid title of 46', grid({ title: 'x'.repeat(46) }), 100, undefined, /less than or equal to 45/],
  [
    'grid of two heroes',
    grid({ images: times(2, { url: 'https://x.example/1.jpg', is_hero_image: true }) }),
    100,
    undefined,
    /hero/,
  ],
  [
    'grid with a phone button',
    grid({ buttons: [{ type: 'phone_number', title: 'a', payload: '+15551234567' }] }),
    100,
    undefined,
    /must be one of \{web_url, postback\}/,
  ],
  ['feedback title of 66', feedback({ title: 'x'.repeat(66) }), 100, undefined, /less than or equal to 65/],
  [
    'feedback without privacy',
    feedback({ business_privacy: undefined }),
    100,
    undefined,
    /business_privacy\] is required/,
  ],
  ['feedback for eight days', feedback({ expires_in_days: 8 }), 100, undefined, /between 1 and 7/],
  [
    'feedback of an unknown type',
    feedback({}, { type: 'stars' }),
    100,
    undefined,
    /must be one of \{csat, nps, ces, free_form\}/,
  ],
  [
    'feedback with a URL in a text',
    feedback({ title: 'see https://x.example' }),
    100,
    undefined,
    /must not contain a URL/,
  ],
  [
    'one-time request title of 66',
    template({ template_type: 'one_time_notif_req', title: 'x'.repeat(66), payload: 'a' }),
    100,
    undefined,
    /less than or equal to 65/,
  ],
  ['an instant form', template({ template_type: 'instant_form', form_id: '1' }), 1, 2018382, /instant form/],
  [
    '31 images',
    { attachments: times(31, { type: 'image', payload: { url: 'http://127.0.0.1/' } }) },
    105,
    undefined,
    /too many/,
  ],
  [
    'several videos',
    { attachments: [{ type: 'video', payload: { url: 'http://127.0.0.1/' } }] },
    100,
    undefined,
    /must be one of \{image\}/,
  ],
  ['an unknown sticker', { sticker_id: 1 }, 100, undefined, /must be the id of a sticker/],
  [
    'an unknown attachment id',
    { attachment: { type: 'image', payload: { attachment_id: '17' } } },
    100,
    2018074,
    /attachment id/i,
  ],
  [
    'a URL that is none',
    { attachment: { type: 'image', payload: { url: 'nope' } } },
    100,
    undefined,
    '(#100) message[attachment][payload][url] should represent a valid URL',
  ],
  [
    'a file: URL',
    { attachment: { type: 'image', payload: { url: 'file:///etc/passwd' } } },
    100,
    undefined,
    /valid URL/,
  ],
  [
    'a URL nobody answers',
    { attachment: { type: 'image', payload: { url: 'http://127.0.0.1:1/a.png' } } },
    100,
    2018008,
    /Failed to fetch/,
  ],
  [
    'an unknown utility template',
    { template: { name: 'nope', language: { code: 'en' } } },
    100,
    undefined,
    /does not exist in en/,
  ],
];

describe('a message is refused', () => {
  it.each(REFUSED)('with %s', async (_name, message, code, subcode, words) => {
    const { status, body } = await graph.send(psid, message);
    expect(body.error).toMatchObject({
      message: words instanceof RegExp ? expect.stringMatching(words) : words,
      type: 'OAuthException',
      code,
      fbtrace_id: expect.stringMatching(/^A[\w-]{22}$/),
    });
    expect(body.error?.error_subcode).toBe(subcode);
    expect(status).toBe(code === 1 ? 500 : 400);
  });
});

/** The rest of the request's body, and how it is refused. */
const BODIES: [string, Record<string, unknown>, number, number | undefined, RegExp][] = [
  [
    'no recipient',
    { recipient: undefined },
    100,
    undefined,
    /^\(#100\) The parameter recipient is required$/,
  ],
  [
    'a recipient id that is none',
    { recipient: { id: 'ana' } },
    100,
    undefined,
    /Param recipient\[id\] must be a valid ID string \(e\.g\., "123"\)/,
  ],
  ['an empty recipient', { recipient: {} }, 100, undefined, /recipient\[id\]/],
  ['somebody unknown', { recipient: { id: '1234567890123456' } }, 100, 2018001, /No matching user found/],
  ['a phone number', { recipient: { phone_number: '+15551234567' } }, 200, 2018027, /phone/],
  ['an unknown comment', { recipient: { comment_id: '1_2' } }, 100, undefined, /comment or post/],
  [
    'an unknown one-time token',
    { recipient: { one_time_notif_token: 'x' } },
    100,
    undefined,
    /invalid or has expired/,
  ],
  ['message and action', { sender_action: 'typing_on' }, 100, 2018014, /both message and state/],
  ['neither', { message: undefined }, 100, 2018015, /Must send either message or state/],
  [
    'an unknown action',
    { message: undefined, sender_action: 'dance' },
    100,
    undefined,
    /must be one of \{TYPING_ON, /,
  ],
  [
    'an unknown messaging type',
    { messaging_type: 'HELLO' },
    100,
    undefined,
    /must be one of \{RESPONSE, UPDATE, MESSAGE_TAG, UTILITY\}/,
  ],
  ['values that are no texts', { messaging_type: { toString: 1 } }, 100, undefined, /got "\{"toString":1\}"/],
  ['an id that is an object', { recipient: { id: { toString: 1 } } }, 100, undefined, /valid ID string/],
  [
    'a tag type without tag',
    { messaging_type: 'MESSAGE_TAG' },
    100,
    undefined,
    /The parameter tag is required/,
  ],
  ...['ACCOUNT_UPDATE', 'CONFIRMED_EVENT_UPDATE', 'POST_PURCHASE_UPDATE', 'SHIPPING_UPDATE'].map(
    (tag): [string, Record<string, unknown>, number, undefined, RegExp] => [
      tag,
      { messaging_type: 'MESSAGE_TAG', tag },
      100,
      undefined,
      /no longer supported/,
    ],
  ),
  [
    'CUSTOMER_FEEDBACK with a text',
    { messaging_type: 'MESSAGE_TAG', tag: 'CUSTOMER_FEEDBACK' },
    100,
    undefined,
    /only be used with the customer_feedback/,
  ],
  [
    'an unknown notification type',
    { notification_type: 'LOUD' },
    100,
    undefined,
    /must be one of \{REGULAR, SILENT_PUSH, NO_PUSH\}/,
  ],
  ['an unknown persona', { persona_id: '1' }, 100, undefined, /persona/],
  ['a reply to nothing', { reply_to: { mid: 'm_nope' } }, 100, undefined, /reply_to\[mid\]/],
  ['a pass to nobody', { thread_control: { control_type: 'pass', app_id: '12' } }, 100, 2018164, /app id/],
];

describe('a send is refused', () => {
  it.each(BODIES)('with %s', async (_name, change, code, subcode, words) => {
    const body = { recipient: { id: psid }, message: { text: 'hi' }, ...change };
    const answer = await graph.post('/v26.0/me/messages', body);
    expect(answer.body.error).toMatchObject({ code, message: expect.stringMatching(words) });
    expect(answer.body.error?.error_subcode).toBe(subcode);
  });
});

describe('a token', () => {
  const about = (token: string | undefined, path = '/me') =>
    graph.call('GET', path, undefined, { authorization: token === undefined ? '' : `Bearer ${token}` });

  it.each([
    [
      'missing, on me',
      undefined,
      '/me',
      2500,
      'An active access token must be used to query information about the current user.',
    ],
    ['missing', undefined, '/123', 104, 'An access token is required to request this resource.'],
    ['garbage', 'x', '/me', 190, 'Invalid OAuth access token - Cannot parse access token'],
    ['unknown', `EAA${'x'.repeat(60)}`, '/me', 190, 'Invalid OAuth access token data.'],
  ])('that is %s is refused', async (_name, token, path, code, message) => {
    const { status, body, headers } = await about(token, path);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code, message, type: 'OAuthException' });
    expect(headers.get('www-authenticate')).toBe(
      `OAuth "Facebook Platform" "${code === 190 ? 'invalid_token' : 'invalid_request'}" "${message}"`,
    );
  });

  it('may be in the header, the query or the body', async () => {
    const { accessToken } = emulator.page;
    const page = { name: 'My Page', id: emulator.page.id };
    for (const path of [`/me?access_token=${accessToken}`, `/v26.0/${page.id}?oauth_token=${accessToken}`]) {
      expect((await about(undefined, path)).body).toEqual(page);
    }
    const inBody = await graph.call(
      'POST',
      '/me/messages',
      { access_token: accessToken, recipient: { id: psid }, sender_action: 'mark_seen' },
      { authorization: '' },
    );
    expect(inBody.body).toEqual({ recipient_id: psid });
    expect(emulator.requests().at(-1)?.token).toEqual({ from: 'body', kind: 'page' });
  });

  it('is never written down', () => {
    const written = JSON.stringify([emulator.requests(), emulator.webhooks()]);
    expect(written).not.toContain(emulator.page.accessToken);
    expect(written).not.toContain(emulator.app.secret);
  });
});

describe('what does not exist', () => {
  it.each([
    [
      'GET',
      '/999999999999999',
      33,
      /^Unsupported get request\. Object with ID '999999999999999' does not exist/,
    ],
    ['POST', '/999999999999999/messages', 33, /^Unsupported post request/],
    ['DELETE', '/me/messages', 33, /^Unsupported delete request/],
    ['GET', '/me/nonsense', undefined, /^Unknown path components: \/nonsense$/],
    ['GET', '/v99.0/me', undefined, /^Unknown path components/],
    ['GET', '/me?fields=shoe_size', undefined, /nonexisting field \(shoe_size\)/],
  ])('%s %s', async (method, path, subcode, words) => {
    const { status, body } = await graph.call(method, path);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ message: expect.stringMatching(words) });
    expect(body.error?.error_subcode).toBe(subcode);
  });
});
