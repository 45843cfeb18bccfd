import type { ChatMessage } from '../../../src/control/protocol.js';
import { IconButton } from '../design/IconButton.js';
import type { Draft } from '../state/conversations.js';
import { inspectMessage } from '../state/selection.js';
import { reactingTo } from './ReactionPicker.js';
import './tools.css';

/** Beside a message while it is pointed at, focused or selected. */
export function MessageTools({ message, draft }: { message: ChatMessage; draft: Draft }) {
  const { mid } = message;
  return (
    <div class="message-tools" role="toolbar" aria-label="Message tools">
      <IconButton
        icon="smile"
        label="React"
        size={16}
        onClick={(event) => {
          reactingTo.value = { message, anchor: event.currentTarget };
        }}
      />
      <IconButton
        icon="reply"
        label="Reply"
        size={16}
        onClick={() => {
          draft.replyTo.value = mid;
        }}
      />
      <IconButton icon="inspect" label="Inspect" size={16} onClick={() => inspectMessage(mid)} />
    </div>
  );
}
