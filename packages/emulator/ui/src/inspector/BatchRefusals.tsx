import type { TrafficEntry } from '../../../src/control/protocol.js';
import { refusedItems } from './batch.js';
import { ErrorNote } from './ErrorNote.js';
import { RefusalDiff } from './RefusalDiff.js';
import { refusalOf } from './refusal.js';

/** What of a batch was refused: item by item, as if each had been sent alone. */
export function BatchRefusals({ entry }: { entry: TrafficEntry }) {
  const items = refusedItems(entry);
  if (items.length === 0) return null;
  return (
    <ol class="refused-items" aria-label="Refused items">
      {items.map(({ place, entry: item }) => {
        const refusal = refusalOf(item);
        return (
          <li key={place}>
            <h4>
              Item {place} <span>{`${item.method} ${item.url}`}</span>
            </h4>
            <ErrorNote entry={item} />
            {refusal && <RefusalDiff refusal={refusal} />}
          </li>
        );
      })}
    </ol>
  );
}
