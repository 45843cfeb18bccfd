import type { ChatMessage } from '../../../src/control/protocol.js';
import { perform } from '../state/actions.js';
import { inInbox } from '../state/preferences.js';
import './reactions.css';

/** The emoji that hang on a message. The person's own comes off at a touch. */
export function Reactions({ message }: { message: ChatMessage }) {
  const { person, page } = message.reactions ?? {};
  if (!person && !page) return null;
  return (
    <div class="reactions">
      {page && (
        <span class="reaction" role="img" aria-label={`The Page reacted with ${page}`}>
          {page}
        </span>
      )}
      {person && inInbox.value && (
        <span class="reaction" role="img" aria-label={`The person reacted with ${person}`}>
          {person}
        </span>
      )}
      {person && !inInbox.value && (
        <button
          type="button"
          class="reaction"
          aria-label={`Remove your reaction ${person}`}
          onClick={() => perform({ type: 'unreact', mid: message.mid })}
        >
          {person}
        </button>
      )}
    </div>
  );
}
