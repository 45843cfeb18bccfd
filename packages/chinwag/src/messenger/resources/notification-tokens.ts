import type { GraphCall } from '../../graph/call.js';
import { boolean, number, required, string } from '../messages/field.js';
import { object } from '../messages/table.js';
import {
  array,
  count,
  type Paged,
  paged,
  id as readId,
  record,
  type Success,
  success,
  text,
} from './answer.js';
import { type ListOptions, listRows, parameters } from './arguments.js';

/**
 * Who opted in to marketing messages. The free kind works since 2026-02-10 only for Pages and people in
 * Australia, the EU, Japan, South Korea and the UK; the tokens are also those of the paid kind.
 * https://developers.facebook.com/docs/messenger-platform/send-messages/recurring-notifications
 */
export interface NotificationMessageToken {
  /** Send to it as `{ notificationMessagesToken }`. */
  notificationMessagesToken: string;
  /** The PSID. */
  recipientId: string;
  /** Seconds since 1970, as all times here. */
  creationTimestamp?: number;
  tokenExpiryTimestamp?: number;
  /** Before then a message is refused (4/2018354). */
  nextEligibleTime?: number;
  nextEligibleTimeForPaidMessaging?: number;
  /** Gone since v16. */
  notificationMessagesFrequency?: string;
  notificationMessagesReoptin?: string;
  notificationMessagesTimezone?: string;
  topicTitle?: string;
  userTokenStatus?: string;
  customAudienceIds?: string[];
}

const token = record<NotificationMessageToken>({
  notificationMessagesToken: text,
  recipientId: readId,
  creationTimestamp: count,
  tokenExpiryTimestamp: count,
  nextEligibleTime: count,
  nextEligibleTimeForPaidMessaging: count,
  notificationMessagesFrequency: text,
  notificationMessagesReoptin: text,
  notificationMessagesTimezone: text,
  topicTitle: text,
  userTokenStatus: text,
  customAudienceIds: array(text),
});

interface TokenFilter extends ListOptions {
  /** Opted in after, in seconds since 1970. */
  since?: number;
  /** Opted in before, in seconds since 1970. */
  until?: number;
  /** Only those who have had a marketing message already, or have not. */
  hasReceivedMarketingMessage?: boolean;
}

const filter = object<TokenFilter>({
  ...listRows,
  since: number({ min: 0, whole: true }),
  until: number({ min: 0, whole: true }),
  hasReceivedMarketingMessage: boolean(),
});

/** Lists the opt-ins of the Page. */
export function getNotificationMessageTokens(
  options: TokenFilter = {},
): GraphCall<Paged<NotificationMessageToken>> {
  const query = parameters('getNotificationMessageTokens', filter, options);
  return { method: 'GET', path: 'me/notification_message_tokens', query, read: paged(token) };
}

const developerSupport = object<{ recipient: { notificationMessagesToken: string } }>({
  recipient: required(
    object<{ notificationMessagesToken: string }>({ notificationMessagesToken: required(string()) }),
  ),
});

/** While developing: lets the next message to an opt-in go out at once, without the wait. */
export function enableFollowUpMessage(notificationMessagesToken: string): GraphCall<Success> {
  const body = parameters('enableFollowUpMessage', developerSupport, {
    recipient: { notificationMessagesToken },
  });
  body.developer_action = 'ENABLE_FOLLOWUP_MESSAGE';
  return { method: 'POST', path: 'me/notification_messages_dev_support', body, read: success };
}
