import { eventKind } from './kind.js';
import { from, id, number, type Reader, shape, text, word } from './wire.js';

/** `optin`. */
export interface WireOptin {
  type?: string;
  ref?: string;
  user_ref?: string;
  payload?: string;
  title?: string;
  source?: string;
  one_time_notif_token?: string;
  notification_messages_token?: string;
  notification_messages_timezone?: string;
  notification_messages_topic?: string;
  notification_messages_status?: string;
  token_expiry_timestamp?: number;
  user_token_status?: string;
}

/** A person agreed to be written to: by a plugin on a website, or by a template that asks. */
export interface Optin {
  /** Absent for the plugins. */
  type?: 'one_time_notif_req' | 'notification_messages' | (string & Record<never, never>);
  /** What the plugin or link carried. */
  ref?: string;
  /** Of the checkbox plugin: stands for a person whose PSID is not known yet. */
  userRef?: string;
  /** What the template carried. */
  payload?: string;
  title?: string;
  source?: 'SHORTLINK' | (string & Record<never, never>);
  /** Good for one message, within a year. */
  oneTimeNotifToken?: string;
  notificationMessagesToken?: string;
  /** `America/Lima`. */
  notificationMessagesTimezone?: string;
  notificationMessagesTopic?: string;
  /** Only when the person stops or resumes. */
  notificationMessagesStatus?:
    | 'STOP_NOTIFICATIONS'
    | 'RESUME_NOTIFICATIONS'
    | (string & Record<never, never>);
  /** As the platform sends it. */
  tokenExpiryTimestamp?: number;
  userTokenStatus?: 'REFRESHED' | 'NOT_REFRESHED' | (string & Record<never, never>);
}

/** A person wants to be told once. */
export interface OneTimeNotifOptin extends Optin {
  type: 'one_time_notif_req';
  oneTimeNotifToken: string;
}

/** A person subscribed to messages on a topic, or stopped or resumed them. */
export interface NotificationMessagesOptin extends Optin {
  type: 'notification_messages';
  notificationMessagesToken: string;
}

/** Meta's pages write the words now with spaces, now with underscores. */
const status: Reader<string> = (wire) => text(wire)?.replaceAll(' ', '_');

export const optin = eventKind(
  shape<WireOptin, Optin>({
    type: from('type', word()),
    ref: from('ref', text),
    userRef: from('user_ref', id),
    payload: from('payload', text),
    title: from('title', text),
    source: from('source', word()),
    oneTimeNotifToken: from('one_time_notif_token', id),
    notificationMessagesToken: from('notification_messages_token', id),
    notificationMessagesTimezone: from('notification_messages_timezone', text),
    notificationMessagesTopic: from('notification_messages_topic', text),
    notificationMessagesStatus: from('notification_messages_status', status),
    tokenExpiryTimestamp: from('token_expiry_timestamp', number),
    userTokenStatus: from('user_token_status', word()),
  }),
  { keys: ['optin'], person: 'anyone' },
);

export function isOneTimeNotifOptin(optin: Optin): optin is OneTimeNotifOptin {
  return optin.type === 'one_time_notif_req' && optin.oneTimeNotifToken !== undefined;
}

export function isNotificationMessagesOptin(optin: Optin): optin is NotificationMessagesOptin {
  return optin.type === 'notification_messages' && optin.notificationMessagesToken !== undefined;
}
