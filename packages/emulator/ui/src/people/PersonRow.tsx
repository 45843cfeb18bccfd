import type { PageView, PersonView } from '../../../src/control/protocol.js';
import { summaryOf } from '../chat/summary.js';
import { Avatar } from '../design/Avatar.js';
import { shortAge } from '../design/time.js';
import { conversationWith } from '../state/conversations.js';
import { currentPerson, emulatorNow, playPerson } from '../state/world.js';

interface Props {
  person: PersonView;
  page: PageView;
  onPick: () => void;
}

export function PersonRow({ person, page, onPick }: Props) {
  const conversation = conversationWith(page.id, person.psids[page.id] ?? '');
  const last = conversation.last.value;
  const unread = conversation.unread.value;
  const playing = currentPerson.value?.id === person.id;
  const pick = () => {
    playPerson(person.id);
    onPick();
  };
  return (
    <button
      type="button"
      class="person"
      aria-current={playing ? 'true' : undefined}
      aria-label={unread > 0 && !playing ? `${person.name}, ${unread} unread` : person.name}
      onClick={pick}
    >
      <Avatar name={person.name} picture={person.picture} size={40} />
      <span class="person-name">{person.name}</span>
      <span class="person-age">{last && shortAge(last.at, emulatorNow.value)}</span>
      <span class="person-last" data-unread={unread > 0 && !playing}>
        {last ? `${last.from === 'person' ? 'You: ' : ''}${summaryOf(last)}` : 'No messages yet'}
      </span>
      {unread > 0 && !playing && <span class="person-unread">{unread > 99 ? '99+' : unread}</span>}
    </button>
  );
}
