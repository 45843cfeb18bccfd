import { readGlances, readNewest } from './api.js';
import { conversationWith, receiveGlances } from './conversations.js';
import { attempt } from './notices.js';

/** So many chats are known from the start; the others when they come into view. */
const AT_ONCE = 200;

/** Looks at the chats in which something has been said last, before a moment or ever. Says how many there were. */
export async function glanceAtNewest(pageId: string, before?: number): Promise<number> {
  const glances = (await attempt(() => readNewest(pageId, AT_ONCE, before))) ?? [];
  receiveGlances(glances);
  return glances.length;
}

/** A list that is being scrolled shows most of its rows for a moment only. */
const PAUSE = 100;
const asked = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Looks at the chats of the people in view, unless they are known. The last to be asked for count. */
export function glanceAt(pageId: string, psids: readonly string[]): void {
  asked.clear();
  for (const psid of psids) if (!conversationWith(pageId, psid).known.peek()) asked.add(psid);
  clearTimeout(timer);
  if (asked.size === 0) return;
  timer = setTimeout(async () => {
    receiveGlances((await attempt(() => readGlances(pageId, [...asked]))) ?? []);
  }, PAUSE);
}
