import type { TimelinePoint } from '../../../../report.js';
import { FUNNEL_STEPS } from './FunnelDrawing.js';
import { moments, momentWord, shortened, ticks } from './scale.js';

export const TIMELINE_HEIGHT = 248;
const LEFT = 44;
const RIGHT = 8;
const TOP = 12;
const BOTTOM = 28;
/** Room that the time under the chart needs. */
const WORD = 84;

/** Where a moment stands in a drawing of that width. */
export function placeOf(timeline: readonly TimelinePoint[], width: number): (index: number) => number {
  const [first, last] = [time(timeline[0]), time(timeline.at(-1))];
  const room = width - LEFT - RIGHT;
  return (index) => LEFT + (last > first ? ((time(timeline[index]) - first) / (last - first)) * room : 0);
}

const time = (moment: TimelinePoint | undefined) => moment?.at ?? 0;

/** How many had been sent, delivered, read and answered by when: each area lies within the one before. */
export function TimelineDrawing(props: {
  timeline: readonly TimelinePoint[];
  width: number;
  marked?: number;
}) {
  const { timeline, width, marked } = props;
  const [first, last] = [time(timeline[0]), time(timeline.at(-1))];
  const most = Math.max(...timeline.map(({ sent, failed }) => Math.max(sent, failed)), 1);
  const scale = ticks(most);
  const top = scale.at(-1) ?? most;
  const bottom = TIMELINE_HEIGHT - BOTTOM;
  const x = placeOf(timeline, width);
  const y = (count: number) => bottom - (count / top) * (bottom - TOP);
  const line = (key: keyof Omit<TimelinePoint, 'at'>) =>
    timeline.map(
      (moment, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(moment[key]).toFixed(1)}`,
    );
  const span = last - first;
  const point = marked === undefined ? undefined : timeline[marked];
  return (
    <g class="timeline-drawing">
      {scale.map((count) => (
        <g key={count}>
          <line class="grid" x1={LEFT} x2={width - RIGHT} y1={y(count)} y2={y(count)} />
          <text class="tick" x={LEFT - 8} y={y(count) + 4} text-anchor="end">
            {shortened(count)}
          </text>
        </g>
      ))}
      {moments(first, last, Math.max(1, Math.floor((width - LEFT) / WORD))).map((at) => (
        <text
          key={at}
          class="tick"
          x={Math.min(width - 28, LEFT + ((at - first) / (span || 1)) * (width - LEFT - RIGHT))}
          y={TIMELINE_HEIGHT - 8}
          text-anchor="middle"
        >
          {momentWord(at, span)}
        </text>
      ))}
      {FUNNEL_STEPS.map(([key]) => (
        <g key={key} data-step={key}>
          <path class="area" d={`${line(key).join('')}V${bottom}H${LEFT}Z`} />
          <path class="edge" d={line(key).join('')} />
        </g>
      ))}
      {timeline.some(({ failed }) => failed > 0) && <path class="failed" d={line('failed').join('')} />}
      {point && marked !== undefined && (
        <g class="mark">
          <line x1={x(marked)} x2={x(marked)} y1={TOP} y2={bottom} />
          {FUNNEL_STEPS.map(([key]) => (
            <circle key={key} cx={x(marked)} cy={y(point[key])} r={4} data-step={key} />
          ))}
        </g>
      )}
    </g>
  );
}
