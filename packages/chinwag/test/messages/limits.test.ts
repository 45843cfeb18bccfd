import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/messenger/message.js';
import * as build from '../../src/messenger/messages/index.js';
import { refusal, warnings } from './encoding.js';
import {
  buttons,
  element,
  feedback,
  grid,
  letters,
  many,
  postback,
  privacy,
  receipt,
  reply,
} from './sized.js';

/** A message of a size, the last size that passes, and what is said of the next one. */
type Limit = [make: (size: number) => Message, limit: number, field: string, message: string];

const UPPER: Record<string, Limit> = {
  text: [(n) => build.text(letters(n)), 2000, 'text', 'text: 2,001 characters, at most 2,000'],
  metadata: [
    (n) => build.text('Hi', { metadata: letters(n) }),
    1000,
    'metadata',
    'text: metadata: 1,001 characters, at most 1,000',
  ],
  'quick replies': [
    (n) => build.text('Hi', { quickReplies: many(n, reply({})) }),
    13,
    'quickReplies',
    'text: 14 quick replies, at most 13',
  ],
  'quick reply payload': [
    (n) => build.text('Hi', { quickReplies: [reply({ payload: letters(n) })] }),
    1000,
    'quickReplies[0].payload',
    'text: quickReplies[0].payload: 1,001 characters, at most 1,000',
  ],
  images: [(n) => build.images(many(n, 'https://x/1.jpg')), 30, '', 'images: 31 images, at most 30'],
  'generic elements': [
    (n) => build.genericTemplate(many(n, element)),
    10,
    'elements',
    'generic template: 11 elements, at most 10',
  ],
  'buttons of an element': [
    (n) => build.genericTemplate([element, { ...element, buttons: many(n, postback({})) }]),
    3,
    'elements[1].buttons',
    'generic template: elements[1]: 4 buttons, at most 3',
  ],
  'postback payload': [
    (n) => build.buttonTemplate('Pick', [postback({ payload: letters(n) })]),
    1000,
    'buttons[0].payload',
    'button template: buttons[0].payload: 1,001 characters, at most 1,000',
  ],
  'button template text': [
    (n) => build.buttonTemplate(letters(n), buttons),
    640,
    'text',
    'button template: text: 641 characters, at most 640',
  ],
  'button template buttons': [
    (n) => build.buttonTemplate('Pick', many(n, postback({}))),
    3,
    'buttons',
    'button template: 4 buttons, at most 3',
  ],
  'days of an audio call': [
    (n) => build.buttonTemplate('Pick', [{ type: 'audio_call', title: 'Call', expiresInDays: n }]),
    7,
    'buttons[0].expiresInDays',
    'button template: buttons[0].expiresInDays: 8, at most 7',
  ],
  'media elements': [
    (n) => build.mediaTemplate(many(n, { mediaType: 'image', attachmentId: '1' })),
    1,
    'elements',
    'media template: 2 elements, at most 1',
  ],
  'media buttons': [
    (n) => build.mediaTemplate([{ mediaType: 'image', attachmentId: '1', buttons: many(n, postback({})) }]),
    3,
    'elements[0].buttons',
    'media template: elements[0]: 4 buttons, at most 3',
  ],
  'receipt elements': [
    (n) => receipt({ elements: many(n, { title: 'Hat', price: 1 }) }),
    100,
    'elements',
    'receipt template: 101 elements, at most 100',
  ],
  products: [
    (n) => build.productTemplate(many(n, '1')),
    10,
    'elements',
    'product template: 11 elements, at most 10',
  ],
  'image grid images': [
    (n) => grid({ images: many(n, { url: 'https://x/1.jpg' }) }),
    6,
    'elements[0].images',
    'image grid template: elements[0]: 7 images, at most 6',
  ],
  'hero images': [
    (n) => grid({ images: [...many(n, { url: 'https://x/1', isHeroImage: true }), { url: 'https://x/2' }] }),
    1,
    'elements[0].images',
    'image grid template: elements[0]: 2 hero images, at most 1',
  ],
  'image grid title': [
    (n) => grid({ title: letters(n) }),
    45,
    'elements[0].title',
    'image grid template: elements[0].title: 46 characters, at most 45',
  ],
  'image grid buttons': [
    (n) => grid({ buttons: many(n, { type: 'postback', title: 'Buy', payload: 'BUY' }) }),
    3,
    'elements[0].buttons',
    'image grid template: elements[0]: 4 buttons, at most 3',
  ],
  'feedback title': [
    (n) => feedback({ title: letters(n) }),
    65,
    'title',
    'customer feedback template: title: 66 characters, at most 65',
  ],
  'feedback subtitle': [
    (n) => feedback({ subtitle: letters(n) }),
    80,
    'subtitle',
    'customer feedback template: subtitle: 81 characters, at most 80',
  ],
  'feedback button': [
    (n) => feedback({ buttonTitle: letters(n) }),
    20,
    'buttonTitle',
    'customer feedback template: buttonTitle: 21 characters, at most 20',
  ],
  'feedback screens': [
    (n) => feedback({ feedbackScreens: many(n, { questions: [{ id: 'q', type: 'nps' }] }) }),
    1,
    'feedbackScreens',
    'customer feedback template: 2 screens, at most 1',
  ],
  'feedback questions': [
    (n) => feedback({ feedbackScreens: [{ questions: many(n, { id: 'q', type: 'nps' }) }] }),
    1,
    'feedbackScreens[0].questions',
    'customer feedback template: feedbackScreens[0]: 2 questions, at most 1',
  ],
  'feedback question id': [
    (n) => feedback({}, { id: letters(n) }),
    80,
    'feedbackScreens[0].questions[0].id',
    'customer feedback template: feedbackScreens[0].questions[0].id: 81 characters, at most 80',
  ],
  'feedback question title': [
    (n) => feedback({}, { title: letters(n) }),
    85,
    'feedbackScreens[0].questions[0].title',
    'customer feedback template: feedbackScreens[0].questions[0].title: 86 characters, at most 85',
  ],
  'feedback placeholder': [
    (n) => feedback({}, { followUp: { type: 'free_form', placeholder: letters(n) } }),
    65,
    'feedbackScreens[0].questions[0].followUp.placeholder',
    'customer feedback template: feedbackScreens[0].questions[0].followUp.placeholder: 66 characters, at most 65',
  ],
  'feedback days': [
    (n) => feedback({ expiresInDays: n }),
    7,
    'expiresInDays',
    'customer feedback template: expiresInDays: 8, at most 7',
  ],
  'customer information days': [
    (n) => build.customerInformationTemplate({ ...privacy, expiresInDays: n }),
    7,
    'expiresInDays',
    'customer information template: expiresInDays: 8, at most 7',
  ],
  'one-time notification title': [
    (n) => build.oneTimeNotifReqTemplate({ title: letters(n), payload: 'p' }),
    65,
    'title',
    'one time notif req template: title: 66 characters, at most 65',
  ],
  'notification messages title': [
    (n) => build.notificationMessagesTemplate({ title: letters(n) }),
    65,
    'title',
    'notification messages template: title: 66 characters, at most 65',
  ],
};

