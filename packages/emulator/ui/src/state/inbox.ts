import { computed } from '@preact/signals';
import type { PersonView } from '../../../src/control/protocol.js';
import { type Conversation, openConversation, spokenConversations, waitingAt } from './conversations.js';
import { inInbox } from './preferences.js';
import { currentPage, personOf, playPerson, world } from './world.js';

/** Who may answer in a conversation: the human agent, one app, or any. */
export type Holder = { kind: 'agent' } | { kind: 'app'; name: string } | { kind: 'anybody' };

export function holderOf({ state }: Conversation): Holder {
  const { owner } = state.value;
  if (!owner) return { kind: 'anybody' };
  if (owner.inbox) return { kind: 'agent' };
  const app = world.value?.apps.find(({ id }) => id === owner.app_id);
  return { kind: 'app', name: app?.name ?? `App ${owner.app_id}` };
}

export interface InboxRow {
  person: PersonView;
  conversation: Conversation;
}

/** Every conversation that the Page has, the newest first. */
export const inboxRows = computed<InboxRow[]>(() => {
  const page = currentPage.value;
  return spokenConversations.value.flatMap((conversation) => {
    const person = conversation.pageId === page?.id ? personOf(conversation.psid) : undefined;
    return person ? [{ person, conversation }] : [];
  });
});

/** How many chats have something that the Page has not seen. */
export const unansweredChats = computed(() => waitingAt(currentPage.value?.id).unanswered);

/** Opens the Page inbox on a conversation that has something in it. */
export function openInbox(): void {
  inInbox.value = true;
  const [newest] = inboxRows.value;
  if (newest && openConversation.value?.last.value === null) playPerson(newest.person.id);
}
