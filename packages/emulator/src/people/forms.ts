import { asText } from '../graph/param.js';
import { DEFAULT_TOPIC } from '../graph/send/policy.js';
import type { Platform } from '../platform.js';
import type { OptIn, Thread } from '../world/model.js';
import { openWindow } from './chat.js';
import { type Done, messageOf, type Performers, tell, templateOf, useCard } from './done.js';
import { Impossible } from './refusal.js';

const YEAR = 365 * 24 * 60 * 60 * 1000;

/** What a person agrees to and fills in. */
export const forms: Performers<
  | 'opt_in'
  | 'submit_form'
  | 'stop_notifications'
  | 'resume_notifications'
  | 'feedback'
  | 'customer_information'
> = {
  opt_in(platform, thread, { mid }) {
    const message = messageOf(platform, thread, mid);
    const payload = templateOf(message, 'one_time_notif_req', 'notification_messages');
    useCard(platform, thread, message, 'opted_in');
    return optIn(platform, thread, payload);
  },
  stop_notifications: (platform, thread, { mid }) => switchTopic(platform, thread, mid, true),
  resume_notifications: (platform, thread, { mid }) => switchTopic(platform, thread, mid, false),
  submit_form(platform, thread, { mid }) {
    const message = messageOf(platform, thread, mid);
    const { form_id } = templateOf(message, 'instant_form');
    useCard(platform, thread, message, 'submitted');
    openWindow(platform, thread);
    return tell(
      platform,
      thread,
      'messaging_in_thread_lead_form_submit',
      { form: { id: asText(form_id) } },
      { mid },
    );
  },
  feedback(platform, thread, { mid, answers }) {
    const message = messageOf(platform, thread, mid);
    const form = templateOf(message, 'customer_feedback');
    const types = questionTypes(form.feedback_screens);
    const questions: Record<string, unknown> = {};
    for (const [id, { payload, follow_up }] of Object.entries(answers)) {
      const type = types.get(id);
      if (!type) throw new Impossible(`The form has no question ${id}.`, { field: 'answers' });
      const more = follow_up === undefined ? {} : { follow_up: { type: 'free_form', payload: follow_up } };
      questions[id] = { type, payload, ...more };
    }
    useCard(platform, thread, message, 'submitted');
    const messaging_feedback = { feedback_screens: [{ screen_id: 0, questions }] };
    return tell(platform, thread, 'messaging_feedback', { messaging_feedback }, { mid });
  },
  customer_information(platform, thread, { mid, responses }) {
    const message = messageOf(platform, thread, mid);
    templateOf(message, 'customer_information');
    useCard(platform, thread, message, 'submitted');
    const messaging_customer_information = { screens: [{ screen_id: 'Add address', responses }] };
    return tell(
      platform,
      thread,
      'messaging_customer_information',
      { messaging_customer_information },
      { mid },
    );
  },
};

/** A yes gives the Page a token: for one message, or for a topic. */
function optIn(
  platform: Platform,
  thread: Thread,
  payload: Record<string, unknown> & { template_type: string },
): Done {
  const { world } = platform;
  const now = world.clock.now();
  const kind =
    payload.template_type === 'one_time_notif_req' ? 'one_time_notif_req' : 'notification_messages';
  const title = asText(payload.title ?? DEFAULT_TOPIC);
  const known = [...world.optIns.values()].find(
    (each) =>
      each.kind === kind &&
      kind === 'notification_messages' &&
      each.psid === thread.psid &&
      each.title === title,
  );
  const token: OptIn = known ?? {
    token: world.ids.decimal('opt-in', 19),
    kind,
    pageId: thread.pageId,
    psid: thread.psid,
    payload: asText(payload.payload ?? ''),
    title,
    createdAt: now,
    expiresAt: now + YEAR,
    used: false,
    stopped: false,
    nextEligibleAt: now,
  };
  world.optIns.set(token.token, token);
  return tell(platform, thread, 'messaging_optins', {
    optin: eventOf(token, known ? 'REFRESHED' : 'NOT_REFRESHED'),
  });
}

function eventOf(optIn: OptIn, status: string): Record<string, unknown> {
  const { kind, payload, title, token, expiresAt } = optIn;
  if (kind === 'one_time_notif_req') return { type: kind, payload, one_time_notif_token: token };
  return {
    type: kind,
    title,
    payload,
    notification_messages_token: token,
    notification_messages_timezone: 'UTC',
    token_expiry_timestamp: Math.floor(expiresAt / 1000),
    user_token_status: status,
  };
}

function switchTopic(platform: Platform, thread: Thread, mid: string, stop: boolean): Done {
  const message = messageOf(platform, thread, mid);
  const { title = DEFAULT_TOPIC } = templateOf(message, 'notification_messages');
  const found = [...platform.world.optIns.values()].find(
    (each) => each.kind === 'notification_messages' && each.psid === thread.psid && each.title === title,
  );
  if (!found)
    throw new Impossible('The person has not opted in to this topic.', { field: 'mid', status: 409 });
  found.stopped = stop;
  useCard(platform, thread, message, stop ? 'stopped' : 'opted_in');
  return tell(platform, thread, 'messaging_optins', {
    optin: {
      ...eventOf(found, 'NOT_REFRESHED'),
      notification_messages_status: stop ? 'STOP_NOTIFICATIONS' : 'RESUME_NOTIFICATIONS',
    },
  });
}

function questionTypes(screens: unknown): Map<string, string> {
  const types = new Map<string, string>();
  for (const { questions } of screens as { questions: { id: string; type: string }[] }[]) {
    for (const question of questions) types.set(question.id, question.type);
  }
  return types;
}
