import { computed, signal } from '@preact/signals';
import type { PageView, PersonView, PlaceView, WorldView } from '../../../src/control/protocol.js';
import { lastPageId, lastPersonId } from './preferences.js';

export const world = signal<WorldView | null>(null);

/** The Page that is being talked to: the one chosen last, else the first. */
export const currentPage = computed<PageView | null>(() => {
  const pages = world.value?.pages ?? [];
  return pages.find((page) => page.id === lastPageId.value) ?? pages[0] ?? null;
});

/** People who can talk to the current Page. */
export const people = computed<PersonView[]>(() => {
  const page = currentPage.value;
  if (!page) return [];
  return (world.value?.people ?? []).filter((person) => person.psids[page.id]);
});

const peopleByPsid = computed(
  () => new Map(people.value.map((person) => [person.psids[currentPage.value?.id ?? ''] ?? '', person])),
);

/** Somebody who can talk to the current Page, by what it knows them by. */
export const personOf = (psid: string): PersonView | undefined => peopleByPsid.value.get(psid);

export const currentPageId = computed(() => currentPage.value?.id);

/** Who the person at the keyboard is playing. */
export const currentPerson = computed<PersonView | null>(
  () => people.value.find((person) => person.id === lastPersonId.value) ?? people.value[0] ?? null,
);

export const currentPsid = computed<string | null>(() => {
  const page = currentPage.value;
  return (page && currentPerson.value?.psids[page.id]) || null;
});

export function playPerson(personId: string): void {
  lastPersonId.value = personId;
}

export function talkToPage(pageId: string): void {
  lastPageId.value = pageId;
}

const receivedAt = signal(Date.now());

/** The emulator's clock may run ahead of this machine's; ages are counted from it. */
export const clockOffset = computed(() => (world.value ? world.value.now - receivedAt.value : 0));

/** The world; without people, they are who they were. */
type Told = PlaceView & Partial<Pick<WorldView, 'people'>>;

/** A reading of the world under way, and what was told meanwhile: that may be newer than the answer. */
interface Reading {
  told?: { next: Told; at: number };
  readonly arrivals: Map<string, PersonView>;
}

let reading: Reading | undefined;

/** Takes in what is told of the world. */
export function receiveWorld(next: Told, at = Date.now()): void {
  if (reading) reading.told = { next, at };
  if (next.people) reading?.arrivals.clear();
  const people = next.people ?? world.value?.people;
  // Who is there is yet to be read: a page that shows nobody until then would flicker.
  if (!people) return;
  receivedAt.value = at;
  machineNow.value = Date.now();
  world.value = { ...next, people };
}

function join(known: readonly PersonView[], fresh: ReadonlyMap<string, PersonView>): PersonView[] {
  const rest = new Map(fresh);
  const joined = known.map((person) => {
    const changed = rest.get(person.id);
    rest.delete(person.id);
    return changed ?? person;
  });
  return [...joined, ...rest.values()];
}

/** People who are new, or have another name. */
export function receivePeople(fresh: readonly PersonView[]): void {
  const changed = new Map(fresh.map((person) => [person.id, person]));
  for (const person of fresh) reading?.arrivals.set(person.id, person);
  const known = world.value;
  if (known) world.value = { ...known, people: join(known.people, changed) };
}

/** Reads the whole world. */
export async function loadWorld(read: () => Promise<WorldView | undefined>): Promise<boolean> {
  const mine: Reading = { arrivals: new Map() };
  reading = mine;
  const whole = await read();
  // A later reading knows better.
  if (!whole || reading !== mine) return false;
  reading = undefined;
  const { next, at } = mine.told ?? { next: whole, at: Date.now() };
  receiveWorld({ ...next, people: join(next.people ?? whole.people, mine.arrivals) }, at);
  return true;
}

/** Ages on the page are told in minutes. */
const TICK = 30_000;
const machineNow = signal(Date.now());
setInterval(() => {
  machineNow.value = Date.now();
}, TICK);

/** The emulator's time, to the half minute. Whatever is drawn from it is drawn again as time goes by. */
export const emulatorNow = computed(() => machineNow.value + clockOffset.value);
