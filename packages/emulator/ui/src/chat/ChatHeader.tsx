import { useSignal } from '@preact/signals';
import { Avatar } from '../design/Avatar.js';
import { Icon } from '../design/Icon.js';
import { IconButton } from '../design/IconButton.js';
import { openConversation } from '../state/conversations.js';
import { inspectorOpen } from '../state/preferences.js';
import { connection } from '../state/stream.js';
import { trafficCounts } from '../state/traffic.js';
import { currentPage, currentPerson, emulatorNow } from '../state/world.js';
import { COMPOSER_ID } from './Composer.js';
import { Elsewhere } from './Elsewhere.js';

/** Who is being played, and what keeps the Page from writing to them. */
function situation(): string {
  const person = currentPerson.value;
  if (!person) return 'Nobody here yet';
  const { blocked, windowUntil } = openConversation.value?.state.value ?? {};
  const shut = windowUntil != null && windowUntil < emulatorNow.value;
  const hindrance = blocked ? ' · has blocked the Page' : shut ? ' · the 24-hour window is shut' : '';
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
  const lost = connection.value === 'lost';
  return (
    <header class="chat-header">
      <button
        type="button"
        class="button primary skip"
        onClick={() => document.getElementById(COMPOSER_ID)?.focus()}
      >
        Go to the message box
      </button>
      <IconButton class="open-people" icon="people" label="Show people" onClick={onPeople} />
      <Avatar name={page.name} picture={page.picture} size={40} />
      <div class="chat-title">
        <h2>{page.name}</h2>
        <p data-lost={lost} role="status">
          {lost ? 'Emulator not reachable, trying again…' : situation()}
        </p>
      </div>
      {person && <IconButton icon="more" label="Elsewhere" onClick={() => elsewhere(true)} />}
      {away.value && <Elsewhere onClose={() => elsewhere(false)} />}
      <button
        type="button"
        class="inspector-toggle"
        aria-label="Inspector"
        aria-pressed={inspectorOpen.value}
        onClick={() => {
          inspectorOpen.value = !inspectorOpen.value;
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
