import { effect } from '@preact/signals';
import { perform } from './actions.js';
import { readWorld } from './api.js';
import { loadConversation, openConversation } from './conversations.js';
import { loadDelivery, loadFaults } from './faults.js';
import { glanceAtNewest } from './glances.js';
import { attempt } from './notices.js';
import { inInbox } from './preferences.js';
import { followAddress } from './selection.js';
import { followStream } from './stream.js';
import { loadTraffic } from './traffic.js';
import { currentPage, loadWorld } from './world.js';

/** Everything at once: after a lost connection any part may have changed. */
async function reload(): Promise<void> {
  const [known] = await Promise.all([
    loadWorld(() => attempt(readWorld)),
    loadTraffic(),
    loadFaults(),
    loadDelivery(),
  ]);
  const pageId = currentPage.value?.id;
  if (!known || !pageId) return;
  const open = openConversation.value;
  await Promise.all([glanceAtNewest(pageId), open && loadConversation(open)]);
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

/** Reads each chat when it is opened for the first time, one that was opened during the first reload too. */
function readWhatIsOpened(): void {
  effect(() => {
    const conversation = openConversation.value;
    if (conversation && !conversation.loaded.peek()) void loadConversation(conversation);
  });
}

export function start(): void {
  let first = true;
  followStream(async () => {
    await reload();
    if (!first) return;
    first = false;
    readWhatIsOpened();
    void followAddress();
    reportReading();
  });
}
