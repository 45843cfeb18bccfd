import type { CampaignReport } from '../../../../report.js';
import { counted, whole } from '../../../numbers.js';

/** Who the campaign is for, and which rows were left out before anything was sent. */
export function Audience({ audience }: { audience: CampaignReport['audience'] }) {
  const { rows, people, duplicates, invalid, unreachable } = audience;
  return (
    <section class="card" aria-labelledby="audience">
      <h2 id="audience">Audience</h2>
      <ul class="tally">
        <Row label="Rows" count={rows} />
        <Row label="People to send to" count={people} />
        {duplicates > 0 && <Row label="Left out: there twice" count={duplicates} />}
        {Object.entries(unreachable).map(([reason, count]) => (
          <Row key={reason} label={`Left out: ${reason}`} count={count} />
        ))}
        {Object.entries(invalid).map(([reason, { count, examples }]) => (
          <li key={reason}>
            <span>Left out: {reason}</span>
            <b>{whole(count)}</b>
            {examples.length > 0 && (
              <details>
                <summary>{counted(examples.length, 'example')}</summary>
                <ul>
                  {examples.map(({ line, value }) => (
                    <li key={line}>
                      line {whole(line)}: <code>{value || '(empty)'}</code>
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ label, count }: { label: string; count: number }) {
  return (
    <li>
      <span>{label}</span>
      <b>{whole(count)}</b>
    </li>
  );
}
