import type { CampaignReport } from '../../../../report.js';
import { counted, duration, percent, perSecond, whole } from '../../../numbers.js';
import { paceOf } from '../../../pace.js';
import { useWidth } from '../state/use-width.js';
import { PARTS, Parts } from './Parts.js';
import { RateField } from './RateField.js';
import { hasEnded } from './state-words.js';
import './progress.css';

export function Progress({ report }: { report: CampaignReport }) {
  const { progress, audience, rate, secondsLeft, state } = report;
  const { people } = audience;
  const done = PARTS.reduce((sum, [part]) => sum + progress[part], 0);
  return (
    <section class="card progress" aria-label="Progress">
      <div class="figures">
        <p>
          <strong>{percent(done, people)}</strong>
          <span>
            {whole(done)} of {counted(people, 'person', 'people')}
          </span>
        </p>
        {state === 'running' && (
          <p>
            <strong>{perSecond(rate.now)}</strong>
            <span>people sent to</span>
          </p>
        )}
        {state === 'running' && secondsLeft !== undefined && (
          <p>
            <strong>{duration(secondsLeft)}</strong>
            <span>to go, about</span>
          </p>
        )}
        <Pace report={report} />
        {!hasEnded(state) && <RateField campaign={report.name} limit={rate.limit} />}
      </div>
      <div
        class="bar"
        role="progressbar"
        aria-label="People done"
        aria-valuemin={0}
        aria-valuemax={people}
        aria-valuenow={done}
      >
        <Parts progress={progress} people={people} />
      </div>
      <ul class="legend">
        {PARTS.filter(([part]) => part === 'sent' || progress[part] > 0).map(([part, word]) => (
          <li key={part} data-part={part}>
            {word} <b>{whole(progress[part])}</b>
          </li>
        ))}
        <li data-part="left">
          {hasEnded(state) ? 'Not sent' : 'To do'} <b>{whole(progress.queued + progress.sending)}</b>
        </li>
      </ul>
    </section>
  );
}

const HEIGHT = 44;
const STEP = 4;

/** How fast it went, drawn small: a bar for each stretch of time. */
function Pace({ report: { timeline } }: { report: CampaignReport }) {
  const [host, width] = useWidth<HTMLDivElement>();
  const values = paceOf(timeline, width / STEP);
  const most = Math.max(...values, 1);
  return (
    <div class="pace" ref={host} role="img" aria-label={`At most ${perSecond(most)} so far`}>
      <svg width={width} height={HEIGHT} aria-hidden="true">
        {values.map((value, index) => {
          const height = Math.max(1, (value / most) * HEIGHT);
          return (
            <rect
              key={index}
              x={width - (values.length - index) * STEP}
              y={HEIGHT - height}
              width={STEP - 1}
              height={height}
              rx={1}
            />
          );
        })}
      </svg>
    </div>
  );
}
