import { LONGEST_PAYLOAD } from '../buttons.js';
import type { TemplateCheck } from './template.js';

/** Asks whether the person wants one message more, later. */
export const oneTimeNotification: TemplateCheck = (payload) => {
  payload.field('title').text({ max: 65 });
  payload.field('payload').text({ max: LONGEST_PAYLOAD });
};

/** Asks whether the person wants messages about a topic. */
export const notificationMessages: TemplateCheck = (payload) => {
  payload.field('title').optionalText({ max: 65 });
  payload.field('payload').optionalText({ max: LONGEST_PAYLOAD });
  if (payload.field('image_url').given) payload.field('image_url').url();
  const ratio = payload.field('image_aspect_ratio');
  if (ratio.given) ratio.oneOf(['horizontal', 'square']);
  payload.field('notification_messages_timezone').optionalText();
  const call = payload.field('notification_messages_cta_text');
  if (call.given) call.oneOf(['ALLOW', 'FREQUENCY', 'GET', 'GET_UPDATES', 'OPT_IN', 'SIGN_UP']);
  const again = payload.field('notification_messages_reoptin');
  if (again.given) again.oneOf(['ENABLED', 'DISABLED']);
};
