import type { CampaignReport } from '../../../../report.js';
import { counted, whole } from '../../../numbers.js';
import { clock } from './clock.js';

/** More is for the CSV. */
const MOST_SHOWN = 100;

export function Doubtful({ report: { doubtful, progress } }: { report: CampaignReport }) {
  if (progress.doubtful === 0) return null;
  const shown = doubtful.slice(0, MOST_SHOWN);
  return (
    <section class="card" aria-labelledby="doubtful">
      <h2 id="doubtful">Doubtful: {counted(progress.doubtful, 'person', 'people')}</h2>
      <p class="remark">
        The answer to these sends never came, so they may have been sent or not. They are not sent again by
        themselves.
      </p>
      <table class="doubtful">
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">At</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ psid, at, reason }) => (
            <tr key={psid}>
              <td>
                <code>{psid}</code>
              </td>
              <td>{clock(at)}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {progress.doubtful > shown.length && (
        <p class="remark">The CSV has {whole(progress.doubtful - shown.length)} more.</p>
      )}
    </section>
  );
}
