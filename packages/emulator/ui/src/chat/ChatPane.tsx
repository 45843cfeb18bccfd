import { useSignal } from '@preact/signals';
import { Icon } from '../design/Icon.js';
import { addPerson } from '../state/actions.js';
import { openConversation } from '../state/conversations.js';
import { inInbox } from '../state/preferences.js';
import { Banner } from './Banner.js';
import { ChatHeader } from './ChatHeader.js';
import { Composer } from './Composer.js';
import { InboxComposer } from './InboxComposer.js';
import { MessageList } from './MessageList.js';
import { filesOf, stage } from './staged.js';
import { ThreadBar } from './ThreadBar.js';
import { Webview } from './Webview.js';
import './chat.css';

const carriesFiles = (event: DragEvent) =>
  !inInbox.value && event.dataTransfer?.types.includes('Files') === true;

interface Props {
  onPeople: () => void;
  /** Covered by the drawer of people: out of reach until that is closed. */
  hidden: boolean;
}

export function ChatPane({ onPeople, hidden }: Props) {
  const conversation = openConversation.value;
  const dragging = useSignal(false);
  const key = conversation ? `${conversation.pageId}/${conversation.psid}` : '';
  return (
    <main
      class="chat"
      aria-label="Chat"
      inert={hidden}
      onDragEnter={(event) => {
        if (carriesFiles(event)) dragging.value = true;
      }}
      onDragOver={(event) => carriesFiles(event) && event.preventDefault()}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) {
          dragging.value = false;
        }
      }}
      onDrop={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        dragging.value = false;
        if (conversation) stage(conversation.draft, filesOf(event.dataTransfer));
      }}
    >
      <ChatHeader onPeople={onPeople} />
      <Banner />
      {conversation ? (
        <>
          {inInbox.value && <ThreadBar key={`${key}/thread`} conversation={conversation} />}
          <MessageList key={`${key}/${inInbox.value}`} conversation={conversation} />
          {inInbox.value ? (
            <InboxComposer key={`${key}/answer`} conversation={conversation} />
          ) : (
            <Composer key={`${key}/composer`} conversation={conversation} />
          )}
        </>
      ) : (
        <div class="chat-empty">
          <Icon name="chat" size={40} />
          <p>Nobody is here yet. Play somebody, and talk to the Page as they would.</p>
          <button type="button" class="button primary" onClick={() => addPerson('')}>
            Start a chat
          </button>
        </div>
      )}
      {dragging.value && (
        <div class="drop-target" aria-hidden="true">
          <Icon name="attach" size={32} />
          Drop to attach
        </div>
      )}
      <Webview />
    </main>
  );
}
