import type { TrafficEntry } from '../../../src/control/protocol.js';
import { Icon } from '../design/Icon.js';
import { isFailure } from '../state/traffic.js';

function advice(entry: TrafficEntry): string {
  if (entry.kind === 'graph') return '';
  if (entry.status === null) return `The bot did not answer at ${entry.url}. Is it running?`;
  if (entry.status === 403)
    return 'A bot answers 403 when the signature does not match: check its app secret.';
  if (entry.status === 404)
    return 'Something answers there, but not at this path: check the webhook address.';
  return 'Messenger takes anything but 200 for a failure, sends the webhook again, and gives up after an hour.';
}

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
  const hint = advice(entry);
  return (
    <div class="error-note">
      <Icon name="warning" size={18} />
      <div>
        <p class="error-message">{hint || error?.message || `The answer was ${entry.status}.`}</p>
        {hint && error && <p>{error.message}</p>}
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
