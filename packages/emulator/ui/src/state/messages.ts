import type { ChatMessage, ConversationState } from '../../../src/control/protocol.js';

/** Keeps the objects of messages that have not changed, so that what draws them has nothing to do. */
export function keepUnchanged(
  known: readonly ChatMessage[],
  fresh: readonly ChatMessage[],
): readonly ChatMessage[] {
  const byMid = new Map(known.map((message) => [message.mid, message]));
  return fresh.map((message) => {
    const before = byMid.get(message.mid);
    return before && JSON.stringify(before) === JSON.stringify(message) ? before : message;
  });
}

/** As many as the emulator remembers; a fifth more may pile up before the oldest leave. */
const MESSAGE_CAP = 5000;

/** Puts messages where they belong: over their older selves, or at the end. */
export function place(known: readonly ChatMessage[], fresh: readonly ChatMessage[]): readonly ChatMessage[] {
  if (fresh.length === 0) return known;
  const messages = [...known];
  for (const message of fresh) {
    const newest = messages.at(-1);
    // What is new is by far the most frequent, and needs no search.
    const index =
      newest && message.at > newest.at ? -1 : messages.findLastIndex(({ mid }) => mid === message.mid);
    if (index === -1) messages.push(message);
    else messages[index] = message;
  }
  return messages.length > MESSAGE_CAP * 1.2 ? messages.slice(-MESSAGE_CAP) : messages;
}

/** Somebody has read: the marks of everything up to there move. */
export function mark(
  messages: readonly ChatMessage[],
  { readUpTo, pageReadUpTo }: ConversationState,
): readonly ChatMessage[] {
  const isNews = ({ from, at, status }: ChatMessage) =>
    status !== 'read' && at <= (from === 'page' ? readUpTo : pageReadUpTo);
  if (!messages.some(isNews)) return messages;
  return messages.map((message) => (isNews(message) ? { ...message, status: 'read' } : message));
}
