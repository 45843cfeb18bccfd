import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type {
  ChatMessage,
  ConversationGlance,
  ConversationState,
  MessengerProfileView,
} from '../../../src/control/protocol.js';
import { readConversation } from './api.js';
import { type Draft, emptyDraft } from './draft.js';
import { keepUnchanged, mark, place } from './messages.js';
import { attempt } from './notices.js';
import { currentPage, currentPsid } from './world.js';

/** One person's chat with one Page. Messages and the rest change at different speeds, hence several signals. */
export interface Conversation {
  readonly pageId: string;
  readonly psid: string;
  /** Whether its messages have been read; before that only its state and its newest message are known, if at all. */
  readonly loaded: Signal<boolean>;
  /** Whether anything at all has been heard of it. */
  readonly known: Signal<boolean>;
  readonly state: Signal<ConversationState>;
  readonly last: Signal<ChatMessage | null>;
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

export function conversationWith(pageId: string, psid: string): Conversation {
  const key = `${pageId}/${psid}`;
  const known = conversations.get(key);
  if (known) return known;
  const state = signal<ConversationState>({
    pageId,
    psid,
    typing: null,
    quickReplies: null,
    started: false,
    unread: 0,
    unanswered: 0,
    readUpTo: 0,
    pageReadUpTo: 0,
  });
  const created: Conversation = {
    pageId,
    psid,
    loaded: signal(false),
    known: signal(false),
    state,
    last: signal(null),
    profile: signal(null),
    messages: signal([]),
    unread: computed(() => state.value.unread),
    unanswered: computed(() => state.value.unanswered),
    draft: emptyDraft(),
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

/** Messages that wait to be seen, over all chats of a Page: one sum, since there may be thousands of chats. */
export interface Waiting {
  /** By people. */
  unread: number;
  /** Chats with something for the Page to see. */
  unanswered: number;
}

const NONE: Waiting = { unread: 0, unanswered: 0 };
const waiting = signal<ReadonlyMap<string, Waiting>>(new Map());

export const waitingAt = (pageId: string | undefined): Waiting => waiting.value.get(pageId ?? '') ?? NONE;

/** Every chat of which something has been said, and whether that has changed. */
const spoken = new Set<Conversation>();
const spokenChanges = signal(0);

function hear(
  conversation: Conversation,
  state: ConversationState,
  last: ChatMessage | undefined | null,
): void {
  const before = conversation.state.peek();
  if (state.unread !== before.unread || state.unanswered !== before.unanswered) {
    const { unread, unanswered } = waiting.peek().get(state.pageId) ?? NONE;
    const sums = {
      unread: unread + state.unread - before.unread,
      unanswered: unanswered + Math.sign(state.unanswered) - Math.sign(before.unanswered),
    };
    waiting.value = new Map(waiting.peek()).set(state.pageId, sums);
  }
  conversation.state.value = state;
  conversation.known.value = true;
  const known = conversation.last.peek();
  if (!last || (known && last.mid !== known.mid && last.at < known.at)) return;
  conversation.last.value = last;
  spoken.add(conversation);
  spokenChanges.value += 1;
}

let newestFirst: Conversation[] = [];

/** Every chat that something is known to have been said in, the newest first. */
export const spokenConversations = computed<readonly Conversation[]>(() => {
  spokenChanges.value;
  // All but a few stand where they stood, and an order that nearly holds is soon made to hold.
  const stood = new Set(newestFirst);
  const fresh = [...spoken].filter((conversation) => !stood.has(conversation));
  const lastAt = ({ last }: Conversation) => last.peek()?.at ?? 0;
  newestFirst = [...fresh, ...newestFirst.filter((conversation) => spoken.has(conversation))].sort(
    (one, other) => lastAt(other) - lastAt(one),
  );
  return newestFirst;
});

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
  batch(() => {
    conversation.messages.value = mark(place(known, reading.heard), reading.state ?? state);
    hear(conversation, reading.state ?? state, conversation.messages.peek().at(-1));
    conversation.profile.value = profile;
    conversation.loaded.value = true;
  });
}

/** What a list shows of chats that have not been opened. */
export function receiveGlances(glances: readonly ConversationGlance[]): void {
  batch(() => {
    for (const { last, ...state } of glances) {
      const conversation = conversationWith(state.pageId, state.psid);
      // Whatever the stream has said is as new.
      if (!conversation.known.peek()) hear(conversation, state, last);
    }
  });
}

/** Who is open is read again; of the others what was read, or is just being read, no longer counts. */
function readAgain(): void {
  const open = openConversation.peek();
  for (const conversation of conversations.values()) {
    if (conversation === open) continue;
    readings.delete(conversation);
    conversation.loaded.value = false;
  }
  if (open) void loadConversation(open);
}

let doubting = false;
const DOUBT = 120;

/** The Page may look different now, its profile for one: what is open is read again, the rest when it is opened. */
export function doubtConversations(): void {
  if (doubting) return;
  doubting = true;
  setTimeout(() => {
    doubting = false;
    readAgain();
  }, DOUBT);
}

/** So often all that was known of chats was forgotten: whoever shows some asks again. */
export const forgettings = signal(0);

/** The world may be another one: what was known of chats may be of people who are gone. */
export function forgetConversations(): void {
  batch(() => {
    for (const conversation of conversations.values()) {
      conversation.known.value = false;
      conversation.last.value = null;
      conversation.state.value = { ...conversation.state.peek(), unread: 0, unanswered: 0 };
    }
    spoken.clear();
    spokenChanges.value += 1;
    waiting.value = new Map();
    forgettings.value += 1;
  });
}

/** Those who are gone take their chats with them. */
export function dropConversations(remaining: ReadonlySet<string>): void {
  for (const [key, { psid }] of conversations) if (!remaining.has(psid)) conversations.delete(key);
}

/** What has happened in one conversation since the last frame: its newest state, and every message that changed. */
export function receiveConversation(state: ConversationState, fresh: readonly ChatMessage[]): void {
  const conversation = conversationWith(state.pageId, state.psid);
  const reading = readings.get(conversation);
  if (reading) {
    reading.heard.push(...fresh);
    reading.state = state;
  }
  hear(conversation, state, fresh.at(-1));
  // Without its history a lone message would pass for the whole chat: loading brings it anyway.
  if (conversation.loaded.value)
    conversation.messages.value = mark(place(conversation.messages.value, fresh), state);
  else if (!reading && conversation === openConversation.peek()) void loadConversation(conversation);
}

/** The conversation among those that have been read that holds a message. */
export function conversationHolding(mid: string): Conversation | undefined {
  for (const conversation of conversations.values()) {
    if (conversation.messages.peek().some((message) => message.mid === mid)) return conversation;
  }
  return undefined;
}
