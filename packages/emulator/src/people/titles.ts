import type { PersonAction } from '../control/protocol.js';
import { conversationState } from '../control/views.js';
import type { Platform } from '../platform.js';
import type { Thread } from '../world/model.js';
import { profileFor } from './profile.js';
import { Impossible } from './refusal.js';
import { quickRepliesOf, tappables } from './screen.js';

/** The action behind the newest thing on the screen with this title: a quick reply, a button, an ice breaker. */
export function titled(platform: Platform, thread: Thread, title: string): PersonAction {
  const offer = quickRepliesOf(thread);
  const shown = conversationState(platform, thread).quickReplies?.items ?? [];
  const index = shown.findIndex((item) => item.title === title);
  if (offer && index >= 0) return { type: 'quick_reply', mid: offer.mid, index };
  for (const message of thread.messages.toReversed()) {
    const tap = tappables(message).find((candidate) => candidate.title === title);
    if (tap) return { type: 'button', mid: message.mid, element: tap.element, button: tap.button };
  }
  const questions = profileFor(platform, thread).ice_breakers ?? [];
  const question = questions.findIndex((candidate) => candidate.question === title);
  if (question >= 0 && !thread.started) return { type: 'ice_breaker', index: question };
  throw new Impossible(`There is nothing called "${title}" to tap.`, { field: 'title' });
}

/** The action behind an item of the persistent menu, however deep it is. */
export function menuItemTitled(platform: Platform, thread: Thread, title: string): PersonAction {
  const path = pathTo(profileFor(platform, thread).persistent_menu?.call_to_actions ?? [], title);
  if (!path) throw new Impossible(`The menu has no item "${title}".`, { field: 'title' });
  return { type: 'menu', path };
}

interface Titled {
  title: string;
  call_to_actions?: Titled[];
}

function pathTo(items: Titled[], title: string): number[] | undefined {
  for (const [index, item] of items.entries()) {
    if (item.title === title && !item.call_to_actions) return [index];
    const inside = pathTo(item.call_to_actions ?? [], title);
    if (inside) return [index, ...inside];
  }
  return undefined;
}
