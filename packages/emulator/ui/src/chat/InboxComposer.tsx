import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { sendAnswer } from '../state/actions.js';
import type { Conversation } from '../state/conversations.js';
import { currentPage, currentPerson } from '../state/world.js';
import { MessageField } from './MessageField.js';
import { SendButton } from './SendButton.js';
import './composer.css';

/** Where the human agent answers. Answering takes the thread. */
export function InboxComposer({ conversation }: { conversation: Conversation }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const sending = useSignal(false);
  const { answer } = conversation;
  const send = async () => {
    if (sending.value) return;
    sending.value = true;
    await sendAnswer(conversation);
    sending.value = false;
    field.current?.focus();
  };
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
