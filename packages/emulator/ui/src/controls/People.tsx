import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { PersonView } from '../../../src/control/protocol.js';
import { Avatar } from '../design/Avatar.js';
import { IconButton } from '../design/IconButton.js';
import { VirtualRows } from '../design/VirtualRows.js';
import { isSought, PersonSearch } from '../people/search.js';
import { act, changePerson } from '../state/api.js';
import { conversationWith } from '../state/conversations.js';
import { attempt } from '../state/notices.js';
import { currentPage, people } from '../state/world.js';
import { Section } from './Section.js';

function Rename({ person, onDone }: { person: PersonView; onDone: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const submit = async (event: Event) => {
    event.preventDefault();
    const name = field.current?.value.trim() ?? '';
    if (await attempt(() => changePerson(person.id, { name }))) onDone();
  };
  return (
    <form
      class="rename"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    >
      <input
        ref={field}
        aria-label={`New name for ${person.name}`}
        defaultValue={person.name}
        required
        maxLength={80}
        autocomplete="off"
      />
      <button type="submit" class="text-button">
        Rename
      </button>
    </form>
  );
}

function Row({ person, pageId }: { person: PersonView; pageId: string }) {
  const renaming = useSignal(false);
  const psid = person.psids[pageId] ?? '';
  const blocked = conversationWith(pageId, psid).state.value.blocked === true;
  return (
    <div class="person-control">
      <Avatar name={person.name} picture={person.picture} size={28} />
      {renaming.value ? (
        <Rename
          person={person}
          onDone={() => {
            renaming.value = false;
          }}
        />
      ) : (
        <>
          <span class="person-control-name">{person.name}</span>
          {blocked && <span class="person-blocked">Blocks the Page</span>}
          <IconButton
            icon="edit"
            label={`Rename ${person.name}`}
            size={16}
            onClick={() => {
              renaming.value = true;
            }}
          />
          <IconButton
            icon="block"
            label={`${person.name} blocks the Page`}
            aria-pressed={blocked}
            size={16}
            onClick={() => attempt(() => act(pageId, psid, { type: blocked ? 'unblock' : 'block' }))}
          />
        </>
      )}
    </div>
  );
}

/** Must equal the height of `.person-control` in the style sheet. */
const ROW_HEIGHT = 44;

/** Everybody who can talk to the Page. */
export function People() {
  const sought = useSignal('');
  const pageId = currentPage.value?.id;
  if (!pageId) return null;
  const rows = people.value.filter((person) => isSought(person, sought.value));
  return (
    <Section title="People">
      {people.value.length === 0 && <p class="section-note">Nobody is here yet.</p>}
      <PersonSearch sought={sought} />
      <VirtualRows class="person-controls" rows={rows} height={ROW_HEIGHT} keyOf={({ id }) => id}>
        {(person) => <Row person={person} pageId={pageId} />}
      </VirtualRows>
    </Section>
  );
}
