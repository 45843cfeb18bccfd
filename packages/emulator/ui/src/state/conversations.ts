import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ChatMessage, ConversationView } from '../../../src/control/protocol.js';
import { readConversation } from './api.js';
import { attempt } from './notices.js';
import { currentPage, currentPsid } from './world.js';

export type ConversationState = Omit<ConversationView, 'messages'>;

/** What is being written, and not sent yet. Each chat keeps its own. */
export interface Draft {
  readonly text: Signal<string>;
  readonly files: Signal<readonly File[]>;
  /** The message it answers. */
  readonly replyTo: Signal<string | null>;
  /** The sent message whose text is being changed. */
  readonly editing: Signal<string | null>;
}

/** One person's chat with one Page. Messages and the rest change at different speeds, hence two signals. */
export interface Conversation {
  readonly pageId: string;
  readonly psid: string;
  readonly loaded: Signal<boolean>;
  readonly state: Signal<ConversationState>;
  readonly messages: Signal<readonly ChatMessage[]>;
  /** Messages from the Page that the person has not seen. */
  readonly unread: ReadonlySignal<number>;
  readonly draft: Draft;
}

const conversations = new Map<string, Conversation>();

function countUnread(messages: readonly ChatMessage[]): number {
  let count = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message?.from !== 'page') continue;
    if (message.status === 'read') break;
    count += 1;
  }
  return count;
}

export function conversationWith(pageId: string, psid: string): Conversation {
  const key = `${pageId}/${psid}`;
  const known = conversations.get(key);
  if (known) return known;
  const messages = signal<readonly ChatMessage[]>([]);
  const created: Conversation = {
    pageId,
    psid,
    loaded: signal(false),
    state: signal({ pageId, psid, typing: null, quickReplies: null, started: false }),
    messages,
    unread: computed(() => countUnread(messages.value)),
    draft: { text: signal(''), files: signal([]), replyTo: signal(null), editing: signal(null) },
  };
  conversations.set(key, created);
  return created;
}

export const openConversation = computed<Conversation | null>(() => {
  const page = currentPage.value;
  const psid = currentPsid.value;
  return page && psid ? conversationWith(page.id, psid) : null;
});

/** Keeps the objects of messages that have not changed, so that what draws them has nothing to do. */
function keepUnchanged(known: readonly ChatMessage[], fresh: readonly ChatMessage[]): readonly ChatMessage[] {
  const byMid = new Map(known.map((message) => [message.mid, message]));
  return fresh.map((message) => {
    const before = byMid.get(message.mid);
    return before && JSON.stringify(before) === JSON.stringify(message) ? before : message;
  });
}

export async function loadConversation(conversation: Conversation): Promise<void> {
  const view = await attempt(() => readConversation(conversation.pageId, conversation.psid));
  if (!view) return;
  const { messages, ...state } = view;
  conversation.messages.value = keepUnchanged(conversation.messages.peek(), messages);
  conversation.state.value = state;
  conversation.loaded.value = true;
}

/** Puts one message where it belongs: over its older self, or at the end. */
export function placeMessage(messages: readonly ChatMessage[], message: ChatMessage): readonly ChatMessage[] {
  const index = messages.findLastIndex((other) => other.mid === message.mid);
  return index === -1 ? [...messages, message] : messages.with(index, message);
}

/** The draft no longer answers or changes another message. */
export function forgetReference(draft: Draft): void {
  if (draft.editing.value) draft.text.value = '';
  draft.editing.value = null;
  draft.replyTo.value = null;
}

const awaitingReload = new Set<Conversation>();
const RELOAD_DELAY = 120;

function reloadSoon(conversation: Conversation): void {
  if (awaitingReload.has(conversation)) return;
  awaitingReload.add(conversation);
  setTimeout(() => {
    awaitingReload.delete(conversation);
    void loadConversation(conversation);
  }, RELOAD_DELAY);
}

/** An event without a message may mean that someone has read: then the marks of many messages move at once. */
function refreshMarks(conversation: Conversation): void {
  const said = conversation.messages.value.findLast((message) => message.from === 'person');
  const settled = conversation.unread.value === 0 && (!said || said.status === 'read');
  if (!settled) reloadSoon(conversation);
}

/** The world may have been reset or loaded from a file: what is known of chats may be of another one. */
export function doubtConversations(): void {
  const open = openConversation.value;
  for (const conversation of conversations.values()) {
    if (conversation === open) reloadSoon(conversation);
    else conversation.loaded.value = false;
  }
}

export function receiveConversation(state: ConversationState, message: ChatMessage | undefined): void {
  const conversation = conversationWith(state.pageId, state.psid);
  conversation.state.value = state;
  // Without its history a lone message would pass for the whole chat: loading brings it anyway.
  if (!conversation.loaded.value) void loadConversation(conversation);
  else if (message) conversation.messages.value = placeMessage(conversation.messages.value, message);
  else refreshMarks(conversation);
}

/** The known conversation that holds a message, for links that may point into another person's chat. */
export function conversationHolding(mid: string): Conversation | undefined {
  for (const conversation of conversations.values()) {
    if (conversation.messages.value.some((message) => message.mid === mid)) return conversation;
  }
  return undefined;
}
