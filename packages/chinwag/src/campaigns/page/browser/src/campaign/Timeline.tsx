import { useState } from 'preact/hooks';
import type { CampaignReport, TimelinePoint } from '../../../../report.js';
import { whole } from '../../../numbers.js';
import { useWidth } from '../state/use-width.js';
import { clock } from './clock.js';
import { FUNNEL_STEPS } from './FunnelDrawing.js';
import { hasEnded } from './state-words.js';
import { placeOf, TIMELINE_HEIGHT, TimelineDrawing } from './TimelineDrawing.js';

export function Timeline({ report: { timeline, state } }: { report: CampaignReport }) {
  const [host, width] = useWidth<HTMLDivElement>();
  const [marked, setMarked] = useState<number>();
  const shown = marked === undefined ? undefined : Math.min(marked, timeline.length - 1);
  const moment = timeline[shown ?? timeline.length - 1];
  return (
    <section class="card timeline" aria-labelledby="timeline">
      <h2 id="timeline">Over time</h2>
      {timeline.length < 2 || !moment ? (
        <p class="nothing">
          {hasEnded(state) ? 'There is too little to draw.' : 'The drawing begins with the first messages.'}
        </p>
      ) : (
        <>
          <ul class="legend">
            {[...FUNNEL_STEPS, ['failed', 'Failed'] as const].map(([key, label]) => (
              <li key={key} data-step={key}>
                {label} <b>{whole(moment[key])}</b>
              </li>
            ))}
            <li class="when">{shown === undefined ? 'now' : `at ${clock(moment.at)}`}</li>
          </ul>
          <div
            ref={host}
            class="plot"
            onPointerMove={(event) =>
              setMarked(
                nearest(timeline, width, event.clientX - event.currentTarget.getBoundingClientRect().left),
              )
            }
            onPointerLeave={() => setMarked(undefined)}
          >
            <svg width={width} height={TIMELINE_HEIGHT} aria-hidden="true">
              {width > 0 && <TimelineDrawing timeline={timeline} width={width} marked={shown} />}
            </svg>
            <input
              class="unseen"
              type="range"
              aria-label="Moment"
              min={0}
              max={timeline.length - 1}
              value={shown ?? timeline.length - 1}
              aria-valuetext={`${clock(moment.at)}: ${FUNNEL_STEPS.map(([key, label]) => `${label} ${whole(moment[key])}`).join(', ')}`}
              onFocus={() => setMarked(shown ?? timeline.length - 1)}
              onBlur={() => setMarked(undefined)}
              onInput={(event) => setMarked(Number(event.currentTarget.value))}
            />
          </div>
        </>
      )}
    </section>
  );
}

/** The moment that stands closest to where the pointer is. */
function nearest(timeline: readonly TimelinePoint[], width: number, pointer: number): number {
  const x = placeOf(timeline, width);
  let best = 0;
  for (let index = 1; index < timeline.length; index++) {
    if (Math.abs(x(index) - pointer) < Math.abs(x(best) - pointer)) best = index;
  }
  return best;
}
