import type { TrafficEntry } from '../../../src/control/protocol.js';
import { Icon } from '../design/Icon.js';
import { isFailure } from '../state/traffic.js';
import { adviceOn } from './advice.js';
import { hintOf } from './refusal.js';

/** What went wrong, in the platform's own words and codes, and what to look at. */
export function ErrorNote({ entry }: { entry: TrafficEntry }) {
  if (!isFailure(entry)) return null;
  const { error } = entry;
  const facts = [
    ['code', error?.code],
    ['subcode', error?.subcode],
    ['type', error?.type],
    ['fbtrace_id', error?.fbtrace_id],
  ].filter(([, value]) => value !== undefined);
  const advice = adviceOn(entry);
  const said = error?.message ?? `The answer was ${entry.status}.`;
  // A bot's failure says little by itself: what it means comes first.
  const [first, second] = entry.kind === 'webhook' ? [advice, said] : [said, hintOf(entry) || undefined];
  return (
    <div class="error-note">
      <Icon name="warning" size={18} />
      <div>
        <p class="error-message">{first}</p>
        {second && <p>{second}</p>}
        {entry.kind === 'graph' && advice && <p>{advice}</p>}
        {facts.length > 0 && (
          <dl>
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </div>
  );
}
