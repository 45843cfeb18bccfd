import type { CampaignReport } from '../../../../report.js';
import { percent, whole } from '../../../numbers.js';

export const FUNNEL_STEPS = [
  ['sent', 'Sent'],
  ['delivered', 'Delivered'],
  ['read', 'Read'],
  ['answered', 'Answered'],
] as const;

const LABELS = 76;
const BODY = 132;
export const FUNNEL_HEIGHT = LABELS + BODY;
/** As much of a step as is level before it narrows to the next. */
const LEVEL = 0.58;
/** So that a step nobody has reached can still be seen. */
const THINNEST = 2;

/** Sent → delivered → read → answered, each as high as its share of what was sent. */
export function FunnelDrawing({ funnel, width }: { funnel: CampaignReport['funnel']; width: number }) {
  const step = width / FUNNEL_STEPS.length;
  const middle = LABELS + BODY / 2;
  const half = (count: number) =>
    Math.max(THINNEST, funnel.sent > 0 ? ((count / funnel.sent) * BODY) / 2 : 0);
  return (
    <g class="funnel-drawing" data-narrow={step < 130}>
      {FUNNEL_STEPS.map(([key, label], index) => {
        const here = half(funnel[key]);
        const next = FUNNEL_STEPS[index + 1];
        const then = next ? half(funnel[next[0]]) : here;
        const [left, level, right] = [
          index * step,
          index * step + step * (next ? LEVEL : 1),
          (index + 1) * step,
        ];
        const bend = (level + right) / 2;
        return (
          <g key={key} data-step={key}>
            <path
              d={`M${left} ${middle - here} H${level} C${bend} ${middle - here} ${bend} ${middle - then} ${right} ${middle - then} V${middle + then} C${bend} ${middle + then} ${bend} ${middle + here} ${level} ${middle + here} H${left} Z`}
            />
            <text class="step-label" x={left} y={14}>
              {label}
            </text>
            <text class="step-count" x={left} y={40}>
              {whole(funnel[key])}
            </text>
            <text class="step-share" x={left} y={57}>
              {percent(funnel[key], funnel.sent)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** The funnel in a sentence, for who cannot see it. */
export function funnelSentence(funnel: CampaignReport['funnel']): string {
  return FUNNEL_STEPS.map(
    ([key, label]) => `${label} ${whole(funnel[key])}, ${percent(funnel[key], funnel.sent)}`,
  ).join('; ');
}
