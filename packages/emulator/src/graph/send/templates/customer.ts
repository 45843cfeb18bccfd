import { badParameter } from '../../error.js';
import { asText, type Param } from '../../param.js';
import type { TemplateCheck } from './template.js';

const SCORE_LABELS = ['neg_pos', 'hard_easy', 'dis_sat', 'unlike_like', 'poor_great', 'none'] as const;
const SCORE_OPTIONS = ['one_to_five', 'five_stars', 'five_emojis', 'zero_to_ten', 'one_to_seven'] as const;

/** Asks how it was. */
export const customerFeedback: TemplateCheck = (payload) => {
  withoutUrl(payload.field('title')).text({ max: 65 });
  withoutUrl(payload.field('subtitle')).text({ max: 80 });
  withoutUrl(payload.field('button_title')).text({ max: 20 });
  for (const screen of payload.field('feedback_screens').items({ min: 1, max: 1 })) {
    const questions = screen.object().field('questions').items({ min: 1, max: 1 });
    for (const question of questions) checkQuestion(question.object());
  }
  checkPrivacyAndLife(payload);
};

function checkQuestion(question: Param): void {
  const id = question.field('id').text({ max: 80 });
  if (!/^\w+$/.test(id)) throw badParameter(`Param ${question.name}[id] must be alphanumeric or underscore`);
  question.field('type').oneOf(['csat', 'nps', 'ces', 'free_form']);
  const title = withoutUrl(question.field('title')).optionalText({ max: 85 });
  if (title !== undefined && title.length < 5) {
    throw badParameter(`Length of param ${question.name}[title] must be greater than or equal to 5`);
  }
  if (question.field('score_label').given) question.field('score_label').oneOf(SCORE_LABELS);
  if (question.field('score_option').given) question.field('score_option').oneOf(SCORE_OPTIONS);
  if (!question.field('follow_up').given) return;
  const followUp = question.field('follow_up').object();
  followUp.field('type').oneOf(['free_form']);
  withoutUrl(followUp.field('placeholder')).optionalText({ max: 65 });
}

/** Asks for an address. */
export const customerInformation: TemplateCheck = (payload) => {
  for (const country of payload.field('countries').items({ min: 1 })) {
    if (!/^[A-Z]{2}$/.test(asText(country.value))) {
      throw badParameter(`Param ${country.name} must be a two-letter country code`);
    }
  }
  if (payload.field('purpose').given) payload.field('purpose').oneOf(['SHIPPING']);
  if (payload.field('address_overrides').given) payload.field('address_overrides').items();
  checkPrivacyAndLife(payload);
};

function checkPrivacyAndLife(payload: Param): void {
  payload.field('business_privacy').object().field('url').required().url();
  const days = payload.field('expires_in_days');
  if (!days.given) return;
  const number = days.number();
  if (!Number.isInteger(number) || number < 1 || number > 7) {
    throw badParameter(`Param ${days.name} must be a number between 1 and 7`);
  }
}

function withoutUrl(param: Param): Param {
  if (typeof param.value === 'string' && /https?:\/\/|www\./i.test(param.value)) {
    throw badParameter(`Param ${param.name} must not contain a URL`);
  }
  return param;
}
