import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ChatMessage, ConversationState, MessengerProfileView } from '../../../src/control/protocol.js';
import { readConversation } from './api.js';
import { attempt } from './notices.js';
import { currentPage, currentPsid } from './world.js';

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
  /** What the person sees of the Page's profile; null until it has been read. */
  readonly profile: Signal<MessengerProfileView | null>;
  readonly messages: Signal<readonly ChatMessage[]>;
  /** Messages from the Page that the person has not seen. */
  readonly unread: ReadonlySignal<number>;
  /** Messages from the person that the Page has not seen. */
  readonly unanswered: ReadonlySignal<number>;
  readonly draft: Draft;
  /** What the human agent is writing. */
  readonly answer: Signal<string>;
}

const conversations = new Map<string, Conversation>();

/** The newest messages of one side that the other has not seen. */
function countUnread(messages: readonly ChatMessage[], from: ChatMessage['from']): number {
  let count = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message?.from !== from) continue;
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
    state: signal({
      pageId,
      psid,
      typing: null,
      quickReplies: null,
      started: false,
      readUpTo: 0,
      pageReadUpTo: 0,
    }),
    profile: signal(null),
    messages,
    unread: computed(() => countUnread(messages.value, 'page')),
    unanswered: computed(() => countUnread(messages.value, 'person')),
    draft: { text: signal(''), files: signal([]), replyTo: signal(null), editing: signal(null) },
    answer: signal(''),
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

/** As many as the emulator remembers; a fifth more may pile up before the oldest leave. */
const MESSAGE_CAP = 5000;

/** Puts messages where they belong: over their older selves, or at the end. */
function place(known: readonly ChatMessage[], fresh: readonly ChatMessage[]): readonly ChatMessage[] {
  const messages = [...known];
  for (const message of fresh) {
    const index = messages.findLastIndex((other) => other.mid === message.mid);
    if (index === -1) messages.push(message);
    else messages[index] = message;
  }
  return messages.length > MESSAGE_CAP * 1.2 ? messages.slice(-MESSAGE_CAP) : messages;
}

/** Somebody has read: the marks of everything up to there move. */
function mark(
  messages: readonly ChatMessage[],
  { readUpTo, pageReadUpTo }: ConversationState,
): readonly ChatMessage[] {
  const isNews = ({ from, at, status }: ChatMessage) =>
    status !== 'read' && at <= (from === 'page' ? readUpTo : pageReadUpTo);
  if (!messages.some(isNews)) return messages;
  return messages.map((message) => (isNews(message) ? { ...message, status: 'read' } : message));
}

/** A reading under way, and what the stream said meanwhile: that may be newer than the answer. */
interface Reading {
  readonly heard: ChatMessage[];
  state: ConversationState | null;
}

const readings = new Map<Conversation, Reading>();

export async function loadConversation(conversation: Conversation): Promise<void> {
  const reading: Reading = { heard: [], state: null };
  readings.set(conversation, reading);
  const view = await attempt(() => readConversation(conversation.pageId, conversation.psid));
  // A later reading knows better.
  if (readings.get(conversation) !== reading) return;
  readings.delete(conversation);
  if (!view) return;
  const { messages, profile, ...state } = view;
  const known = keepUnchanged(conversation.messages.peek(), messages);
  conversation.state.value = reading.state ?? state;
  conversation.messages.value = mark(place(known, reading.heard), conversation.state.value);
  conversation.profile.value = profile;
  conversation.loaded.value = true;
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

/** The world may have been reset or loaded from a file: what is known of chats may be of another one. */
export function doubtConversations(psids: ReadonlySet<string>): void {
  const open = openConversation.value;
  for (const [key, conversation] of conversations) {
    if (!psids.has(conversation.psid)) conversations.delete(key);
    else if (conversation === open) reloadSoon(conversation);
    else conversation.loaded.value = false;
  }
}

/** What has happened in one conversation since the last frame: its newest state, and every message that changed. */
export function receiveConversation(state: ConversationState, fresh: readonly ChatMessage[]): void {
  const conversation = conversationWith(state.pageId, state.psid);
  const reading = readings.get(conversation);
  if (reading) {
    reading.heard.push(...fresh);
    reading.state = state;
  }
  conversation.state.value = state;
  // Without its history a lone message would pass for the whole chat: loading brings it anyway.
  if (conversation.loaded.value)
    conversation.messages.value = mark(place(conversation.messages.value, fresh), state);
  else if (!reading) void loadConversation(conversation);
}

/** The known conversation that holds a message, for links that may point into another person's chat. */
export function conversationHolding(mid: string): Conversation | undefined {
  for (const conversation of conversations.values()) {
    if (conversation.messages.value.some((message) => message.mid === mid)) return conversation;
  }
  return undefined;
}
