import type { CampaignReport } from '../../../../report.js';
import { abResult, abSentence, CLEAR } from '../../../ab-result.js';
import { percent, whole } from '../../../numbers.js';
import { FUNNEL_STEPS } from './FunnelDrawing.js';

export function Variants({ variants }: { variants: NonNullable<CampaignReport['variants']> }) {
  const result = abResult(variants);
  return (
    <section class="card variants" aria-labelledby="variants">
      <h2 id="variants">Variants</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Variant</th>
            {FUNNEL_STEPS.map(([key, label]) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">Failed</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(variants).map(([name, counts]) => (
            <tr key={name}>
              <th scope="row">
                {name}
                {result && result.chance < CLEAR && result.leader === name && (
                  <span class="leads">leads</span>
                )}
              </th>
              <td>{whole(counts.sent)}</td>
              {FUNNEL_STEPS.slice(1).map(([key]) => (
                <td key={key}>
                  {percent(counts[key], counts.sent)}
                  <span class="meter" aria-hidden="true">
                    <i
                      data-step={key}
                      style={{ width: `${counts.sent > 0 ? (counts[key] / counts.sent) * 100 : 0}%` }}
                    />
                  </span>
                </td>
              ))}
              <td>{whole(counts.failed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="remark">
        {result ? abSentence(result) : 'Too few people so far to tell the variants apart.'}
      </p>
    </section>
  );
}
