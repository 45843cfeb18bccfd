import { useCallback } from 'preact/hooks';
import type { PageView, PersonView } from '../../../src/control/protocol.js';
import { VirtualRows } from '../design/VirtualRows.js';
import { forgettings } from '../state/conversations.js';
import { glanceAt } from '../state/glances.js';
import { currentPerson, people } from '../state/world.js';
import { PersonRow } from './PersonRow.js';
import { isSought, NobodyFound, ROW_HEIGHT } from './search.js';

/** Everybody who can be played. */
export function PersonList({ page, sought, onPick }: { page: PageView; sought: string; onPick: () => void }) {
  const rows = sought === '' ? people.value : people.value.filter((person) => isSought(person, sought));
  const glance = useCallback(
    (shown: readonly PersonView[]) =>
      glanceAt(
        page.id,
        shown.flatMap(({ psids }) => psids[page.id] ?? []),
      ),
    [page.id, forgettings.value],
  );
  if (rows.length === 0 && people.value.length > 0) return <NobodyFound />;
  return (
    <VirtualRows
      class="people-list"
      rows={rows}
      height={ROW_HEIGHT}
      keyOf={(person) => person.id}
      current={currentPerson.value?.id}
      onShow={glance}
    >
      {(person) => <PersonRow person={person} page={page} onPick={onPick} />}
    </VirtualRows>
  );
}
