import type { Message } from '../../src/messenger/message.js';
import * as build from '../../src/messenger/messages/index.js';

/* Messages of a size, right but for what is put in. */

export const letters = (size: number) => 'x'.repeat(size);
export const many = <T>(size: number, item: T): T[] => Array.from({ length: size }, () => item);

export const element: build.GenericElement = { title: 'Hat', subtitle: 'Blue' };
export const buttons: build.Button[] = [{ type: 'account_unlink' }];
export const postback = (changes: Partial<build.PostbackButton>): build.Button => ({
  type: 'postback',
  title: 'Buy',
  payload: 'BUY',
  ...changes,
});
export const reply = (changes: Partial<build.TextQuickReply>): build.QuickReply => ({
  contentType: 'text',
  title: 'Red',
  payload: 'RED',
  ...changes,
});
export const receipt = (changes: Partial<build.Receipt>) =>
  build.receiptTemplate({
    recipientName: 'Ana',
    orderNumber: '1',
    currency: 'USD',
    paymentMethod: 'Cash',
    summary: { totalCost: 1 },
    ...changes,
  });
export const grid = (changes: Partial<build.ImageGrid>) =>
  build.imageGridTemplate({ images: many(2, { url: 'https://x/1.jpg' }), ...changes });
export const feedback = (
  changes: Partial<build.CustomerFeedback>,
  question: Partial<build.FeedbackQuestion> = {},
): Message =>
  build.customerFeedbackTemplate({
    title: 'Rate us',
    subtitle: 'Please',
    buttonTitle: 'Rate',
    feedbackScreens: [{ questions: [{ id: 'q1', type: 'nps', ...question }] }],
    businessPrivacy: { url: 'https://x/privacy' },
    ...changes,
  });
export const privacy = { businessPrivacy: { url: 'https://x/privacy' } };
