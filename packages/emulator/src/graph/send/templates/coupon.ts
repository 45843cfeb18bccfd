import { badParameter } from '../../error.js';
import { LONGEST_PAYLOAD } from '../buttons.js';
import type { TemplateCheck } from './template.js';

export const coupon: TemplateCheck = (payload) => {
  payload.field('title').text({ max: 80 });
  payload.field('subtitle').optionalText({ max: 80 });
  const code = payload.field('coupon_code').optionalText();
  if (code && /\s/.test(code))
    throw badParameter('Param name_placeholder[coupon_code] must not contain spaces');
  const url = payload.field('coupon_url');
  if (url.given) url.url();
  if (!code && !url.given) {
    throw badParameter('One of name_placeholder[coupon_code] and name_placeholder[coupon_url] is required');
  }
  payload.field('coupon_url_button_title').shownUpTo(20).optionalText();
  payload.field('coupon_pre_message').optionalText();
  payload.field('payload').optionalText({ max: LONGEST_PAYLOAD });
  if (payload.field('image_url').given) payload.field('image_url').url();
};
