import { computed, signal } from '@preact/signals';
import type { PageView, PersonView, WorldView } from '../../../src/control/protocol.js';
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

export function receiveWorld(next: WorldView): void {
  receivedAt.value = Date.now();
  machineNow.value = receivedAt.value;
  world.value = next;
}

/** Ages on the page are told in minutes. */
const TICK = 30_000;
const machineNow = signal(Date.now());
setInterval(() => {
  machineNow.value = Date.now();
}, TICK);

/** The emulator's time, to the half minute. Whatever is drawn from it is drawn again as time goes by. */
export const emulatorNow = computed(() => machineNow.value + clockOffset.value);
