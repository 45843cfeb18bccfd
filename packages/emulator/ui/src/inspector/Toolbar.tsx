import { SearchField } from '../design/SearchField.js';
import { type TrafficFilter, trafficCounts, trafficFilter, trafficSearch } from '../state/traffic.js';

const FILTERS: readonly (readonly [TrafficFilter, string])[] = [
  ['all', 'All'],
  ['webhook', 'Webhooks'],
  ['graph', 'Graph'],
  ['error', 'Errors'],
];

export function Toolbar() {
  const counts = trafficCounts.value;
  return (
    <div class="inspector-tools">
      <fieldset class="filters" aria-label="Filter">
        {FILTERS.map(([filter, name]) => (
          <button
            key={filter}
            type="button"
            class="filter"
            data-filter={filter}
            aria-pressed={trafficFilter.value === filter}
            onClick={() => {
              trafficFilter.value = filter;
            }}
          >
            {name} <span data-any={counts[filter] > 0}>{counts[filter]}</span>
          </button>
        ))}
      </fieldset>
      <SearchField
        label="Search requests"
        placeholder="Search paths, payloads, errors"
        sought={trafficSearch}
      />
    </div>
  );
}
