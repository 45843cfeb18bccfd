import { effect } from '@preact/signals';
import { act, readWorld } from './api.js';
import {
  type Conversation,
  forgetConversations,
  forgettings,
  loadConversation,
  openConversation,
} from './conversations.js';
import { loadDelivery, loadFaults } from './faults.js';
import { glanceAtNewest } from './glances.js';
import { attempt } from './notices.js';
import { inInbox } from './preferences.js';
import { followAddress } from './selection.js';
import { followStream } from './stream.js';
import { loadTraffic } from './traffic.js';
import { currentPageId, loadWorld } from './world.js';

/** Everything at once: after a lost connection any part may have changed. Tells whether the world is known now. */
async function reload(): Promise<boolean> {
  forgetConversations();
  const [known] = await Promise.all([
    loadWorld(() => attempt(readWorld)),
    loadTraffic(),
    loadFaults(),
    loadDelivery(),
  ]);
  const open = openConversation.value;
  if (known && open) await loadConversation(open);
  return known;
}

/** A bot in full flow is read in glances. */
const GLANCE = 250;

/** Looking at a message is reading it, and the bot hears of it as it would on Messenger. */
function reportReading(): void {
  let newestSeen = '';
  let seen: Conversation | undefined;
  let glance: ReturnType<typeof setTimeout> | undefined;
  const report = () => {
    clearTimeout(glance);
    glance = undefined;
    if (!seen) return;
    // Nobody asked for it, so nobody is told when it is refused.
    act(seen.pageId, seen.psid, { type: 'read' }).catch(() => {});
    seen = undefined;
    glance = setTimeout(report, GLANCE);
  };
  const look = () => {
    const conversation = openConversation.value;
    // Who goes elsewhere has seen what was there.
    if (seen !== conversation) report();
    const newest = conversation?.messages.value.findLast((message) => message.from === 'page');
    if (inInbox.value || !conversation?.unread.value || !newest || document.hidden) return;
    if (newest.mid === newestSeen) return;
    newestSeen = newest.mid;
    seen = conversation;
    if (glance === undefined) report();
  };
  effect(look);
  document.addEventListener('visibilitychange', look);
}

/** Reads each chat when it is opened for the first time, one that was opened during the first reload too. */
function readWhatIsOpened(): void {
  effect(() => {
    const conversation = openConversation.value;
    if (conversation && !conversation.loaded.peek()) void loadConversation(conversation);
  });
}

/** Glances at the chats of each Page, and again when they have been forgotten. */
function glanceAtPages(): void {
  effect(() => {
    forgettings.value;
    if (currentPageId.value) void glanceAtNewest(currentPageId.value);
  });
}

export function start(): void {
  let first = true;
  glanceAtPages();
  followStream(async () => {
    const known = await reload();
    if (known && first) {
      first = false;
      readWhatIsOpened();
      void followAddress();
      reportReading();
    }
    return known;
  });
}
