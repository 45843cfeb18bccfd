import { useRef } from 'preact/hooks';
import { useOneAtATime } from '../design/use-one-at-a-time.js';
import { sendAnswer } from '../state/actions.js';
import type { Conversation } from '../state/conversations.js';
import { currentPage, currentPerson } from '../state/world.js';
import { MessageField } from './MessageField.js';
import { SendButton } from './SendButton.js';
import './composer.css';

/** Where the human agent answers. Answering takes the thread. */
export function InboxComposer({ conversation }: { conversation: Conversation }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { answer } = conversation;
  const [send, sending] = useOneAtATime(() => {
    field.current?.focus();
    return sendAnswer(conversation);
  });
  return (
    <footer class="composer">
      <div class="composer-line">
        <MessageField
          field={field}
          text={answer}
          placeholder={`Answer ${currentPerson.value?.first_name ?? ''} as ${currentPage.value?.name ?? ''}`}
          onSend={send}
        />
        <SendButton disabled={sending.value || answer.value.trim() === ''} onSend={send} />
      </div>
    </footer>
  );
}
