import type { PersonAction } from '../control/protocol.js';
import type { Platform } from '../platform.js';
import type { Thread } from '../world/model.js';
import { chat } from './chat.js';
import type { Done, Performers } from './done.js';
import { elsewhere } from './elsewhere.js';
import { forms } from './forms.js';
import { taps } from './taps.js';
import { menuItemTitled, titled } from './titles.js';

/** What is told by its title is first found. */
const byTitle: Performers<'tap' | 'pick_menu'> = {
  tap: (platform, thread, { title }) => act(platform, thread, titled(platform, thread, title)),
  pick_menu: (platform, thread, { title }) => act(platform, thread, menuItemTitled(platform, thread, title)),
};

const PERFORMERS: Performers<PersonAction['type']> = { ...chat, ...taps, ...forms, ...elsewhere, ...byTitle };

/** A person does something in the chat with a Page. Throws an `Impossible` when it cannot be done. */
export function act<Type extends PersonAction['type']>(
  platform: Platform,
  thread: Thread,
  action: Extract<PersonAction, { type: Type }>,
): Done {
  const perform: Performers<Type>[Type] = PERFORMERS[action.type as Type];
  return perform(platform, thread, action);
}
