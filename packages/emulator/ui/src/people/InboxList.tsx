import { summaryOf } from '../chat/summary.js';
import { Avatar } from '../design/Avatar.js';
import { Icon } from '../design/Icon.js';
import { shortAge } from '../design/time.js';
import { holderOf, type InboxRow, inboxRows } from '../state/inbox.js';
import { currentPerson, emulatorNow, playPerson } from '../state/world.js';

function Row({ person, conversation, onPick }: InboxRow & { onPick: () => void }) {
  const last = conversation.messages.value.at(-1);
  const unread = conversation.unanswered.value;
  const held = holderOf(conversation).kind === 'agent';
  const facts = [person.name, unread > 0 && `${unread} unread`, held && 'you have the thread'];
  return (
    <li>
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
    </li>
  );
}

/** Every conversation of the Page, as the human agent sees them. */
export function InboxList({ onPick }: { onPick: () => void }) {
  const rows = inboxRows.value;
  if (rows.length === 0) {
    return <p class="people-none">Nobody has written to the Page yet. Play a person, and say something.</p>;
  }
  return (
    <ul class="people-list">
      {rows.map((row) => (
        <Row key={row.person.id} {...row} onPick={onPick} />
      ))}
    </ul>
  );
}
