import type { MessageExtras } from './extras.js';
import { oneOf, required, string, url, words } from './field.js';
import { object } from './table.js';
import { type TemplateContent, templateContent } from './template.js';

export interface NotificationMessages {
  /** At most 65 characters. Default: "Updates and promotions". */
  title?: string;
  imageUrl?: string;
  imageAspectRatio?: 'horizontal' | 'square';
  /** Comes back with the token. */
  payload?: string;
  /** Of the person, such as `Europe/Paris`. */
  notificationMessagesTimezone?: string;
  /** What the button says. */
  notificationMessagesCtaText?: 'ALLOW' | 'FREQUENCY' | 'GET' | 'GET_UPDATES' | 'OPT_IN' | 'SIGN_UP';
  /** Whether the platform asks again before the token runs out. */
  notificationMessagesReoptin?: 'ENABLED' | 'DISABLED';
}

/** Refused since 2026-02-10 but for AU, EU, JP, KR and UK. https://developers.facebook.com/docs/messenger-platform/marketing-messages */
export interface NotificationMessagesTemplate extends NotificationMessages {
  templateType: 'notification_messages';
}

export const notificationMessagesTemplateField = object<NotificationMessagesTemplate>({
  templateType: required(oneOf(['notification_messages'])),
  title: words({ max: 65 }),
  imageUrl: url(),
  imageAspectRatio: oneOf(['horizontal', 'square']),
  payload: string(),
  notificationMessagesTimezone: string(),
  notificationMessagesCtaText: oneOf(['ALLOW', 'FREQUENCY', 'GET', 'GET_UPDATES', 'OPT_IN', 'SIGN_UP']),
  notificationMessagesReoptin: oneOf(['ENABLED', 'DISABLED']),
});

/** Asks whether the Page may send marketing messages on a topic. The answer is an optin event with a token. */
export function notificationMessagesTemplate(
  request: NotificationMessages,
  options?: MessageExtras,
): TemplateContent<NotificationMessagesTemplate> & MessageExtras {
  return templateContent({ templateType: 'notification_messages', ...request }, options);
}
