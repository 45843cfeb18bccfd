import type { ChatMessage } from '../../../src/control/protocol.js';
import { inInbox } from '../state/preferences.js';
import { currentPage, currentPerson, world } from '../state/world.js';

/** Whether whoever is at the keyboard has sent it: a person, or anybody who answers for the Page. */
export const isOwn = (message: ChatMessage) => message.from === (inInbox.value ? 'page' : 'person');

/** Who has sent a message, in the eyes of whoever is at the keyboard. */
export function senderOf({ from, persona, inbox }: ChatMessage): string {
  if (!inInbox.value) return from === 'person' ? 'You' : (persona?.name ?? currentPage.value?.name ?? 'Page');
  if (from === 'person') return currentPerson.value?.first_name ?? 'Person';
  return inbox ? 'You' : (persona?.name ?? world.value?.app.name ?? 'Bot');
}