describe.each(Object.entries(UPPER))('at most: %s', (_name, [make, limit, field, message]) => {
  it(`takes ${limit}`, () => {
    expect(warnings(make(limit))).toEqual([]);
  });

  it(`refuses ${limit + 1}, naming the field, the size and the limit`, () => {
    const error = refusal(make(limit + 1));
    expect(error.message.startsWith(message)).toBe(true);
    expect(error.problems).toMatchObject([{ field, size: limit + 1, limit }]);
  });
});

const LOWER: Record<string, Limit> = {
  images: [(n) => build.images(many(n, 'https://x/1.jpg')), 1, '', 'images: 0 images, at least 1'],
  'generic elements': [
    (n) => build.genericTemplate(many(n, element)),
    1,
    'elements',
    'generic template: 0 elements, at least 1',
  ],
  'button template buttons': [
    (n) => build.buttonTemplate('Pick', many(n, postback({}))),
    1,
    'buttons',
    'button template: 0 buttons, at least 1',
  ],
  'buttons of an element': [
    (n) => build.genericTemplate([{ ...element, buttons: many(n, postback({})) }]),
    1,
    'elements[0].buttons',
    'generic template: elements[0]: 0 buttons, at least 1',
  ],
  'media elements': [
    (n) => build.mediaTemplate(many(n, { mediaType: 'image', attachmentId: '1' })),
    1,
    'elements',
    'media template: 0 elements, at least 1',
  ],
  products: [
    (n) => build.productTemplate(many(n, '1')),
    1,
    'elements',
    'product template: 0 elements, at least 1',
  ],
  'image grid images': [
    (n) => grid({ images: many(n, { url: 'https://x/1.jpg' }) }),
    2,
    'elements[0].images',
    'image grid template: elements[0]: 1 image, at least 2',
  ],
  'feedback screens': [
    (n) => feedback({ feedbackScreens: many(n, { questions: [{ id: 'q', type: 'nps' }] }) }),
    1,
    'feedbackScreens',
    'customer feedback template: 0 screens, at least 1',
  ],
  'feedback question title': [
    (n) => feedback({}, { title: letters(n) }),
    5,
    'feedbackScreens[0].questions[0].title',
    'customer feedback template: feedbackScreens[0].questions[0].title: 4 characters, at least 5',
  ],
  'feedback days': [
    (n) => feedback({ expiresInDays: n }),
    1,
    'expiresInDays',
    'customer feedback template: expiresInDays: 0, at least 1',
  ],
};

describe.each(Object.entries(LOWER))('at least: %s', (_name, [make, limit, field, message]) => {
  it(`takes ${limit}`, () => {
    expect(warnings(make(limit))).toEqual([]);
  });

  it(`refuses ${limit - 1}, naming the field, the size and the limit`, () => {
    const error = refusal(make(limit - 1));
    expect(error.message).toBe(message);
    expect(error.problems).toMatchObject([{ field, size: limit - 1, limit }]);
  });
});

it('names the way out of a text that is too long', () => {
  const error = refusal(build.text(letters(2001)));
  expect(error.hint).toContain('{ split: true }');
  expect(error.message).toContain('{ split: true }');
});

it('tells of everything that is wrong at once, and how much there is', () => {
  const error = refusal(
    build.buttonTemplate(letters(641), [
      postback({ payload: '' }),
      { type: 'postback', payload: 'X' } as never,
    ]),
  );
  expect(error.message).toBe('button template: text: 641 characters, at most 640 (and 2 more)');
  expect(error.problems.map(({ message }) => message)).toEqual([
    'text: 641 characters, at most 640',
    'buttons[0].payload is empty',
    'buttons[1].title is missing',
  ]);
});
