import type { TimelinePoint } from '../report.js';

export interface Pace {
  at: number;
  perSecond: number;
}

/** How fast a campaign went, from one moment of its timeline to the next. */
export function paceOf(timeline: readonly TimelinePoint[]): Pace[] {
  const pace: Pace[] = [];
  let before: TimelinePoint | undefined;
  for (const point of timeline) {
    if (before && point.at > before.at) {
      pace.push({ at: point.at, perSecond: ((point.sent - before.sent) * 1000) / (point.at - before.at) });
    }
    before = point;
  }
  return pace;
}

/** Brought to at most so many values: each the mean of those it stands for. */
export function condensed(values: readonly number[], most: number): number[] {
  if (values.length <= most) return [...values];
  return Array.from({ length: most }, (_, index) => {
    const part = values.slice(
      Math.floor((index * values.length) / most),
      Math.floor(((index + 1) * values.length) / most),
    );
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}
