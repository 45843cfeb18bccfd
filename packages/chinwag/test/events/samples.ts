import { expect } from 'vitest';
import { fromPage, fromPerson, PAGE } from './webhook.js';

/** One event as Messenger sends it, and what it is. */
export interface Sample {
  name: string;
  item: object;
  kind: string;
  /** What `event.value` says. */
  value: unknown;
  /** What else it is, beside its kind: `text` stands for `isText` and `text`. */
  facets?: Record<string, unknown>;
  /** Getters that are no facets. */
  also?: Record<string, unknown>;
  /** Follows Page and person. */
  identity?: string;
}

const quickReply = { payload: 'GREEN' };
const adReferral = {
  ref: 'camp1',
  adId: '6045',
  source: 'ADS',
  type: 'OPEN_THREAD',
  adsContextData: {
    adTitle: 'T',
    photoUrl: 'https://x/p',
    videoUrl: 'https://x/v',
    postId: '9',
    productId: '8',
    flowId: '7',
  },
};
const shortLink = { ref: 'camp1', source: 'SHORTLINK', type: 'OPEN_THREAD' };
const image = { type: 'image', payload: { url: 'https://x/1.jpg' } };
const booking = {
  bookingId: 'B1',
  status: 'requested',
  startTime: 1739612400,
  endTime: 1739616000,
  timezone: 'America/Los_Angeles',
};

const messages: Sample[] = [
  {
    name: 'a text',
    item: fromPerson({ message: { mid: 'm_1', text: 'hi' } }),
    kind: 'message',
    value: { mid: 'm_1', text: 'hi' },
    facets: { text: 'hi' },
    identity: 'message:m_1',
  },
  {
    name: 'an empty text',
    item: fromPerson({ message: { mid: 'm_1', text: '' } }),
    kind: 'message',
    value: { mid: 'm_1', text: '' },
    facets: { text: '' },
  },
  {
    name: 'a tap on a quick reply',
    item: fromPerson({ message: { mid: 'm_1', text: 'Green', quick_reply: { payload: 'GREEN' } } }),
    kind: 'message',
    value: { mid: 'm_1', text: 'Green', quickReply },
    facets: { text: 'Green', quickReply, payload: 'GREEN' },
  },
  {
    name: 'a quick reply whose payload is empty',
    item: fromPerson({ message: { mid: 'm_1', text: 'x', quick_reply: { payload: '' } } }),
    kind: 'message',
    value: { mid: 'm_1', text: 'x', quickReply: { payload: '' } },
    facets: { text: 'x', quickReply: { payload: '' }, payload: '' },
  },
  {
    name: 'a payload that is JSON, with keys of its own',
    item: fromPerson({
      message: { mid: 'm', text: 'x', quick_reply: { payload: '{"my_key":{"__proto__":1}}' } },
    }),
    kind: 'message',
    value: { mid: 'm', text: 'x', quickReply: { payload: '{"my_key":{"__proto__":1}}' } },
    facets: {
      text: 'x',
      quickReply: { payload: '{"my_key":{"__proto__":1}}' },
      payload: '{"my_key":{"__proto__":1}}',
    },
  },
  {
    name: 'an answer to a message',
    item: fromPerson({
      message: { mid: 'm_2', text: 'yes', reply_to: { mid: 'm_1', is_self_reply: false } },
    }),
    kind: 'message',
    value: { mid: 'm_2', text: 'yes', replyTo: { mid: 'm_1', isSelfReply: false } },
    facets: { text: 'yes' },
    also: { replyTo: { mid: 'm_1', isSelfReply: false } },
  },
  {
    name: 'a command',
    item: fromPerson({ message: { mid: 'm_3', text: 'flights to LAX', commands: [{ name: 'flights' }] } }),
    kind: 'message',
    value: { mid: 'm_3', text: 'flights to LAX', commands: [{ name: 'flights' }] },
    facets: { text: 'flights to LAX' },
    also: { commands: [{ name: 'flights' }] },
  },
  {
    name: 'a message that an ad brought',
    item: fromPerson({
      message: {
        mid: 'm_4',
        text: 'hi',
        referral: {
          ref: 'camp1',
          ad_id: '6045',
          source: 'ADS',
          type: 'OPEN_THREAD',
          ads_context_data: {
            ad_title: 'T',
            photo_url: 'https://x/p',
            video_url: 'https://x/v',
            post_id: '9',
            product_id: '8',
            flow_id: '7',
          },
        },
      },
    }),
    kind: 'message',
    value: { mid: 'm_4', text: 'hi', referral: adReferral },
    facets: { text: 'hi', referral: adReferral },
    also: { messageReferral: adReferral, ref: 'camp1' },
  },
  {
    name: 'a question about a product',
    item: fromPerson({
      message: { mid: 'm_5', text: 'is it available?', referral: { product: { id: 'PRODUCT' } } },
    }),
    kind: 'message',
    value: { mid: 'm_5', text: 'is it available?', referral: { product: { id: 'PRODUCT' } } },
    facets: { text: 'is it available?', referral: { product: { id: 'PRODUCT' } } },
    also: { messageReferral: { product: { id: 'PRODUCT' } } },
  },
  {
    name: 'a text with what NLP made of it, left as it came',
    item: fromPerson({
      message: { mid: 'm', text: 'tomorrow', nlp: { entities: { wit$datetime: [{ body_key: 1 }] } } },
    }),
    kind: 'message',
    value: { mid: 'm', text: 'tomorrow', nlp: { entities: { wit$datetime: [{ body_key: 1 }] } } },
    facets: { text: 'tomorrow' },
  },
  {
    name: 'the first message after a checkbox',
    item: fromPerson({
      message: { mid: 'm', text: 'hi' },
      prior_message: { source: 'checkbox_plugin', identifier: 'UNIQUE_REF' },
    }),
    kind: 'message',
    value: { mid: 'm', text: 'hi' },
    facets: { text: 'hi' },
    also: { priorMessage: { source: 'checkbox_plugin', identifier: 'UNIQUE_REF' } },
  },
  {
    name: 'a line of Messenger itself, without a mid',
    item: fromPerson({ message: { admin_text: 'You are talking to a human now' } }),
    kind: 'message',
    value: { adminText: 'You are talking to a human now' },
  },
];

