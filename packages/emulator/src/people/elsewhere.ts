import type { Platform } from '../platform.js';
import type { Activity, Thread } from '../world/model.js';
import { openWindow, postback } from './chat.js';
import { NOTHING_TO_DELIVER, type Performers, tell } from './done.js';
import { profileFor } from './profile.js';
import { Impossible } from './refusal.js';

/** What a person does outside of the chat. */
export const elsewhere: Performers<
  | 'referral'
  | 'lead_ad'
  | 'send_to_messenger'
  | 'checkbox'
  | 'send_cart'
  | 'comment'
  | 'post'
  | 'block'
  | 'unblock'
> = {
  referral(platform, thread, { ref, source = 'SHORTLINK', ad_id }) {
    const referral = { ref, source, type: 'OPEN_THREAD', ...(ad_id !== undefined && { ad_id }) };
    const getStarted = profileFor(platform, thread).get_started;
    // A chat that begins with a link begins with Get Started; one that exists hears of the link by itself.
    if (!thread.started && getStarted) {
      return postback(platform, thread, 'Get Started', getStarted.payload, { referral });
    }
    // A click on an ad opens nothing before the person writes; a new chat tells of the ad with that first message.
    if (source === 'ADS' && !thread.started) {
      thread.referral = referral;
      return { result: { ok: true }, delivered: NOTHING_TO_DELIVER };
    }
    if (source !== 'ADS') openWindow(platform, thread);
    return tell(platform, thread, 'messaging_referrals', { referral });
  },
  lead_ad(platform, thread, { ad_id, answers, complete = true }) {
    const type = complete ? 'LEAD_COMPLETE' : 'LEAD_INCOMPLETE';
    const referral = { source: 'ADS', type, ad_id };
    openWindow(platform, thread);
    return tell(platform, thread, 'messaging_referrals', { referral, lead: { data: answers } });
  },
  send_to_messenger(platform, thread, { ref }) {
    openWindow(platform, thread);
    return tell(platform, thread, 'messaging_optins', { optin: { ref } });
  },
  checkbox(platform, thread, { user_ref, ref = '' }) {
    const { world, webhooks } = platform;
    const page = world.pages.get(thread.pageId);
    if (!page) throw new Impossible('The Page is gone.', { status: 404 });
    world.userRefs.set(user_ref, thread.psid);
    openWindow(platform, thread);
    // Who ticked it is not told: the event has no sender.
    const event = { recipient: { id: page.id }, timestamp: world.clock.now(), optin: { ref, user_ref } };
    const delivered = webhooks.announce(page, 'messaging_optins', event);
    return { result: { ok: true }, delivered: delivered.then(() => {}) };
  },
  send_cart(platform, thread, { products, note }) {
    openWindow(platform, thread);
    return tell(platform, thread, 'send_cart', { order: { products, ...(note !== undefined && { note }) } });
  },
  comment(platform, thread, { text }) {
    const postId = `${thread.pageId}_${platform.world.ids.decimal('post', 15)}`;
    const id = `${postId}_${platform.world.ids.decimal('comment', 15)}`;
    const about = { item: 'comment', comment_id: id, post_id: postId, parent_id: postId };
    return {
      result: { ok: true, comment_id: id },
      delivered: publish(platform, thread, 'comment', id, about, text),
    };
  },
  post(platform, thread, { text }) {
    const id = `${thread.pageId}_${platform.world.ids.decimal('post', 15)}`;
    const about = { item: 'post', post_id: id };
    return {
      result: { ok: true, post_id: id },
      delivered: publish(platform, thread, 'post', id, about, text),
    };
  },
  block: (platform, thread) => setBlocked(platform, thread, true),
  unblock: (platform, thread) => setBlocked(platform, thread, false),
};

/** Something the person wrote in public: it can be answered in private, once. */
function publish(
  platform: Platform,
  thread: Thread,
  kind: Activity['kind'],
  id: string,
  about: object,
  text: string,
): Promise<void> {
  const { world, webhooks } = platform;
  const page = world.pages.get(thread.pageId);
  const person = world.people.get(thread.personId);
  if (!page || !person) throw new Impossible('The Page is gone.', { status: 404 });
  const at = world.clock.now();
  world.activities.set(id, { id, kind, pageId: page.id, psid: thread.psid, text, at, replied: false });
  const change = webhooks.change(page, 'feed', {
    ...about,
    verb: 'add',
    from: { id: thread.psid, name: `${person.firstName} ${person.lastName}`.trim() },
    message: text,
    created_time: Math.floor(at / 1000),
  });
  return change.then(() => {});
}

function setBlocked(platform: Platform, thread: Thread, blocked: boolean) {
  thread.blocked = blocked;
  platform.world.changes.tell({ kind: 'thread', thread });
  return { result: { ok: true as const }, delivered: Promise.resolve() };
}
