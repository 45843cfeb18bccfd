import { useSignal } from '@preact/signals';
import { Avatar } from '../design/Avatar.js';
import { Icon } from '../design/Icon.js';
import { IconButton } from '../design/IconButton.js';
import { openConversation } from '../state/conversations.js';
import { inInbox, sidePanel } from '../state/preferences.js';
import { connection } from '../state/stream.js';
import { trafficCounts } from '../state/traffic.js';
import { currentPage, currentPerson, emulatorNow } from '../state/world.js';
import { Elsewhere } from './Elsewhere.js';
import { FIELD_ID } from './MessageField.js';

/** Who is being played, and what keeps the Page from writing to them. */
function situation(): string {
  const person = currentPerson.value;
  if (!person) return 'Nobody here yet';
  if (inInbox.value) return `Page inbox of ${currentPage.value?.name ?? ''}`;
  const { blocked, windowUntil, owner } = openConversation.value?.state.value ?? {};
  const shut = windowUntil != null && windowUntil < emulatorNow.value;
  const hindrance = blocked
    ? ' · has blocked the Page'
    : shut
      ? ' · the 24-hour window is shut'
      : owner?.inbox
        ? ' · a human agent answers'
        : '';
  return `Chatting as ${person.name}${hindrance}`;
}

export function ChatHeader({ onPeople }: { onPeople: () => void }) {
  const page = currentPage.value;
  const person = currentPerson.value;
  const away = useSignal(false);
  const elsewhere = (open: boolean) => {
    away.value = open;
  };
  if (!page) return null;
  const other = (inInbox.value && person) || page;
  const inspecting = sidePanel.value === 'inspector';
  const lost = connection.value === 'lost';
  return (
    <header class="chat-header">
      <button
        type="button"
        class="button primary skip"
        onClick={() => document.getElementById(FIELD_ID)?.focus()}
      >
        Go to the message box
      </button>
      <IconButton class="open-people" icon="people" label="Show people" onClick={onPeople} />
      <Avatar name={other.name} picture={other.picture} size={40} />
      <div class="chat-title">
        <h2>{other.name}</h2>
        <p data-lost={lost} role="status">
          {lost ? 'Emulator not reachable, trying again…' : situation()}
        </p>
      </div>
      {person && !inInbox.value && (
        <IconButton
          icon="more"
          label={`What ${person.first_name} does elsewhere`}
          onClick={() => elsewhere(true)}
        />
      )}
      {away.value && <Elsewhere onClose={() => elsewhere(false)} />}
      <button
        type="button"
        class="inspector-toggle"
        aria-label="Inspector"
        aria-pressed={inspecting}
        onClick={() => {
          sidePanel.value = inspecting ? 'none' : 'inspector';
        }}
      >
        <Icon name="inspect" />
        <span class="inspector-toggle-name">Inspector</span>
        <span class="inspector-toggle-count" data-errors={trafficCounts.value.error > 0}>
          {trafficCounts.value.all}
        </span>
      </button>
    </header>
  );
}
