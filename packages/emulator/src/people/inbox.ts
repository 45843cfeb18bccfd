import type { ActionResult, InboxAction } from '../control/protocol.js';
import type { Platform } from '../platform.js';
import { emitSent } from '../webhooks/events.js';
import { pass, take } from '../webhooks/handover.js';
import type { Message, Thread } from '../world/model.js';
import { ownerOf, PAGE_INBOX } from '../world/routing.js';
import { Impossible } from './refusal.js';

/** A human agent works in the Page inbox, which is an app of its own: whoever answers there takes the thread. */
export function actInInbox(platform: Platform, thread: Thread, action: InboxAction): ActionResult {
  switch (action.type) {
    case 'take':
      takeOver(platform, thread);
      return { ok: true };
    case 'say':
      return { ok: true, mid: say(platform, thread, action.text) };
    case 'hand_back':
      return handBack(platform, thread, action.app_id);
  }
}

function takeOver(platform: Platform, thread: Thread): void {
  const { world, app } = platform;
  const page = world.pages.get(thread.pageId);
  const owner = page ? ownerOf(page, thread, world.clock.now()) : null;
  if (owner !== PAGE_INBOX) take(platform, thread, PAGE_INBOX, owner ?? app.id);
}

function say(platform: Platform, thread: Thread, text: string): string {
  if (text.trim() === '') throw new Impossible('There is nothing to say: text is empty.', { field: 'text' });
  if (thread.blocked) throw new Impossible('The person has blocked the Page.', { status: 409 });
  takeOver(platform, thread);
  const { world } = platform;
  const message: Message = {
    mid: world.ids.mid(),
    from: 'page',
    at: world.clock.now(),
    appId: PAGE_INBOX,
    text,
    delivered: true,
  };
  thread.typing = null;
  // Whoever answers has read.
  thread.pageReadUpTo = message.at;
  world.append(thread, message);
  emitSent(platform, thread, message);
  return message.mid;
}

function handBack(platform: Platform, thread: Thread, appId: string | undefined): ActionResult {
  const { world, app } = platform;
  const page = world.pages.get(thread.pageId);
  if (!page || ownerOf(page, thread, world.clock.now()) !== PAGE_INBOX) {
    throw new Impossible('The Page inbox does not have this thread.', { status: 409 });
  }
  const target = appId ?? page.defaultAppId ?? app.id;
  if (!world.apps.has(target)) throw new Impossible(`There is no app ${target}.`, { field: 'app_id' });
  pass(platform, thread, target);
  return { ok: true };
}
