import { describe, expect, it } from 'vitest';
import type { GraphCall } from '../../src/graph/call.js';
import type { Message, Recipient, SendOptions, SendResult } from '../../src/messenger/message.js';
import * as build from '../../src/messenger/messages/index.js';
import { refused } from './encoding.js';

const PSID = '24810001';

/** The call, of a message without a file. */
function send(recipient: Recipient, message: Message, options?: SendOptions): GraphCall<SendResult> {
  const call = build.encodeSend(recipient, message, options);
  if (call instanceof Promise) throw new Error('a promise, though there is no file');
  return call;
}
const body = (...args: Parameters<typeof send>) => send(...args).body;

describe('the request of a send', () => {
  it('is the one of the documentation', () => {
    const options: SendOptions = {
      notificationType: 'REGULAR',
      metadata: 'order:77',
      replyTo: 'm_abc',
      personaId: '5550001',
    };
    expect(send(PSID, build.text('Hello'), options)).toEqual({
      method: 'POST',
      path: 'me/messages',
      body: {
        recipient: { id: PSID },
        messaging_type: 'RESPONSE',
        notification_type: 'REGULAR',
        message: { text: 'Hello', metadata: 'order:77' },
        reply_to: { mid: 'm_abc' },
        persona_id: '5550001',
      },
      read: expect.any(Function),
    });
  });

  const feedback = build.customerFeedbackTemplate({
    title: 'Rate us',
    subtitle: 'Please',
    buttonTitle: 'Rate',
    feedbackScreens: [{ questions: [{ id: 'q', type: 'nps' }] }],
    businessPrivacy: { url: 'https://x/p' },
  });
  const utility = build.utilityTemplate({ name: 'n', language: 'en' });
  const hi = build.text('Hi');

  it.each<[string, Recipient, Message, SendOptions | undefined, object]>([
    ['by default', PSID, hi, undefined, { messaging_type: 'RESPONSE' }],
    ['with empty options', PSID, hi, {}, { messaging_type: 'RESPONSE' }],
    ['as an update', PSID, hi, { messagingType: 'UPDATE' }, { messaging_type: 'UPDATE' }],
    ['with a tag', PSID, hi, { tag: 'HUMAN_AGENT' }, { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }],
    [
      'with a tag and its type',
      PSID,
      hi,
      { tag: 'HUMAN_AGENT', messagingType: 'MESSAGE_TAG' },
      { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' },
    ],
    [
      'of feedback with its tag',
      PSID,
      feedback,
      { tag: 'CUSTOMER_FEEDBACK' },
      { messaging_type: 'MESSAGE_TAG', tag: 'CUSTOMER_FEEDBACK' },
    ],
    ['of a utility template', PSID, utility, undefined, { messaging_type: 'UTILITY' }],
    ['in silence', PSID, hi, { notificationType: 'NO_PUSH' }, { notification_type: 'NO_PUSH' }],
    ['in reply', PSID, hi, { replyTo: { mid: 'm_1' } }, { reply_to: { mid: 'm_1' } }],
    [
      'that passes the thread',
      PSID,
      hi,
      { threadControl: { controlType: 'pass', appId: '77' } },
      { thread_control: { control_type: 'pass', app_id: '77' } },
    ],
    [
      'that releases the thread',
      PSID,
      hi,
      { threadControl: { controlType: 'release' } },
      { thread_control: { control_type: 'release' } },
    ],
  ])('%s', (_how, recipient, message, options, expected) => {
    expect(body(recipient, message, options)).toMatchObject(expected);
  });

  it.each<[string, Recipient, object]>([
    ['a PSID', PSID, { id: PSID }],
    ['an id', { id: PSID }, { id: PSID }],
    ['a user ref', { userRef: 'u' }, { user_ref: 'u' }],
    ['a comment', { commentId: '1_2' }, { comment_id: '1_2' }],
    ['a post', { postId: '1_2' }, { post_id: '1_2' }],
    ['a one-time token', { oneTimeNotifToken: 't' }, { one_time_notif_token: 't' }],
    ['a marketing token', { notificationMessagesToken: 't' }, { notification_messages_token: 't' }],
    ['a telephone', { phoneNumber: '+1555' }, { phone_number: '+1555' }],
    [
      'a telephone and a name',
      { phoneNumber: '+1555', name: { firstName: 'Ana', lastName: 'Lopez' } },
      { phone_number: '+1555', name: { first_name: 'Ana', last_name: 'Lopez' } },
    ],
  ])('goes to %s', (_what, recipient, wire) => {
    expect(body(recipient, hi)).toMatchObject({ recipient: wire });
  });

  it.each<[string, Recipient]>([
    ['a one-time token', { oneTimeNotifToken: 't' }],
    ['a marketing token', { notificationMessagesToken: 't' }],
  ])('has no messaging type with %s, unless one is given', (_what, recipient) => {
    expect(body(recipient, hi)).toEqual({ recipient: expect.anything(), message: { text: 'Hi' } });
    expect(body(recipient, hi, { messagingType: 'UPDATE' })).toMatchObject({ messaging_type: 'UPDATE' });
  });

  it('carries another Page’s token, never in the body', () => {
    const call = send(PSID, hi, { accessToken: 'EAAB-other' });
    expect(call.accessToken).toBe('EAAB-other');
    expect(JSON.stringify(call.body)).not.toContain('EAAB');
  });

  it('takes the options of the builders along without sending them', () => {
    const options = {
      imageAspectRatio: 'square',
      sharable: true,
      filename: 'a',
      isReusable: true,
      split: false,
    };
    expect(body(PSID, hi, options as SendOptions)).toEqual(body(PSID, hi));
  });

  it.each([
    [
      'everything',
      { recipient_id: PSID, message_id: 'm_1', attachment_id: '18' },
      { recipientId: PSID, messageId: 'm_1', attachmentId: '18' },
    ],
    ['a sender action', { recipient_id: PSID }, { recipientId: PSID }],
    ['a user ref', { message_id: 'm_1' }, { messageId: 'm_1' }],
    [
      'an id as a number',
      { message_id: 'm_1', attachment_id: 1857777774821032 },
      { messageId: 'm_1', attachmentId: '1857777774821032' },
    ],
  ])('reads the answer to %s', (_what, answer, result) => {
    expect(send(PSID, hi).read?.(answer as never)).toEqual(result);
  });
});

const REFUSED: [what: string, recipient: unknown, options: unknown, said: string][] = [
  ['no recipient', undefined, undefined, 'text: recipient is missing'],
  ['an empty PSID', '', undefined, 'text: recipient is empty'],
  ['a PSID that is a number', 24810001, undefined, 'text: recipient is a number; write ids as strings'],
  [
    'an id that is a number',
    { id: 24810001 },
    undefined,
    'text: recipient.id is a number; write ids as strings',
  ],
  ['an empty id', { id: '' }, undefined, 'text: recipient.id is empty'],
  ['a recipient that is a list', [PSID], undefined, 'text: recipient is no object but an array'],
  ['a recipient of nothing', {}, undefined, 'text: recipient needs id or userRef or commentId or postId'],
  [
    'two recipients',
    { id: PSID, userRef: 'u' },
    undefined,
    'text: recipient has id and userRef, which exclude each other',
  ],
  [
    'a recipient in snake case',
    { user_ref: 'u' },
    undefined,
    'text: recipient.user_ref is no field; did you mean userRef?',
  ],
  [
    'half a name',
    { phoneNumber: '+1', name: { firstName: 'Ana' } },
    undefined,
    'text: recipient.name.lastName is missing',
  ],
  ...['ACCOUNT_UPDATE', 'CONFIRMED_EVENT_UPDATE', 'POST_PURCHASE_UPDATE'].map(
    (tag): [string, unknown, unknown, string] => [
      `the dead tag ${tag}`,
      PSID,
      { tag },
      `text: tag "${tag}" is refused by the platform since 2026-04-27; send a utility template (utilityTemplate) instead`,
    ],
  ),
  [
    'an old tag',
    PSID,
    { tag: 'SHIPPING_UPDATE' },
    'text: tag "SHIPPING_UPDATE" is refused by the platform since 2020; send a utility template',
  ],
  ['an unknown tag', PSID, { tag: 'SPAM' }, 'text: tag "SPAM" is none of "HUMAN_AGENT", "CUSTOMER_FEEDBACK"'],
  [
    'the feedback tag on a text',
    PSID,
    { tag: 'CUSTOMER_FEEDBACK' },
    'text: tag CUSTOMER_FEEDBACK is for the customer feedback template only',
  ],
  [
    'a tag with another type',
    PSID,
    { tag: 'HUMAN_AGENT', messagingType: 'UPDATE' },
    'text: messagingType is not MESSAGE_TAG, though there is a tag',
  ],
  ['a tagged type without a tag', PSID, { messagingType: 'MESSAGE_TAG' }, 'text: tag is missing'],
  ['an unknown type', PSID, { messagingType: 'PROMOTION' }, 'text: messagingType "PROMOTION" is none of'],
  [
    'a persona that is a number',
    PSID,
    { personaId: 5550001 },
    'text: personaId is a number; write ids as strings',
  ],
  [
    'an option in snake case',
    PSID,
    { quick_replies: [] },
    'text: quick_replies is no field; did you mean quickReplies?',
  ],
  [
    'a thread passed to nobody',
    PSID,
    { threadControl: { controlType: 'pass' } },
    'text: threadControl needs the appId to pass the thread to',
  ],
  ['a reply to nothing', PSID, { replyTo: {} }, 'text: replyTo.mid is missing'],
  ['options that are none', PSID, 'fast', 'text: options is no object but a string'],
];

describe('a send is refused for', () => {
  it.each(REFUSED)('%s', (_what, recipient, options, said) => {
    const { message } = refused(() =>
      build.encodeSend(recipient as Recipient, build.text('Hi'), options as SendOptions),
    );
    expect(message.slice(0, said.length)).toBe(said);
  });

  it('everything at once', () => {
    const { message, problems } = refused(() =>
      build.encodeSend('', build.text(''), { tag: 'SPAM' } as never),
    );
    expect(message).toBe('text: recipient is empty (and 2 more)');
    expect(problems.map(({ field }) => field)).toEqual(['recipient', 'tag', 'text']);
  });

  it('a message that is none', () => {
    for (const message of [undefined, null, 'Hi', 7]) {
      expect(refused(() => build.encodeSend(PSID, message as never)).message).toMatch(
        /^message is no object/,
      );
    }
  });
});
