import type { MessageExtras } from './extras.js';
import { oneOf, required, string, words } from './field.js';
import { type BusinessPrivacy, businessPrivacyField, expiresInDaysField } from './privacy.js';
import { list, object } from './table.js';
import { type TemplateContent, templateContent } from './template.js';

export interface FeedbackFollowUp {
  type: 'free_form';
  /** At most 65 characters. */
  placeholder?: string;
}

export interface FeedbackQuestion {
  /** Letters, digits and `_`, at most 80; comes back with the answer. */
  id: string;
  /** Customer satisfaction, net promoter score, customer effort score, or a text of at most 400 characters. */
  type: 'csat' | 'nps' | 'ces' | 'free_form';
  /** 5 to 85 characters. */
  title?: string;
  scoreLabel?: 'neg_pos' | 'hard_easy' | 'dis_sat' | 'unlike_like' | 'poor_great' | 'none';
  scoreOption?: 'one_to_five' | 'five_stars' | 'five_emojis' | 'zero_to_ten' | 'one_to_seven';
  /** Asks for words after the score. */
  followUp?: FeedbackFollowUp;
}

export interface FeedbackScreen {
  /** Exactly one. */
  questions: FeedbackQuestion[];
}

/** No text of it may hold an address. */
export interface CustomerFeedback {
  /** At most 65 characters. */
  title: string;
  /** At most 80 characters. */
  subtitle: string;
  /** At most 20 characters. */
  buttonTitle: string;
  /** Exactly one. */
  feedbackScreens: FeedbackScreen[];
  businessPrivacy: BusinessPrivacy;
  /** 1 (default) to 7. */
  expiresInDays?: number;
}

/** https://developers.facebook.com/docs/messenger-platform/send-messages/templates/customer-feedback-template */
export interface CustomerFeedbackTemplate extends CustomerFeedback {
  templateType: 'customer_feedback';
}

const plainWords = (rules: { min?: number; max: number }) =>
  words({ ...rules, rule: (value) => (/https?:\/\/|www\./i.test(value) ? 'holds an address' : undefined) });

const question = object<FeedbackQuestion>({
  id: required(
    string({
      max: 80,
      rule: (value) => (/^\w+$/.test(value) ? undefined : 'has other characters than letters, digits and _'),
    }),
  ),
  type: required(oneOf(['csat', 'nps', 'ces', 'free_form'])),
  title: plainWords({ min: 5, max: 85 }),
  scoreLabel: oneOf(['neg_pos', 'hard_easy', 'dis_sat', 'unlike_like', 'poor_great', 'none']),
  scoreOption: oneOf(['one_to_five', 'five_stars', 'five_emojis', 'zero_to_ten', 'one_to_seven']),
  followUp: object<FeedbackFollowUp>({
    type: required(oneOf(['free_form'])),
    placeholder: plainWords({ max: 65 }),
  }),
});

const screen = object<FeedbackScreen>({ questions: required(list(question, 'question', { max: 1 })) });

export const customerFeedbackTemplateField = object<CustomerFeedbackTemplate>({
  templateType: required(oneOf(['customer_feedback'])),
  title: required(plainWords({ max: 65 })),
  subtitle: required(plainWords({ max: 80 })),
  buttonTitle: required(plainWords({ max: 20 })),
  feedbackScreens: required(list(screen, 'screen', { max: 1 })),
  businessPrivacy: required(businessPrivacyField),
  expiresInDays: expiresInDaysField,
});

/** Asks how content somebody is. Outside the 24-hour window with `{ tag: 'CUSTOMER_FEEDBACK' }`, for 7 days. */
export function customerFeedbackTemplate(
  feedback: CustomerFeedback,
  options?: MessageExtras,
): TemplateContent<CustomerFeedbackTemplate> & MessageExtras {
  return templateContent({ templateType: 'customer_feedback', ...feedback }, options);
}
