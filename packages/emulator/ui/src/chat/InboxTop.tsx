import { Avatar } from '../design/Avatar.js';
import { copyText } from '../design/clipboard.js';
import { Icon } from '../design/Icon.js';
import type { Conversation } from '../state/conversations.js';
import { currentPerson } from '../state/world.js';

/** The top of a chat in the Page inbox: who it is with, and what the Page knows them by. */
export function InboxTop({ conversation }: { conversation: Conversation }) {
  const person = currentPerson.value;
  if (!person) return null;
  const { psid } = conversation;
  return (
    <section class="welcome" aria-label="Person">
      <Avatar name={person.name} picture={person.picture} size={88} />
      <h2>{person.name}</h2>
      <button type="button" class="psid" onClick={() => copyText(psid, 'PSID copied')}>
        PSID {psid}
        <Icon name="copy" size={14} />
      </button>
    </section>
  );
}
