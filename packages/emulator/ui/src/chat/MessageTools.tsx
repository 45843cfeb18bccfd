import { signal, useComputed } from '@preact/signals';
import type { ChatMessage } from '../../../src/control/protocol.js';
import { IconButton } from '../design/IconButton.js';
import type { Draft } from '../state/draft.js';
import { inInbox } from '../state/preferences.js';
import { inspectMessage, selectedMid } from '../state/selection.js';
import { reactingTo } from './ReactionPicker.js';
import './tools.css';

function startEditing(draft: Draft, message: ChatMessage): void {
  draft.replyTo.value = null;
  draft.editing.value = message.mid;
  draft.text.value = message.text ?? '';
}

/** The message that is pointed at, or has the focus. */
export const touchedMid = signal<string | null>(null);

const toolCount = ({ from, text }: ChatMessage) =>
  inInbox.value ? 1 : from === 'person' && text !== undefined ? 4 : 3;

/**
 * Beside a message while it is pointed at, focused or selected. Before that only their room is kept: in a chat of
 * thousands most messages are never touched.
 */
export function MessageTools({ message, draft }: { message: ChatMessage; draft: Draft }) {
  const { mid } = message;
  const shown = useComputed(
    () => selectedMid.value === mid || touchedMid.value === mid || reactingTo.value?.message.mid === mid,
  );
  const room = { '--tools': toolCount(message) };
  if (!shown.value) return <span class="message-tools" style={room} />;
  return (
    <div class="message-tools" role="toolbar" aria-label="Message tools" style={room}>
      {!inInbox.value && <PersonTools message={message} draft={draft} />}
      <IconButton icon="inspect" label="Inspect" size={16} onClick={() => inspectMessage(message.mid)} />
    </div>
  );
}

function PersonTools({ message, draft }: { message: ChatMessage; draft: Draft }) {
  return (
    <>
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
          draft.editing.value = null;
          draft.replyTo.value = message.mid;
        }}
      />
      {message.from === 'person' && message.text && (
        <IconButton icon="edit" label="Edit" size={16} onClick={() => startEditing(draft, message)} />
      )}
    </>
  );
}
