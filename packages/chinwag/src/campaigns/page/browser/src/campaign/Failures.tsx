import type { CampaignReport } from '../../../../report.js';
import { percent, whole } from '../../../numbers.js';

export function Failures({ report: { failures, progress } }: { report: CampaignReport }) {
  const rows = Object.entries(failures).sort(([, one], [, other]) => other - one);
  return (
    <section class="card" aria-labelledby="failures">
      <h2 id="failures">Failures</h2>
      {rows.length === 0 ? (
        <p class="nothing">No send has failed.</p>
      ) : (
        <ul class="tally">
          {rows.map(([reason, count]) => (
            <li key={reason}>
              <span>{reason}</span>
              <b>{whole(count)}</b>
              <span class="meter" title={`${percent(count, progress.failed)} of all failures`}>
                <i data-part="failed" style={{ width: `${(count / Math.max(progress.failed, 1)) * 100}%` }} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
