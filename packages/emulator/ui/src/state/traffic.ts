import { computed, signal } from '@preact/signals';
import type { TrafficEntry } from '../../../src/control/protocol.js';
import { readTraffic } from './api.js';
import { attempt } from './notices.js';

export type TrafficFilter = 'all' | 'webhook' | 'graph' | 'error';

/** Older entries leave the page (not the emulator) so that its memory stays flat. */
export const TRAFFIC_CAP = 2000;

export const traffic = signal<readonly TrafficEntry[]>([]);
export const trafficFilter = signal<TrafficFilter>('all');
export const trafficSearch = signal('');
export const selectedEntryId = signal<number | null>(null);

/** Entries up to this id were cleared away by the reader. */
const clearedTo = signal(0);

export const isFailure = (entry: TrafficEntry) =>
  entry.error !== null || entry.refusals !== undefined || (entry.status !== null && entry.status >= 400);

const searchable = new WeakMap<TrafficEntry, string>();

function textOf(entry: TrafficEntry): string {
  let text = searchable.get(entry);
  if (text === undefined) {
    text = JSON.stringify([
      entry.topic,
      entry.method,
      entry.url,
      entry.status,
      entry.error,
      entry.refusals,
      entry.requestBody,
      entry.responseBody,
    ]).toLowerCase();
    searchable.set(entry, text);
  }
  return text;
}

function passes(entry: TrafficEntry, filter: TrafficFilter): boolean {
  if (filter === 'all') return true;
  return filter === 'error' ? isFailure(entry) : entry.kind === filter;
}

const kept = computed(() => traffic.value.filter((entry) => entry.id > clearedTo.value));

/** Newest first, as the list shows them. */
export const shownTraffic = computed(() => {
  const words = trafficSearch.value.toLowerCase().split(/\s+/).filter(Boolean);
  return kept.value
    .filter((entry) => passes(entry, trafficFilter.value))
    .filter((entry) => words.every((word) => textOf(entry).includes(word)))
    .reverse();
});

export const trafficCounts = computed<Record<TrafficFilter, number>>(() => {
  const counts = { all: 0, webhook: 0, graph: 0, error: 0 };
  for (const entry of kept.value) {
    counts.all += 1;
    counts[entry.kind] += 1;
    if (isFailure(entry)) counts.error += 1;
  }
  return counts;
});

export const selectedEntry = computed(
  () => traffic.value.find((entry) => entry.id === selectedEntryId.value) ?? null,
);

/** The newest webhook that is over: its failure means that the bot is not answering now. */
export const lastWebhook = computed(
  () => traffic.value.findLast((entry) => entry.kind === 'webhook' && entry.duration !== null) ?? null,
);

export function receiveTraffic(entries: readonly TrafficEntry[]): void {
  const next = [...traffic.value];
  for (const entry of entries) {
    const index = next.findLastIndex((other) => other.id <= entry.id);
    if (next[index]?.id === entry.id) next[index] = entry;
    else next.splice(index + 1, 0, entry);
  }
  traffic.value = next.length > TRAFFIC_CAP ? next.slice(-TRAFFIC_CAP) : next;
}

/** Starts over: after a lost connection the ids may be those of another run of the emulator. */
export async function loadTraffic(): Promise<void> {
  traffic.value = [];
  const entries = await attempt(() => readTraffic(TRAFFIC_CAP));
  if (!entries) return;
  // What the stream has told meanwhile is newer.
  receiveTraffic([...entries, ...traffic.value]);
  if ((traffic.value.at(-1)?.id ?? 0) < clearedTo.value) clearedTo.value = 0;
}

export function clearTraffic(): void {
  clearedTo.value = traffic.value.at(-1)?.id ?? 0;
  selectedEntryId.value = null;
}
