import { useComputed } from '@preact/signals';
import { Icon } from '../design/Icon.js';
import type { Conversation } from '../state/conversations.js';
import { showMessage } from '../state/selection.js';
import { summaryOf } from './summary.js';

/** What a message answers to. Touching it leads there. */
export function ReplyQuote({ mid, conversation }: { mid: string; conversation: Conversation }) {
  const quoted = useComputed(() => conversation.messages.value.find((message) => message.mid === mid));
  const original = quoted.value;
  return (
    <button type="button" class="quote" disabled={!original} onClick={() => showMessage(mid)}>
      <Icon name="reply" size={14} />
      <span>{original ? summaryOf(original) : 'A message that is no longer here'}</span>
    </button>
  );
}
