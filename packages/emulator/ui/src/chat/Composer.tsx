import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../design/Icon.js';
import { IconButton } from '../design/IconButton.js';
import { perform, sendDraft } from '../state/actions.js';
import { type Conversation, forgetReference } from '../state/conversations.js';
import { notify } from '../state/notices.js';
import { currentPage } from '../state/world.js';
import { PersistentMenu } from './PersistentMenu.js';
import { ReplyBar } from './ReplyBar.js';
import { StagedFiles } from './StagedFiles.js';
import { filesOf, LARGEST_FILE, stage } from './staged.js';
import './composer.css';

const TALLEST = 160;

/** Where the skip link of the header leads. */
export const COMPOSER_ID = 'composer';

export function Composer({ conversation }: { conversation: Conversation }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const { draft } = conversation;
  const { text, files } = draft;
  const sending = useSignal(false);
  const page = currentPage.value;
  const menu = page?.profile.persistent_menu;
  const started = conversation.state.value.started;
  const ready = text.value.trim() !== '' || files.value.length > 0;
  const reference = draft.editing.value ?? draft.replyTo.value;

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, TALLEST)}px`;
  }, [text.value]);

  useEffect(() => {
    if (reference) field.current?.focus();
  }, [reference]);

  const send = async () => {
    if (!ready || sending.value) return;
    const tooLarge = files.value.find((file) => file.size > LARGEST_FILE);
    if (tooLarge) {
      notify(`${tooLarge.name} is over the 25 MB that Messenger takes.`, 'error');
      return;
    }
    sending.value = true;
    await sendDraft(conversation);
    sending.value = false;
    field.current?.focus();
  };

  const mustGetStarted = page?.profile.get_started && !page.profile.ice_breakers?.length && !started;
  if (mustGetStarted && conversation.loaded.value) {
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
        <textarea
          ref={field}
          id={COMPOSER_ID}
          rows={1}
          dir="auto"
          aria-label="Message"
          placeholder={`Message ${page?.name ?? ''}`}
          enterkeyhint="send"
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') forgetReference(draft);
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void send();
          }}
          onPaste={(event) => {
            const pasted = filesOf(event.clipboardData);
            if (pasted.length === 0) return;
            event.preventDefault();
            stage(draft, pasted);
          }}
        />
        {ready || sending.value ? (
          <button
            type="button"
            class="send"
            aria-label="Send"
            title="Send"
            disabled={sending.value}
            onClick={send}
          >
            <Icon name="send" />
          </button>
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
