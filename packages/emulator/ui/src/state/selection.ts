import { signal } from '@preact/signals';
import { findMessage } from './api.js';
import { conversationHolding, openConversation } from './conversations.js';
import { entryOf } from './mentions.js';
import { attempt } from './notices.js';
import { sidePanel } from './preferences.js';
import { selectedEntryId } from './traffic.js';
import { personOf, playPerson, talkToPage } from './world.js';

/** The message whose time and tools are shown; its id stands in the address. */
export const selectedMid = signal<string | null>(null);

/** A message the list should scroll to, and flash. */
export const soughtMid = signal<string | null>(null);

/** On a phone the inspector covers the chat, so it opens only when asked for. */
export const roomForBoth = () => window.matchMedia('(min-width: 1000px)').matches;

function linkTo(mid: string | null): void {
  const address = mid ? `#m=${encodeURIComponent(mid)}` : window.location.pathname + window.location.search;
  window.history.replaceState(null, '', address);
}

export function selectMessage(mid: string | null): void {
  selectedMid.value = mid;
  linkTo(mid);
  const entry = mid ? entryOf(mid) : undefined;
  if (entry && roomForBoth()) selectedEntryId.value = entry.id;
}

export function inspectMessage(mid: string): void {
  selectMessage(mid);
  const entry = entryOf(mid);
  if (entry) selectedEntryId.value = entry.id;
  sidePanel.value = 'inspector';
}

export function inspectEntry(id: number): void {
  selectedEntryId.value = id;
  sidePanel.value = 'inspector';
}

let searches = 0;

/** Brings a message into view, in whichever chat it is, unless the reader has gone elsewhere meanwhile. */
export async function showMessage(mid: string): Promise<void> {
  searches += 1;
  const search = searches;
  const open = openConversation.peek();
  const place = conversationHolding(mid) ?? (await attempt(() => findMessage(mid)));
  if (!place || search !== searches || open !== openConversation.peek()) return;
  talkToPage(place.pageId);
  const person = personOf(place.psid);
  if (person) playPerson(person.id);
  if (!roomForBoth()) sidePanel.value = 'none';
  selectMessage(mid);
  soughtMid.value = mid;
}

const midInAddress = () => new URLSearchParams(window.location.hash.slice(1)).get('m');

export async function followAddress(): Promise<void> {
  const open = async () => {
    const mid = midInAddress();
    if (mid && mid !== selectedMid.value) await showMessage(mid);
  };
  window.addEventListener('hashchange', open);
  await open();
}
