import { Icon } from '../design/Icon.js';
import { IconButton } from '../design/IconButton.js';
import type { Conversation } from '../state/conversations.js';
import { currentPage } from '../state/world.js';
import { summaryOf } from './summary.js';

/** Over the composer while it answers a certain message. */
export function ReplyBar({ conversation }: { conversation: Conversation }) {
  const { replyTo } = conversation.draft;
  const mid = replyTo.value;
  const original = mid && conversation.messages.value.find((message) => message.mid === mid);
  if (!original) return null;
  const author =
    original.from === 'person' ? 'yourself' : (original.persona?.name ?? currentPage.value?.name);
  return (
    <div class="reply-bar">
      <Icon name="reply" size={16} />
      <p>
        <strong>Replying to {author}</strong>
        <span>{summaryOf(original)}</span>
      </p>
      <IconButton
        icon="close"
        size={16}
        label="Cancel reply"
        onClick={() => {
          replyTo.value = null;
        }}
      />
    </div>
  );
}