/** A message of one attachment, of this type and payload. */
const attached = (...attachments: object[]) => fromPerson({ message: { mid: 'm_6', attachments } });
const attachedValue = (...attachments: object[]) => ({ mid: 'm_6', attachments });

function attachmentSample(
  name: string,
  wire: object,
  read: object,
  facets: Record<string, unknown> = {},
): Sample {
  return {
    name,
    item: attached(wire),
    kind: 'message',
    value: attachedValue(read),
    facets,
    also: { attachments: [read], hasAttachment: true },
  };
}

const attachments: Sample[] = [
  {
    name: 'an album',
    item: attached(image, { type: 'image', payload: { url: 'https://x/2.jpg' } }),
    kind: 'message',
    value: attachedValue(image, { type: 'image', payload: { url: 'https://x/2.jpg' } }),
    facets: { image: { url: 'https://x/1.jpg' } },
    also: {
      attachments: [image, { type: 'image', payload: { url: 'https://x/2.jpg' } }],
      hasAttachment: true,
      images: [{ url: 'https://x/1.jpg' }, { url: 'https://x/2.jpg' }],
    },
  },
  ...(['audio', 'video', 'file'] as const).map((type): Sample => {
    const attachment = { type, payload: { url: `https://x/1.${type}` } };
    return {
      name: `${type}`,
      item: attached(attachment),
      kind: 'message',
      value: attachedValue(attachment),
      facets: { [type]: attachment.payload },
      also: { attachments: [attachment], hasAttachment: true, [`${type}s`]: [attachment.payload] },
    };
  }),
  {
    name: 'the like sticker',
    item: attached({ type: 'sticker', payload: { url: 'https://x/s.png', sticker_id: 369239263222822 } }),
    kind: 'message',
    value: attachedValue({
      type: 'sticker',
      payload: { stickerId: '369239263222822', url: 'https://x/s.png' },
    }),
    facets: { sticker: '369239263222822' },
    also: {
      attachments: [{ type: 'sticker', payload: { stickerId: '369239263222822', url: 'https://x/s.png' } }],
      hasAttachment: true,
      isLikeSticker: true,
    },
  },
  attachmentSample(
    'a sticker that is no like, its id as text',
    { type: 'sticker', payload: { sticker_id: '12', url: 'https://x/s.png' } },
    { type: 'sticker', payload: { stickerId: '12', url: 'https://x/s.png' } },
    { sticker: '12' },
  ),
  attachmentSample(
    'a sticker in the form of before August 2026',
    { type: 'image', payload: { sticker_id: '12', url: 'https://x/s.png' } },
    { type: 'sticker', payload: { stickerId: '12', url: 'https://x/s.png' } },
    { sticker: '12' },
  ),
  {
    name: 'a text with a link',
    item: fromPerson({
      message: {
        mid: 'm_8',
        text: 'see https://y.be/1',
        attachments: [{ type: 'fallback', payload: { url: 'https://y.be/1', title: 'Video' } }],
      },
    }),
    kind: 'message',
    value: {
      mid: 'm_8',
      text: 'see https://y.be/1',
      attachments: [{ type: 'fallback', payload: { url: 'https://y.be/1', title: 'Video' } }],
    },
    facets: { text: 'see https://y.be/1', fallback: { url: 'https://y.be/1', title: 'Video' } },
    also: {
      attachments: [{ type: 'fallback', payload: { url: 'https://y.be/1', title: 'Video' } }],
      hasAttachment: true,
    },
  },
  attachmentSample(
    'a fallback without a payload',
    { title: 'Legacy Attachment', url: 'https://x', type: 'fallback', payload: null },
    { type: 'fallback', payload: { title: 'Legacy Attachment', url: 'https://x' } },
    { fallback: { title: 'Legacy Attachment', url: 'https://x' } },
  ),
  attachmentSample(
    'a share that Messenger cannot hand over',
    { type: 'fallback' },
    { type: 'fallback', payload: {} },
    {
      fallback: {},
    },
  ),
  attachmentSample(
    'a reel',
    { type: 'reel', payload: { url: 'https://x', title: 'cap', reel_video_id: 123 } },
    { type: 'reel', payload: { url: 'https://x', title: 'cap', reelVideoId: '123' } },
    { reel: { url: 'https://x', title: 'cap', reelVideoId: '123' } },
  ),
  attachmentSample(
    'a reel from Instagram',
    { type: 'ig_reel', payload: { url: 'https://x' } },
    { type: 'ig_reel', payload: { url: 'https://x' } },
    { reel: { url: 'https://x' } },
  ),
  attachmentSample(
    'a post',
    { type: 'post', payload: { url: 'https://x', title: 'cap', id: 456 } },
    { type: 'post', payload: { url: 'https://x', title: 'cap', id: '456' } },
    { post: { url: 'https://x', title: 'cap', id: '456' } },
  ),
  attachmentSample(
    'an appointment',
    {
      type: 'appointment_booking',
      payload: {
        booking_id: 'B1',
        status: 'requested',
        start_time: 1739612400,
        end_time: 1739616000,
        timezone: 'America/Los_Angeles',
      },
    },
    { type: 'appointment_booking', payload: booking },
    { appointmentBooking: booking },
  ),
  attachmentSample(
    'products of the shop',
    {
      type: 'template',
      payload: {
        product: {
          elements: [{ id: '1', retailer_id: 'sku', image_url: 'https://x', title: 'Hat', subtitle: '$40' }],
        },
      },
    },
    {
      type: 'template',
      payload: {
        product: {
          elements: [{ id: '1', retailerId: 'sku', imageUrl: 'https://x', title: 'Hat', subtitle: '$40' }],
        },
      },
    },
  ),
  attachmentSample(
    'a place',
    { type: 'location', payload: { coordinates: { lat: 1.1, long: 2.2 } } },
    { type: 'location', payload: { coordinates: { lat: 1.1, long: 2.2 } } },
    { location: { coordinates: { lat: 1.1, long: 2.2 } } },
  ),
  attachmentSample(
    'an attachment of a type nobody has heard of',
    { type: 'hologram', payload: { deep_key: 1 } },
    { type: 'unknown', wireType: 'hologram', payload: { deep_key: 1 } },
  ),
  attachmentSample(
    'an image without an address',
    { type: 'image', payload: {} },
    { type: 'unknown', wireType: 'image', payload: {} },
  ),
];

