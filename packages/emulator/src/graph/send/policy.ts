import type { Thread } from '../../world/model.js';
import { ownerOf, WINDOW } from '../../world/routing.js';
import type { Call } from '../call.js';
import { badParameter, refuse } from '../error.js';
import { asText } from '../param.js';
import type { Draft } from './draft.js';
import type { Recipient } from './recipient.js';

export const DEFAULT_TOPIC = 'Updates and promotions';
const HOUR = 60 * 60 * 1000;
const TAG_WINDOW = 7 * 24 * HOUR;

const TAGS = ['HUMAN_AGENT', 'CUSTOMER_FEEDBACK'] as const;
export type Tag = (typeof TAGS)[number];

/** Tags that once were, the last of them until April 2026. */
const DEAD_TAGS = new Set([
  'ACCOUNT_UPDATE',
  'CONFIRMED_EVENT_UPDATE',
  'POST_PURCHASE_UPDATE',
  'NON_PROMOTIONAL_SUBSCRIPTION',
  'SHIPPING_UPDATE',
  'PAIRING_UPDATE',
  'APPLICATION_UPDATE',
  'PAYMENT_UPDATE',
  'PERSONAL_FINANCE_UPDATE',
  'RESERVATION_UPDATE',
  'ISSUE_RESOLUTION',
  'APPOINTMENT_UPDATE',
  'GAME_EVENT',
  'TRANSPORTATION_UPDATE',
  'FEATURE_FUNCTIONALITY_UPDATE',
  'TICKET_UPDATE',
  'COMMUNITY_ALERT',
]);

/** Reads `messaging_type`, `tag` and `notification_type`; only the tag has to be remembered. */
export function readPolicy(call: Call): Tag | undefined {
  const type = call.param('messaging_type');
  const messagingType = type.given ? type.oneOf(['RESPONSE', 'UPDATE', 'MESSAGE_TAG', 'UTILITY']) : undefined;
  const notification = call.param('notification_type');
  if (notification.given) notification.oneOf(['REGULAR', 'SILENT_PUSH', 'NO_PUSH']);
  const tag = call.param('tag');
  if (!tag.given) {
    if (messagingType === 'MESSAGE_TAG') throw badParameter('The parameter tag is required');
    return undefined;
  }
  const word = asText(tag.value).toUpperCase();
  if (DEAD_TAGS.has(word)) throw badParameter(`Tag ${word} is no longer supported`);
  return tag.oneOf(TAGS);
}

/** A thread that another app owns takes nothing from this one. */
export function checkOwnership(call: Call, thread: Thread): void {
  const { page, caller, world } = call;
  const owner = ownerOf(page, thread, world.clock.now());
  if (owner !== null && owner !== caller.app.id) throw refuse('otherAppControls');
}

/** A topic is asked for once; again only where the template says so. */
export function checkOptIns(call: Call, { psid }: Thread, { attachments }: Draft): void {
  for (const attachment of attachments) {
    if (attachment.type !== 'template' || attachment.payload.template_type !== 'notification_messages')
      continue;
    const { title = DEFAULT_TOPIC, notification_messages_reoptin: again } = attachment.payload;
    const known = [...call.world.optIns.values()].some(
      (optIn) =>
        optIn.kind === 'notification_messages' &&
        optIn.psid === psid &&
        optIn.title === title &&
        !optIn.stopped,
    );
    if (known && again !== 'ENABLED') throw refuse('duplicateOptIn');
  }
}

/** Blocked people, then the 24-hour window and what reaches beyond it. */
export function checkWindow(call: Call, recipient: Recipient, draft: Draft, tag: Tag | undefined): void {
  const { thread, right } = recipient;
  if (call.page.restricted) throw refuse('pageRestricted');
  if (thread.blocked || thread.banned) throw refuse('notReceiving');
  if (tag === 'CUSTOMER_FEEDBACK' && draft.kind !== 'feedback') {
    throw badParameter('The tag CUSTOMER_FEEDBACK can only be used with the customer_feedback template');
  }
  if (right !== 'window') return;
  const silence =
    thread.lastUserActionAt === null
      ? Number.POSITIVE_INFINITY
      : call.world.clock.now() - thread.lastUserActionAt;
  if (silence <= WINDOW || draft.kind === 'utility') return;
  if (tag !== undefined && silence <= TAG_WINDOW && draft.kind !== 'sticker') return;
  throw refuse('outsideWindow');
}
