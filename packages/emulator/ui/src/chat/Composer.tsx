import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from '../design/IconButton.js';
import { useOneAtATime } from '../design/use-one-at-a-time.js';
import { perform, sendDraft } from '../state/actions.js';
import type { Conversation } from '../state/conversations.js';
import { forgetReference } from '../state/draft.js';
import { notify } from '../state/notices.js';
import { currentPage } from '../state/world.js';
import { focusField, MessageField } from './MessageField.js';
import { PersistentMenu } from './PersistentMenu.js';
import { ReplyBar } from './ReplyBar.js';
import { SendButton } from './SendButton.js';
import { StagedFiles } from './StagedFiles.js';
import { filesOf, LARGEST_FILE, stage } from './staged.js';
import './composer.css';

export function Composer({ conversation }: { conversation: Conversation }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const { draft } = conversation;
  const { text, files } = draft;
  const page = currentPage.value;
  const profile = conversation.profile.value ?? page?.profile;
  const menu = profile?.persistent_menu;
  const started = conversation.state.value.started;
  const ready = text.value.trim() !== '' || files.value.length > 0;
  const reference = draft.editing.value ?? draft.replyTo.value;

  useEffect(() => {
    if (reference) field.current?.focus();
  }, [reference]);

  const [send, sending] = useOneAtATime(async () => {
    if (!ready) return;
    const tooLarge = files.value.find((file) => file.size > LARGEST_FILE);
    if (tooLarge) {
      notify(`${tooLarge.name} is over the 25 MB that Messenger takes.`, 'error');
      return;
    }
    // At once, and not when it is sent: by then it may be wanted elsewhere.
    field.current?.focus();
    await sendDraft(conversation);
  });

  const mustGetStarted =
    profile?.get_started && !profile.ice_breakers?.length && !started && conversation.loaded.value;
  const gated = useRef(mustGetStarted);
  useLayoutEffect(() => {
    if (gated.current && !mustGetStarted && document.activeElement === document.body) focusField();
    gated.current = mustGetStarted;
  }, [mustGetStarted]);
  if (mustGetStarted) {
    return (
      <footer class="composer get-started">
        <button type="button" class="button primary" onClick={() => perform({ type: 'get_started' })}>
          Get Started
        </button>
      </footer>
    );
  }
  if (menu?.composer_input_disabled) {
    return (
      <footer class="composer">
        <PersistentMenu items={menu.call_to_actions} wide />
      </footer>
    );
  }
  return (
    <footer class="composer">
      <ReplyBar conversation={conversation} />
      <StagedFiles draft={draft} />
      <div class="composer-line">
        {menu && menu.call_to_actions.length > 0 && <PersistentMenu items={menu.call_to_actions} />}
        <IconButton icon="attach" label="Attach files" onClick={() => picker.current?.click()} />
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            stage(draft, event.currentTarget.files ?? []);
            event.currentTarget.value = '';
          }}
        />
        <MessageField
          field={field}
          text={text}
          placeholder={`Message ${page?.name ?? ''}`}
          onSend={send}
          onEscape={() => forgetReference(draft)}
          onPaste={(event) => {
            const pasted = filesOf(event.clipboardData);
            if (pasted.length === 0) return;
            event.preventDefault();
            stage(draft, pasted);
          }}
        />
        {ready || sending.value ? (
          <SendButton disabled={sending.value} onSend={send} />
        ) : (
          <IconButton
            class="like"
            icon="like"
            label="Send a like"
            onClick={() => perform({ type: 'like' })}
          />
        )}
      </div>
    </footer>
  );
}
