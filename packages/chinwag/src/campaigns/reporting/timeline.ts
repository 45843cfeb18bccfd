import type { TimelinePoint } from '../report.js';

const SECOND = 1_000;
const MINUTE = 60_000;

/** How finely the timeline is kept: by the second at first, then ever more coarsely, for receipts come for days. */
function widthAt(sinceStart: number): number {
  if (sinceStart < 10 * MINUTE) return SECOND;
  return sinceStart < 6 * 60 * MINUTE ? 10 * SECOND : MINUTE;
}

/** The beginning of the stretch of time that a moment is counted in. Every ledger counts in the same ones. */
export function beginOfMoment(at: number, startedAt: number): number {
  const width = widthAt(at - startedAt);
  return Math.floor(at / width) * width;
}

/** Over so much time the rate of now is taken. */
const RECENT = 5 * SECOND;

/** Sends a second of late; 0 where nothing was sent. */
export function rateOf(timeline: readonly TimelinePoint[], startedAt: number, now: number): number {
  const from = beginOfMoment(now - RECENT, startedAt);
  const reached = timeline.at(-1)?.sent ?? 0;
  const before = timeline.findLast(({ at }) => at < from)?.sent ?? 0;
  const seconds = (now - Math.max(from, startedAt)) / SECOND;
  return seconds > 0 ? (reached - before) / Math.max(seconds, 1) : 0;
}

/** Brought to at most so many points; what has been reached stays, for each is counted from the start. */
export function thinned(timeline: readonly TimelinePoint[], most: number): TimelinePoint[] {
  if (timeline.length <= most) return [...timeline];
  const step = (timeline.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => timeline[Math.round(index * step)] as TimelinePoint);
}
