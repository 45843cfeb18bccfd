import type { TrafficEntry } from '../../../src/control/protocol.js';

type ItemRefusal = NonNullable<TrafficEntry['refusals']>[number];

export interface RefusedItem {
  /** Its place in the batch, from 1. */
  place: number;
  /** The item as the request that it would have been by itself. */
  entry: TrafficEntry;
}

/** In a form, and in JSON written by hand, a value may be a JSON text of its own. */
function unpacked(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

function itemOf(entry: TrafficEntry, place: number): Record<string, unknown> {
  const { batch } = (entry.requestBody ?? {}) as { batch?: unknown };
  const items = unpacked(batch);
  return (Array.isArray(items) ? (items[place] as Record<string, unknown> | null) : null) ?? {};
}

function parametersOf(form: string): Record<string, unknown> {
  const parameters = [...new URLSearchParams(form)];
  return Object.fromEntries(
    parameters.map(([name, value]) => [name, /^\s*[[{]/.test(value) ? (unpacked(value) ?? value) : value]),
  );
}

function answerOf(entry: TrafficEntry, place: number): unknown {
  const answers = entry.responseBody;
  const answer = Array.isArray(answers) ? (answers[place] as { body?: unknown } | null) : null;
  return unpacked(answer?.body ?? null);
}

/** What of a batch was refused, each item with its own request and answer. */
export function refusedItems(entry: TrafficEntry): RefusedItem[] {
  return (entry.refusals ?? []).map(({ item, ...error }: ItemRefusal) => {
    const { method, relative_url: url, body } = itemOf(entry, item);
    return {
      place: item + 1,
      entry: {
        ...entry,
        method: String(method ?? entry.method),
        url: `/${String(url ?? '').replace(/^\//, '')}`,
        requestBody: typeof body === 'string' ? parametersOf(body) : null,
        responseBody: answerOf(entry, item),
        error,
      },
    };
  });
}

/** How many items a batch has. */
export const itemCount = ({ responseBody }: TrafficEntry) =>
  Array.isArray(responseBody) ? responseBody.length : 0;