const echoes: Sample[] = [
  {
    name: 'an echo of a text',
    item: fromPage({
      message: { mid: 'm_20', is_echo: true, app_id: 1517776481860111, metadata: 'order:77', text: 'Hello' },
    }),
    kind: 'echo',
    value: { mid: 'm_20', text: 'Hello', isEcho: true, appId: '1517776481860111', metadata: 'order:77' },
    facets: {
      message: { mid: 'm_20', text: 'Hello', isEcho: true, appId: '1517776481860111', metadata: 'order:77' },
      text: 'Hello',
    },
    identity: 'echo:m_20',
  },
  {
    name: 'an echo of a template',
    item: fromPage({
      message: {
        mid: 'm_21',
        is_echo: true,
        app_id: '1517776481860111',
        attachments: [
          {
            title: '',
            url: 'https://www.facebook.com/x',
            type: 'template',
            payload: {
              template_type: 'button',
              buttons: [{ type: 'web_url', url: 'https://x', title: 'Go' }],
            },
          },
        ],
      },
    }),
    kind: 'echo',
    value: {
      mid: 'm_21',
      isEcho: true,
      appId: '1517776481860111',
      attachments: [{ type: 'template', payload: { templateType: 'button' } }],
    },
    facets: {
      message: {
        mid: 'm_21',
        isEcho: true,
        appId: '1517776481860111',
        attachments: [{ type: 'template', payload: { templateType: 'button' } }],
      },
    },
    also: { attachments: [{ type: 'template', payload: { templateType: 'button' } }], hasAttachment: true },
  },
];

