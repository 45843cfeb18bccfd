import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Conversation } from '../state/conversations.js';
import { currentPage } from '../state/world.js';
import { summaryOf } from './summary.js';

/**
 * Speaks new messages of the Page. The log itself stays silent: it also gains elements when older messages are
 * scrolled into view, and those are no news.
 */
export function Announcer({ conversation }: { conversation: Conversation }) {
  const spoken = useSignal('');
  const heard = useRef(conversation.messages.peek().at(-1)?.mid);
  const newest = conversation.messages.value.at(-1);

  useEffect(() => {
    if (!newest || newest.mid === heard.current) return;
    heard.current = newest.mid;
    if (newest.from !== 'page') return;
    spoken.value = `${newest.persona?.name ?? currentPage.peek()?.name ?? 'Page'}: ${summaryOf(newest)}`;
  }, [newest, spoken]);

  return (
    <p class="unseen" role="status" aria-label="New message">
      {spoken.value}
    </p>
  );
}
