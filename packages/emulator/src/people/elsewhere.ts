import type { Platform } from '../platform.js';
import type { Thread } from '../world/model.js';
import { openWindow, postback } from './chat.js';
import { type Performers, tell } from './done.js';
import { profileFor } from './profile.js';
import { Impossible } from './refusal.js';

/** What a person does outside of the chat. */
export const elsewhere: Performers<'referral' | 'comment' | 'block' | 'unblock'> = {
  referral(platform, thread, { ref, source = 'SHORTLINK', ad_id }) {
    const referral = { ref, source, type: 'OPEN_THREAD', ...(ad_id !== undefined && { ad_id }) };
    const getStarted = profileFor(platform, thread).get_started;
    // A chat that begins with a link begins with Get Started; one that exists hears of the link by itself.
    if (!thread.started && getStarted) {
      return postback(platform, thread, 'Get Started', getStarted.payload, { referral });
    }
    openWindow(platform, thread);
    return tell(platform, thread, 'messaging_referrals', { referral });
  },
  comment(platform, thread, { text }) {
    const { world, webhooks } = platform;
    const page = world.pages.get(thread.pageId);
    const person = world.people.get(thread.personId);
    if (!page || !person) throw new Impossible('The Page is gone.', { status: 404 });
    const postId = `${page.id}_${world.ids.decimal('post', 15)}`;
    const id = `${postId}_${world.ids.decimal('comment', 15)}`;
    const now = world.clock.now();
    world.activities.set(id, {
      id,
      kind: 'comment',
      pageId: page.id,
      psid: thread.psid,
      text,
      at: now,
      replied: false,
    });
    const delivered = webhooks.change(page, 'feed', {
      item: 'comment',
      verb: 'add',
      comment_id: id,
      post_id: postId,
      parent_id: postId,
      from: { id: thread.psid, name: `${person.firstName} ${person.lastName}`.trim() },
      message: text,
      created_time: Math.floor(now / 1000),
    });
    return { result: { ok: true, comment_id: id }, delivered: delivered.then(() => {}) };
  },
  block: (platform, thread) => setBlocked(platform, thread, true),
  unblock: (platform, thread) => setBlocked(platform, thread, false),
};

function setBlocked(platform: Platform, thread: Thread, blocked: boolean) {
  thread.blocked = blocked;
  platform.world.changes.tell({ kind: 'thread', thread });
  return { result: { ok: true as const }, delivered: Promise.resolve() };
}
