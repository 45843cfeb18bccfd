import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/messenger/message.js';
import * as build from '../../src/messenger/messages/index.js';
import { CARDS } from './wire/cards.js';
import { CONTENTS } from './wire/contents.js';
import { FORMS } from './wire/forms.js';
import { receipt } from './wire/wire-form.js';

const KINDS = { ...CONTENTS, ...CARDS, ...FORMS };

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

function feedback(): Omit<build.CustomerFeedback, 'businessPrivacy'> {
  const questions: build.FeedbackQuestion[] = [{ id: 'q', type: 'nps' }];
  return { title: 'Rate us', subtitle: 'Please', buttonTitle: 'Rate', feedbackScreens: [{ questions }] };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
