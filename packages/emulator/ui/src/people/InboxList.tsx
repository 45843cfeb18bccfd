import { useRef } from 'preact/hooks';
import { summaryOf } from '../chat/summary.js';
import { Avatar } from '../design/Avatar.js';
import { Icon } from '../design/Icon.js';
import { shortAge } from '../design/time.js';
import { VirtualRows } from '../design/VirtualRows.js';
import { forgettings } from '../state/conversations.js';
import { glanceAtNewest } from '../state/glances.js';
import { holderOf, type InboxRow, inboxRows } from '../state/inbox.js';
import { currentPerson, emulatorNow, playPerson } from '../state/world.js';
import { isSought, NobodyFound, ROW_HEIGHT } from './search.js';

function Row({ person, conversation, onPick }: InboxRow & { onPick: () => void }) {
  const last = conversation.last.value;
  const unread = conversation.unanswered.value;
  const held = holderOf(conversation).kind === 'agent';
  const facts = [person.name, unread > 0 && `${unread} unread`, held && 'you have the thread'];
  return (
    <button
      type="button"
      class="person"
      aria-current={currentPerson.value?.id === person.id ? 'true' : undefined}
      aria-label={facts.filter(Boolean).join(', ')}
      onClick={() => {
        playPerson(person.id);
        onPick();
      }}
    >
      <Avatar name={person.name} picture={person.picture} size={40} />
      <span class="person-name">{person.name}</span>
      <span class="person-age">{last && shortAge(last.at, emulatorNow.value)}</span>
      <span class="person-last" data-unread={unread > 0}>
        {last && `${last.from === 'page' ? (last.inbox ? 'You: ' : 'Bot: ') : ''}${summaryOf(last)}`}
      </span>
      {held ? (
        <span class="person-held" title="You have the thread">
          <Icon name="hand" size={16} />
        </span>
      ) : (
        unread > 0 && <span class="person-unread">{unread > 99 ? '99+' : unread}</span>
      )}
    </button>
  );
}

/** Every conversation of the Page, as the human agent sees them. */
export function InboxList({ onPick, sought }: { onPick: () => void; sought: string }) {
  const asked = useRef('');
  const all = inboxRows.value;
  const rows = all.filter(({ person }) => isSought(person, sought));
  if (all.length === 0) {
    return <p class="people-none">Nobody has written to the Page yet. Play a person, and say something.</p>;
  }
  if (rows.length === 0) return <NobodyFound />;
  const oldest = all.at(-1)?.conversation;
  return (
    <VirtualRows
      class="people-list"
      rows={rows}
      height={ROW_HEIGHT}
      keyOf={({ person }) => person.id}
      onShow={(_, end) => {
        // Those further back are asked for when the end of what is known comes into view.
        const before = oldest?.last.peek()?.at;
        const asking = `${forgettings.peek()}/${before}`;
        if (!end || !oldest || before === undefined || asking === asked.current) return;
        asked.current = asking;
        void glanceAtNewest(oldest.pageId, before);
      }}
    >
      {(row) => <Row {...row} onPick={onPick} />}
    </VirtualRows>
  );
}