const notices: Sample[] = [
  {
    name: 'a delivery',
    item: fromPerson({ delivery: { mids: ['m_20'], watermark: 1790000000350 } }),
    kind: 'delivery',
    value: { mids: ['m_20'], watermark: 1790000000350 },
    identity: 'delivery:1790000000350',
  },
  {
    name: 'a delivery that names no messages',
    item: fromPerson({ delivery: { watermark: 1790000000350 } }),
    kind: 'delivery',
    value: { mids: [], watermark: 1790000000350 },
    identity: 'delivery:1790000000350',
  },
  {
    name: 'a read',
    item: fromPerson({ read: { watermark: 1790000000450 } }),
    kind: 'read',
    value: { watermark: 1790000000450 },
    identity: 'read:1790000000450',
  },
  {
    name: 'an edit',
    item: fromPerson({ message_edit: { mid: 'm_1', text: 'new text', num_edit: 1 } }),
    kind: 'edit',
    value: { mid: 'm_1', text: 'new text', numEdit: 1 },
    identity: 'edit:m_1:1',
  },
  {
    name: 'a reaction',
    item: fromPerson({ reaction: { reaction: 'love', emoji: '\u2764\ufe0f', action: 'react', mid: 'm_20' } }),
    kind: 'reaction',
    value: { reaction: 'love', emoji: '\u2764\ufe0f', action: 'react', mid: 'm_20' },
    identity: 'reaction:m_20:react:1790000000001',
  },
  {
    name: 'a reaction taken back',
    item: fromPerson({ reaction: { action: 'unreact', mid: 'm_20' } }),
    kind: 'reaction',
    value: { action: 'unreact', mid: 'm_20' },
    identity: 'reaction:m_20:unreact:1790000000001',
  },
];

