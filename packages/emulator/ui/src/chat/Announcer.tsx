import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ChatMessage } from '../../../src/control/protocol.js';
import type { Conversation } from '../state/conversations.js';
import { inInbox } from '../state/preferences.js';
import { spokenOf, together } from './spoken.js';

/** What comes within this time is told together: a bot likes to say several things at once. */
const GATHER = 250;
/** More than so many at once are counted, and only the newest is told. */
const MOST_TOLD = 4;
/** Lines that have been spoken, and may leave. */
const MOST_LINES = 12;

interface Line {
  id: string;
  text: string;
}

/** One line for all that came together: readers say several in whatever order they like. */
function lineFor(fresh: readonly ChatMessage[], { state }: Conversation): Line[] {
  const newest = fresh.at(-1);
  if (!newest) return [];
  const told = fresh.length > MOST_TOLD ? [newest] : fresh;
  const offer = inInbox.peek() ? null : state.peek().quickReplies;
  const parts = [
    told.length < fresh.length && `${fresh.length} new messages`,
    ...told.map(spokenOf),
    offer && `Quick replies: ${offer.items.map(({ title }) => title || 'Picture').join(', ')}`,
  ];
  return [{ id: newest.mid, text: together(parts.filter((part) => typeof part === 'string')) }];
}

/**
 * Speaks new messages of the other side. The log itself stays silent: it also gains elements when older messages are
 * scrolled into view, and those are no news.
 */
export function Announcer({ conversation }: { conversation: Conversation }) {
  const lines = useSignal<readonly Line[]>([]);
  const heard = useRef<string | undefined>(undefined);
  const listening = useRef(false);
  const loaded = conversation.loaded.value;
  const newest = conversation.messages.value.at(-1)?.mid;

  useEffect(() => {
    if (!listening.current) {
      // What was there before the chat was opened is no news.
      listening.current = loaded;
      heard.current = newest;
    }
    if (newest === heard.current) return;
    const timer = setTimeout(() => {
      const messages = conversation.messages.peek();
      const index = messages.findLastIndex(({ mid }) => mid === heard.current);
      heard.current = messages.at(-1)?.mid;
      const other = inInbox.peek() ? 'person' : 'page';
      const fresh = messages.slice(index + 1).filter(({ from }) => from === other);
      lines.value = [...lines.value, ...lineFor(fresh, conversation)].slice(-MOST_LINES);
    }, GATHER);
    return () => clearTimeout(timer);
  }, [newest, loaded, conversation, lines]);

  return (
    <div class="unseen" aria-live="polite" aria-relevant="additions" data-announcer>
      {lines.value.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
