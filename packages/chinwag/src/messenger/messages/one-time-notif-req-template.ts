import type { MessageExtras } from './extras.js';
import { oneOf, required, string, words } from './field.js';
import { object } from './table.js';
import { type TemplateContent, templateContent } from './template.js';

export interface OneTimeNotifReq {
  /** At most 65 characters. */
  title: string;
  /** Comes back with the token. */
  payload: string;
}

/** Whether Pages still get it is uncertain in 2026. https://developers.facebook.com/docs/messenger-platform/send-messages/one-time-notification */
export interface OneTimeNotifReqTemplate extends OneTimeNotifReq {
  templateType: 'one_time_notif_req';
}

export const oneTimeNotifReqTemplateField = object<OneTimeNotifReqTemplate>({
  templateType: required(oneOf(['one_time_notif_req'])),
  title: required(words({ max: 65 })),
  payload: required(string()),
});

/** Asks whether the Page may write once more, outside the 24-hour window. The answer is an optin event with a token. */
export function oneTimeNotifReqTemplate(
  request: OneTimeNotifReq,
  options?: MessageExtras,
): TemplateContent<OneTimeNotifReqTemplate> & MessageExtras {
  return templateContent({ templateType: 'one_time_notif_req', ...request }, options);
}