const taps: Sample[] = [
  {
    name: 'Get Started by an m.me link',
    item: fromPerson({
      postback: { mid: 'm_22', title: 'Get Started', payload: 'GS', referral: shortLink },
    }),
    kind: 'postback',
    value: { mid: 'm_22', title: 'Get Started', payload: 'GS', referral: shortLink },
    facets: { payload: 'GS', referral: shortLink },
    also: { ref: 'camp1' },
    identity: 'postback:m_22',
  },
  {
    name: "a tap on another app's button, without its payload",
    item: fromPerson({ postback: { mid: 'm_23', title: 'Go' } }),
    kind: 'postback',
    value: { mid: 'm_23', title: 'Go' },
    identity: 'postback:m_23',
  },
  {
    name: 'a referral',
    item: fromPerson({ referral: { ...shortLink, referer_uri: 'https://site' } }),
    kind: 'referral',
    value: { ...shortLink, refererUri: 'https://site' },
    also: { ref: 'camp1' },
  },
  {
    name: 'a lead ad filled in',
    item: fromPerson({
      referral: { source: 'ADS', type: 'LEAD_COMPLETE', ad_id: 6045 },
      lead: { data: [{ question: 'Your size?', answer: 'M' }] },
    }),
    kind: 'referral',
    value: { source: 'ADS', type: 'LEAD_COMPLETE', adId: '6045' },
    also: { lead: [{ question: 'Your size?', answer: 'M' }] },
  },
  {
    name: 'the Send to Messenger plugin',
    item: fromPerson({ optin: { ref: 'signup-form' } }),
    kind: 'optin',
    value: { ref: 'signup-form' },
    also: { ref: 'signup-form' },
  },
  {
    name: 'the checkbox plugin: nobody yet',
    item: {
      recipient: { id: PAGE },
      timestamp: 1790000000800,
      optin: { ref: 'cart', user_ref: 'UNIQUE_REF' },
    },
    kind: 'optin',
    value: { ref: 'cart', userRef: 'UNIQUE_REF' },
    also: { ref: 'cart', userRef: 'UNIQUE_REF', psid: null, conversationId: null },
  },
  {
    name: 'a one-time notification',
    item: fromPerson({
      optin: { type: 'one_time_notif_req', payload: 'BACK_IN_STOCK', one_time_notif_token: '3817' },
    }),
    kind: 'optin',
    value: { type: 'one_time_notif_req', payload: 'BACK_IN_STOCK', oneTimeNotifToken: '3817' },
    facets: {
      oneTimeNotifOptin: { type: 'one_time_notif_req', payload: 'BACK_IN_STOCK', oneTimeNotifToken: '3817' },
    },
  },
  {
    name: 'a subscription stopped, its word with a space',
    item: fromPerson({
      optin: {
        type: 'notification_messages',
        title: 'Deals',
        payload: 'X',
        notification_messages_token: '6214',
        notification_messages_timezone: 'America/Lima',
        token_expiry_timestamp: 1820000000,
        user_token_status: 'NOT_REFRESHED',
        notification_messages_status: 'STOP NOTIFICATIONS',
      },
    }),
    kind: 'optin',
    value: {
      type: 'notification_messages',
      title: 'Deals',
      payload: 'X',
      notificationMessagesToken: '6214',
      notificationMessagesTimezone: 'America/Lima',
      tokenExpiryTimestamp: 1820000000,
      userTokenStatus: 'NOT_REFRESHED',
      notificationMessagesStatus: 'STOP_NOTIFICATIONS',
    },
    facets: {
      notificationMessagesOptin: expect.objectContaining({ notificationMessagesToken: '6214' }),
    },
  },
  {
    name: 'an account linked',
    item: fromPerson({ account_linking: { status: 'linked', authorization_code: 'CODE' } }),
    kind: 'accountLinking',
    value: { status: 'linked', authorizationCode: 'CODE' },
  },
  {
    name: 'an account unlinked',
    item: fromPerson({ account_linking: { status: 'unlinked' } }),
    kind: 'accountLinking',
    value: { status: 'unlinked' },
  },
];

