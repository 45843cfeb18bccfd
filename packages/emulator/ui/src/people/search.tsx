import type { Signal } from '@preact/signals';
import type { PersonView } from '../../../src/control/protocol.js';
import { SearchField } from '../design/SearchField.js';
import { people } from '../state/world.js';

/** With fewer people everybody is in view, or nearly. */
const WORTH_SEARCHING = 12;

/** Must equal the height of `.person` in the style sheet: only rows in view are drawn. */
export const ROW_HEIGHT = 60;

/** By any part of the name, or by PSID. */
export function isSought({ name, psids }: PersonView, sought: string): boolean {
  const words = sought.trim().toLowerCase();
  if (words === '') return true;
  return name.toLowerCase().includes(words) || Object.values(psids).some((psid) => psid.startsWith(words));
}

export function PersonSearch({ sought }: { sought: Signal<string> }) {
  if (people.value.length <= WORTH_SEARCHING) return null;
  return <SearchField label="Find a person" placeholder="Name or PSID" sought={sought} />;
}

export function NobodyFound() {
  return (
    <p class="people-none" role="status">
      Nobody of that name, or with that PSID.
    </p>
  );
}
