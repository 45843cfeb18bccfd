import type { TrafficEntry } from '../../../src/control/protocol.js';
import { Icon } from '../design/Icon.js';
import { preciseTime } from '../design/time.js';
import { isFailure, selectedEntryId } from '../state/traffic.js';
import { addressOf, outcomeOf } from './entry.js';
import { gistOf } from './gist.js';
import { ROW_HEIGHT } from './row-height.js';

interface Props {
  entry: TrafficEntry;
  selected: boolean;
  place: number;
  total: number;
}

export function TrafficRow({ entry, selected, place, total }: Props) {
  const outcome = outcomeOf(entry);
  const address = addressOf(entry);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list hears the keys, as a listbox does
    // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus and names its active row
    <div
      id={`entry-${entry.id}`}
      class="entry"
      role="option"
      aria-selected={selected}
      aria-posinset={place + 1}
      aria-setsize={total}
      aria-label={`${entry.kind === 'webhook' ? 'Webhook' : 'Graph'} ${entry.topic}, ${entry.method} ${address}, ${outcome}`}
      data-kind={entry.kind}
      data-failed={isFailure(entry)}
      style={{ transform: `translateY(${place * ROW_HEIGHT}px)` }}
      onClick={() => {
        selectedEntryId.value = selected ? null : entry.id;
      }}
    >
      <span
        class="entry-way"
        title={entry.kind === 'webhook' ? 'Webhook to the bot' : 'Graph request from the bot'}
      >
        <Icon name={entry.kind === 'webhook' ? 'up' : 'down'} size={14} />
      </span>
      <span class="entry-topic">
        {entry.topic} <span>{gistOf(entry)}</span>
      </span>
      <span class="entry-outcome">{outcome}</span>
      <span class="entry-address">
        <b>{entry.method}</b> {address}
      </span>
      <span class="entry-duration">{entry.duration !== null && `${Math.round(entry.duration)} ms ·`}</span>
      <span class="entry-time">{preciseTime(entry.at)}</span>
    </div>
  );
}