const forPage: Sample[] = [
  ...['policy_enforcement', 'policy-enforcement'].map(
    (key): Sample => ({
      name: `${key}: the Page blocked`,
      item: { recipient: { id: PAGE }, timestamp: 1790000000900, [key]: { action: 'block', reason: 'spam' } },
      kind: 'policyEnforcement',
      value: { action: 'block', reason: 'spam' },
      also: { psid: null, conversationId: null },
    }),
  ),
  {
    name: 'a thread passed, from nobody',
    item: fromPerson({
      pass_thread_control: { previous_owner_app_id: null, new_owner_app_id: '123', metadata: 'x' },
    }),
    kind: 'passThreadControl',
    value: { previousOwnerAppId: null, newOwnerAppId: '123', metadata: 'x' },
  },
  {
    name: 'a thread taken',
    item: fromPerson({
      take_thread_control: { previous_owner_app_id: '123', new_owner_app_id: 456, metadata: 'x' },
    }),
    kind: 'takeThreadControl',
    value: { previousOwnerAppId: '123', newOwnerAppId: '456', metadata: 'x' },
  },
  ...[263902037430900, '263902037430900'].map(
    (requested_owner_app_id): Sample => ({
      name: `a thread asked for by the inbox, its id a ${typeof requested_owner_app_id}`,
      item: fromPerson({ request_thread_control: { requested_owner_app_id, metadata: 'x' } }),
      kind: 'requestThreadControl',
      value: { requestedOwnerAppId: '263902037430900', metadata: 'x' },
      also: { isRequestThreadControlFromPageInbox: true },
    }),
  ),
  {
    name: 'a thread asked for by another app',
    item: fromPerson({ request_thread_control: { requested_owner_app_id: 123 } }),
    kind: 'requestThreadControl',
    value: { requestedOwnerAppId: '123' },
  },
  {
    name: 'app roles',
    item: { recipient: { id: PAGE }, timestamp: 1, app_roles: { 123: ['primary_receiver'] } },
    kind: 'appRoles',
    value: { 123: ['primary_receiver'] },
    also: { psid: null, conversationId: null },
  },
];

const forms: Sample[] = [
  {
    name: 'customer feedback',
    item: fromPerson({
      messaging_feedback: {
        feedback_screens: [
          {
            screen_id: 0,
            questions: {
              my_q1: { type: 'csat', payload: '5', follow_up: { type: 'free_form', payload: 'nice' } },
            },
          },
        ],
      },
    }),
    kind: 'feedback',
    value: {
      feedbackScreens: [
        {
          screenId: 0,
          questions: {
            my_q1: { type: 'csat', payload: '5', followUp: { type: 'free_form', payload: 'nice' } },
          },
        },
      ],
    },
  },
  {
    name: 'a thumb under a message',
    item: fromPerson({ response_feedback: { feedback: 'Good response', mid: 'm_20' } }),
    kind: 'responseFeedback',
    value: { feedback: 'Good response', mid: 'm_20' },
  },
  {
    name: 'customer information',
    item: fromPerson({
      messaging_customer_information: {
        screens: [{ screen_id: 'Add address', responses: [{ key: 'country', value: 'US' }] }],
      },
    }),
    kind: 'customerInformation',
    value: { screens: [{ screenId: 'Add address', responses: [{ key: 'country', value: 'US' }] }] },
  },
  { name: 'a lead form', item: fromPerson({ form: { id: 'FORM' } }), kind: 'form', value: { id: 'FORM' } },
  {
    name: 'a coupon uncovered',
    item: fromPerson({ template: { type: 'coupon', payload: 'CAMP1', coupon_code: '10PERCENT' } }),
    kind: 'template',
    value: { type: 'coupon', payload: 'CAMP1', couponCode: '10PERCENT' },
  },
  {
    name: 'a shopping cart',
    item: fromPerson({
      order: {
        products: [{ id: 1, retailer_id: 's', name: 'n', unit_price: 11, currency: 'THB', quantity: 1 }],
        note: 'fast, please',
      },
    }),
    kind: 'order',
    value: {
      products: [{ id: '1', retailerId: 's', name: 'n', unitPrice: 11, currency: 'THB', quantity: 1 }],
      note: 'fast, please',
    },
  },
  {
    name: 'a game',
    item: fromPerson({
      game_play: {
        game_id: 'G',
        player_id: 'P',
        locale: 'en_US',
        context_type: 'SOLO',
        context_id: 'C',
        score: 3,
        payload: '{"my_key":1}',
      },
    }),
    kind: 'gamePlay',
    value: {
      gameId: 'G',
      playerId: 'P',
      locale: 'en_US',
      contextType: 'SOLO',
      contextId: 'C',
      score: 3,
      payload: '{"my_key":1}',
    },
  },
  {
    name: 'a call, which nobody here understands',
    item: fromPerson({ calls: { id: 'wacid' } }),
    kind: 'unknown',
    value: { fields: ['calls'] },
  },
];

/** Every event of the platform's documentation, and the odd ones among them. */
export const samples: Sample[] = [
  ...messages,
  ...attachments,
  ...echoes,
  ...notices,
  ...taps,
  ...forPage,
  ...forms,
];
