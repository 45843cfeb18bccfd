import { effect } from '@preact/signals';
import { perform } from './actions.js';
import { readWorld } from './api.js';
import { conversationWith, loadConversation, openConversation } from './conversations.js';
import { loadDelivery, loadFaults } from './faults.js';
import { attempt } from './notices.js';
import { inInbox } from './preferences.js';
import { followAddress } from './selection.js';
import { followStream } from './stream.js';
import { loadTraffic } from './traffic.js';
import { currentPage, people, receiveWorld } from './world.js';

/** With more people than this, a chat is read when it is opened. */
const READ_AHEAD = 40;

/** Everything at once: after a lost connection any part may have changed. */
async function reload(): Promise<void> {
  const [world] = await Promise.all([attempt(readWorld), loadTraffic(), loadFaults(), loadDelivery()]);
  if (!world) return;
  receiveWorld(world);
  const pageId = currentPage.value?.id;
  if (!pageId) return;
  const chats = people.value
    .slice(0, READ_AHEAD)
    .map((person) => conversationWith(pageId, person.psids[pageId] ?? ''));
  const open = openConversation.value;
  await Promise.all([...new Set(open ? [open, ...chats] : chats)].map(loadConversation));
}

/** A bot in full flow is read in glances. */
const GLANCE = 250;

/** Looking at a message is reading it, and the bot hears of it as it would on Messenger. */
function reportReading(): void {
  let reported = '';
  let glancing = false;
  const report = () => {
    const conversation = openConversation.value;
    const newest = conversation?.messages.value.findLast((message) => message.from === 'page');
    if (inInbox.value || !conversation?.unread.value || !newest || document.hidden || newest.mid === reported)
      return;
    if (glancing) return;
    glancing = true;
    setTimeout(() => {
      glancing = false;
      report();
    }, GLANCE);
    reported = newest.mid;
    void perform({ type: 'read' });
  };
  effect(report);
  document.addEventListener('visibilitychange', report);
}

export function start(): void {
  let first = true;
  followStream(async () => {
    await reload();
    if (!first) return;
    first = false;
    followAddress();
    reportReading();
  });
  effect(() => {
    const conversation = openConversation.value;
    if (conversation && !conversation.loaded.peek() && !first) void loadConversation(conversation);
  });
}
