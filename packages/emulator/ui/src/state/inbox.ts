import { computed } from '@preact/signals';
import type { PersonView } from '../../../src/control/protocol.js';
import { type Conversation, conversationWith, openConversation } from './conversations.js';
import { inInbox } from './preferences.js';
import { currentPage, people, playPerson, world } from './world.js';

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
  if (!page) return [];
  const lastOf = ({ conversation }: InboxRow) => conversation.messages.value.at(-1)?.at ?? 0;
  return people.value
    .map((person) => ({ person, conversation: conversationWith(page.id, person.psids[page.id] ?? '') }))
    .filter(({ conversation }) => conversation.messages.value.length > 0)
    .sort((one, other) => lastOf(other) - lastOf(one));
});

/** Opens the Page inbox on a conversation that has something in it. */
export function openInbox(): void {
  inInbox.value = true;
  const [newest] = inboxRows.value;
  if (newest && openConversation.value?.messages.value.length === 0) playPerson(newest.person.id);
}
