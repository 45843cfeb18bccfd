import type { GraphCall } from '../../graph/call.js';
import { type Field, number, required, string } from '../messages/field.js';
import { object } from '../messages/table.js';
import { count, data, only, id as readId, record, type Success, success, text } from './answer.js';
import { id, parameters } from './arguments.js';

/**
 * Which app answers a person. The old Handover Protocol's calls, under the rules of Conversation Routing: there
 * is a default app instead of a primary receiver, and control ends 24 hours after the person's last message.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversation-routing
 */

/** The Page's inbox, where people answer by hand. */
export const PAGE_INBOX_APP_ID = '263902037430900';

/** Seven days, in seconds. */
const LONGEST_EXTENSION = 7 * 24 * 60 * 60;

interface ThreadControl {
  recipient: { id: string };
  /** Any text for the other app; at most 1,000 characters. */
  metadata?: string;
}

const recipient = required(object<{ id: string }>({ id: required(id()) }));
const metadata = string({ max: 1000 });

const control = object<ThreadControl>({ recipient, metadata });

const passing = object<ThreadControl & { targetAppId: string }>({
  recipient,
  metadata,
  targetAppId: required(id()),
});

const extension = object<ThreadControl & { duration: number }>({
  recipient,
  metadata,
  duration: required(number({ min: 1, max: LONGEST_EXTENSION, whole: true })),
});

function threadControl<T extends object>(
  name: 'pass' | 'take' | 'request' | 'release' | 'extend',
  table: Field<ThreadControl & T>,
  psid: string,
  details: Omit<ThreadControl, 'recipient'> & T,
  call = `${name}ThreadControl`,
): GraphCall<Success> {
  const body = parameters(call, table, { recipient: { id: psid }, ...details });
  return { method: 'POST', path: `me/${name}_thread_control`, body, read: success };
}

/** Gives the person to another app, which gets a `pass_thread_control` event. */
export function passThreadControl(psid: string, targetAppId: string, metadata?: string): GraphCall<Success> {
  return threadControl('pass', passing, psid, { targetAppId, metadata });
}

/** Gives the person to the people at the Page's inbox. */
export function passThreadControlToPageInbox(psid: string, metadata?: string): GraphCall<Success> {
  const details = { targetAppId: PAGE_INBOX_APP_ID, metadata };
  return threadControl('pass', passing, psid, details, 'passThreadControlToPageInbox');
}

/** Takes the person over: an idle thread, or where the Page's settings let this app take control. */
export function takeThreadControl(psid: string, metadata?: string): GraphCall<Success> {
  return threadControl('take', control, psid, { metadata });
}

/** Asks the app in control to pass the person on; it gets a `request_thread_control` event and need not. */
export function requestThreadControl(psid: string, metadata?: string): GraphCall<Success> {
  return threadControl('request', control, psid, { metadata });
}

/** Lets go of the person: the thread is idle, and the default app's again. */
export function releaseThreadControl(psid: string, metadata?: string): GraphCall<Success> {
  return threadControl('release', control, psid, { metadata });
}

/**
 * Keeps control for longer than the 24 hours after the person's last message.
 * @param duration Seconds; at most 604,800 (7 days).
 */
export function extendThreadControl(psid: string, duration: number): GraphCall<Success> {
  return threadControl('extend', extension, psid, { duration });
}

/** The app that answers a person. */
export interface ThreadOwner {
  /** Told to the owner and the default app only. */
  appId?: string;
  /** When control ends, in seconds since 1970. */
  expiration?: number;
}

const owner = record<{ threadOwner?: ThreadOwner }>({
  threadOwner: record<ThreadOwner>({ appId: readId, expiration: count }),
});

const ownerQuery = object<{ recipient: string }>({ recipient: required(id()) });

/** Reads which app has control of the person; `null` when the thread is idle. */
export function getThreadOwner(psid: string): GraphCall<ThreadOwner | null> {
  const query = parameters('getThreadOwner', ownerQuery, { recipient: psid });
  return {
    method: 'GET',
    path: 'me/thread_owner',
    query,
    read: (answer: unknown) => {
      const found = only(owner)(answer)?.threadOwner;
      return found && Object.keys(found).length > 0 ? found : null;
    },
  };
}

/** An app that can be passed a person. */
export interface SecondaryReceiver {
  id: string;
  name: string;
}

/**
 * Lists the apps that a person can be passed to. Only the default app may ask. Since June 2026 Meta's own client
 * libraries no longer have this call, so do not build on it.
 */
export function getSecondaryReceivers(): GraphCall<SecondaryReceiver[]> {
  return {
    method: 'GET',
    path: 'me/secondary_receivers',
    query: { fields: 'id,name' },
    read: data(record<SecondaryReceiver>({ id: readId, name: text })),
  };
}
