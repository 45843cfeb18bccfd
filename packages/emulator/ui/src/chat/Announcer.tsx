import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Conversation } from '../state/conversations.js';
import { inInbox } from '../state/preferences.js';
import { senderOf } from './sender.js';
import { summaryOf } from './summary.js';

/**
 * Speaks new messages of the other side. The log itself stays silent: it also gains elements when older messages are
 * scrolled into view, and those are no news.
 */
export function Announcer({ conversation }: { conversation: Conversation }) {
  const spoken = useSignal('');
  const heard = useRef(conversation.messages.peek().at(-1)?.mid);
  const newest = conversation.messages.value.at(-1);

  useEffect(() => {
    if (!newest || newest.mid === heard.current) return;
    heard.current = newest.mid;
    if (newest.from !== (inInbox.peek() ? 'person' : 'page')) return;
    spoken.value = `${senderOf(newest)}: ${summaryOf(newest)}`;
  }, [newest, spoken]);

  return (
    <p class="unseen" role="status" aria-label="New message">
      {spoken.value}
    </p>
  );
}
