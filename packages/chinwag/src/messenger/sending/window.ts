import { ChinwagError } from '../../core/errors.js';
import type { Session } from '../../core/storage/session.js';
import type { MessengerEvent } from '../event.js';
import type { EventKindName } from '../events/kinds.js';
import type { Message, Recipient, SendOptions } from '../message.js';

/** Whether the Page may write to the person now without a tag or an approved template. */
export interface ReplyWindow {
  /** False also when no action of the person is known yet. */
  isOpen: boolean;
  /** Milliseconds since 1970; null when no action of the person is known yet. */
  until: number | null;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WINDOW = 24 * HOUR;
/** How long the tags reach. */
const TAGGED_WINDOW = 7 * 24 * HOUR;
/** Clocks differ: only what is past by more than this is refused here. */
const MARGIN = 5 * MINUTE;
/** Meta repeats a webhook for this long. An event that is older was kept somewhere, or its clock is wrong. */
const OLDEST = 36 * HOUR;

/** What a person does; being delivered to, reading and being passed on are none of it. */
const ACTIONS: ReadonlySet<EventKindName> = new Set<EventKindName>([
  'message',
  'postback',
  'reaction',
  'referral',
  'optin',
  'feedback',
  'customerInformation',
  'form',
  'template',
  'order',
]);

/** Keeps in the session that the person did something, if this event says so. */
export function noteUserAction(session: Session<object>, event: MessengerEvent, now: number): void {
  if (!opensWindow(event)) return;
  if (now - event.timestamp > OLDEST) return;
  const at = Math.min(event.timestamp, now);
  session.lastUserAction = Math.max(session.lastUserAction ?? 0, at);
}

function opensWindow(event: MessengerEvent): boolean {
  if (!ACTIONS.has(event.kind)) return false;
  if (event.isReaction) return event.reaction.action === 'react';
  // An ad counts once the person writes; marketing messages are agreed to without starting a conversation.
  if (event.kind === 'referral') return event.referral?.source !== 'ADS';
  return event.optin?.type !== 'notification_messages';
}

/** The window of a conversation, as far as its session knows. */
export function windowOf(session: Session<object> | null, now: number): ReplyWindow {
  if (session?.lastUserAction === undefined) return { isOpen: false, until: null };
  const until = session.lastUserAction + WINDOW;
  return { isOpen: now < until, until };
}

/** The person's last action is too long ago for this message; nothing was sent. */
export class WindowClosedError extends ChinwagError {
  /** When the window closed, in milliseconds since 1970. */
  readonly closedAt: number;

  constructor(closedAt: number, span: string) {
    super(
      'window',
      `nothing was sent: the person's last action is more than ${span} ago, and the platform refuses what comes later`,
      {
        hint: "Within 7 days a human agent may write with { tag: 'HUMAN_AGENT' }, and a feedback template goes out with { tag: 'CUSTOMER_FEEDBACK' }; at any time there is an approved template: sendUtilityTemplate(…). Otherwise wait until the person writes.",
      },
    );
    this.closedAt = closedAt;
  }
}

/**
 * Refuses a message that the platform would refuse for certain. What is not certain goes out: a person nothing is
 * known of, a recipient that is no PSID, minutes that clocks may differ by.
 *
 * @throws {WindowClosedError}
 */
export function checkWindow(
  session: Session<object> | null,
  { recipient, message, options }: { recipient: Recipient; message: Message; options: SendOptions },
  now: number,
): void {
  if (session?.lastUserAction === undefined || !isPerson(recipient, session.user.id)) return;
  const closed = closedFor(session.lastUserAction, { message, options }, now);
  if (closed) throw new WindowClosedError(closed.at, closed.span);
}

/** When the window of such a message has closed, if for certain it has. */
export function closedFor(
  lastUserAction: number,
  { message, options = {} }: { message?: Message; options?: SendOptions },
  now: number,
): { at: number; span: string } | null {
  if (options.messagingType === 'UTILITY' || message?.template != null) return null;
  const tagged = options.tag != null;
  const at = lastUserAction + (tagged ? TAGGED_WINDOW : WINDOW);
  return now > at + MARGIN ? { at, span: tagged ? '7 days' : '24 hours' } : null;
}

function isPerson(recipient: Recipient, psid: string): boolean {
  return typeof recipient === 'string' ? recipient === psid : 'id' in recipient && recipient.id === psid;
}
