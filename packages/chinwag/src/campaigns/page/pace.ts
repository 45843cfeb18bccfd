import type { TimelinePoint } from '../report.js';

/** A timeline knows no less than a second. */
const FINEST = 1_000;

/** How many were sent to a second, from the beginning of a timeline to its end: at most so many equal stretches. */
export function paceOf(timeline: readonly TimelinePoint[], most: number): number[] {
  const [from, to] = [timeline[0]?.at ?? 0, timeline.at(-1)?.at ?? 0];
  const stretches = Math.min(Math.floor(most), Math.floor((to - from) / FINEST));
  if (stretches < 1) return [];
  const width = (to - from) / stretches;
  const sentBy = Array.from({ length: stretches + 1 }, (_, index) => sentAt(timeline, from + index * width));
  return sentBy.slice(1).map((sent, index) => ((sent - (sentBy[index] ?? 0)) * 1_000) / width);
}

/** How many had been sent to by then, on the straight line between the points around it. */
function sentAt(timeline: readonly TimelinePoint[], at: number): number {
  const next = timeline.findIndex((point) => point.at >= at);
  const [before, after] = [timeline[next - 1], timeline[next]];
  if (!after) return timeline.at(-1)?.sent ?? 0;
  if (!before) return after.sent;
  return before.sent + ((at - before.at) / (after.at - before.at)) * (after.sent - before.sent);
}
