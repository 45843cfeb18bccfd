import type { TrafficEntry } from '../../../src/control/protocol.js';
import { traffic } from './traffic.js';

const ID_FIELDS = new Set(['mid', 'message_id', 'mids']);
const DEEPEST = 12;

function collect(value: unknown, field: string, depth: number, found: Set<string>): void {
  if (depth > DEEPEST) return;
  if (typeof value === 'string') {
    if (ID_FIELDS.has(field)) found.add(value);
    // Each answer of a batch is JSON inside a string.
    else if (field === 'body' && value.startsWith('{')) {
      try {
        collect(JSON.parse(value), '', depth + 1, found);
      } catch {}
    }
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, field, depth + 1, found);
  } else if (value && typeof value === 'object') {
    for (const [name, item] of Object.entries(value)) collect(item, name, depth + 1, found);
  }
}

const mentions = new WeakMap<TrafficEntry, Set<string>>();

/** The ids of every message that a webhook or a Graph request speaks of. */
export function messagesOf(entry: TrafficEntry): ReadonlySet<string> {
  let found = mentions.get(entry);
  if (!found) {
    found = new Set();
    collect(entry.requestBody, '', 0, found);
    collect(entry.responseBody, '', 0, found);
    mentions.set(entry, found);
  }
  return found;
}

/** The request or webhook that carried a message: of all that speak of it, the first that does not merely refer to it. */
export function entryOf(mid: string): TrafficEntry | undefined {
  return traffic.value.find((entry) => messagesOf(entry).has(mid));
}
