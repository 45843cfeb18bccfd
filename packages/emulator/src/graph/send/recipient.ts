import type { Thread } from '../../world/model.js';
import type { Call } from '../call.js';
import { badParameter, refuse } from '../error.js';
import type { Param } from '../param.js';
import { isRecurringRegion } from './region.js';

/** Whom a message goes to, and by what right. */
export interface Recipient {
  thread: Thread;
  /** Whether the answer names the `recipient_id`; a user_ref stays unknown. */
  named: boolean;
  /** What lets it pass outside the 24-hour window. */
  right: 'window' | 'token' | 'private reply';
  /** Called once the message has been accepted: a token or a private reply is used up. */
  use(): void;
}

const PRIVATE_REPLY_LIFE = 7 * 24 * 60 * 60 * 1000;
const MARKETING_PAUSE = 48 * 60 * 60 * 1000;
const NOTHING = () => {};

const FORMS = [
  'id',
  'user_ref',
  'comment_id',
  'post_id',
  'one_time_notif_token',
  'notification_messages_token',
  'phone_number',
] as const;

/** Checks the shape of `recipient`; whether there is such a person comes later. */
export function readRecipient(call: Call): () => Recipient {
  const recipient = call.param('recipient').object();
  const form = FORMS.find((each) => recipient.field(each).given);
  if (!form) {
    throw badParameter('Param recipient[id] must be a valid ID string (e.g., "123")');
  }
  const param = recipient.field(form);
  switch (form) {
    case 'id': {
      const id = param.id();
      call.psid = id;
      return () => toPerson(call, id);
    }
    case 'user_ref':
      return () => toUserRef(call, param.text());
    case 'comment_id':
    case 'post_id':
      return () => toActivity(call, param);
    case 'phone_number':
      throw refuse('phonePermission');
    default:
      return () => toOptIn(call, param);
  }
}

function toPerson(call: Call, psid: string): Recipient {
  const thread = call.world.threadOf(call.page, psid);
  if (!thread) throw refuse('noMatchingUser');
  return { thread, named: true, right: 'window', use: NOTHING };
}

function toUserRef(call: Call, ref: string): Recipient {
  const thread = call.world.threadOf(call.page, call.world.userRefs.get(ref) ?? '');
  if (!thread) throw refuse('noMatchingUser');
  return { thread, named: false, right: 'window', use: NOTHING };
}

/** A private reply: one per comment or post, within seven days. */
function toActivity(call: Call, param: Param): Recipient {
  const id = typeof param.value === 'number' ? String(param.value) : param.text();
  const found = call.world.activities.get(id);
  const activity = param.name.includes(`${found?.kind}_id`) ? found : undefined;
  const thread = activity && call.world.threadOf(call.page, activity.psid);
  if (!activity || !thread)
    throw badParameter(`Param ${param.name} must be the id of a comment or post on the Page`);
  if (activity.replied) throw refuse('alreadyReplied');
  if (activity.at + PRIVATE_REPLY_LIFE <= call.world.clock.now()) throw refuse('cannotReply');
  return {
    thread,
    named: true,
    right: 'private reply',
    use: () => {
      activity.replied = true;
    },
  };
}

function toOptIn(call: Call, param: Param): Recipient {
  const optIn = call.world.optIns.get(param.text());
  const thread = optIn && call.world.threadOf(call.page, optIn.psid);
  const now = call.world.clock.now();
  const kind = param.name.includes('one_time') ? 'one_time_notif_req' : 'notification_messages';
  if (!optIn || !thread || optIn.kind !== kind || optIn.used || optIn.expiresAt <= now) {
    throw badParameter(`Param ${param.name} is invalid or has expired`);
  }
  if (kind === 'notification_messages' && !isRecurringRegion(call.world, call.page, thread)) {
    throw refuse('recurringEnded');
  }
  if (optIn.stopped) throw refuse('stoppedTopic');
  if (optIn.nextEligibleAt > now) throw refuse('tooSoon');
  return {
    thread,
    named: true,
    right: 'token',
    use: () => {
      if (kind === 'one_time_notif_req') optIn.used = true;
      else optIn.nextEligibleAt = now + MARKETING_PAUSE;
    },
  };
}
