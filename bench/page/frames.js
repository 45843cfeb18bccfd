/** Reads the frames of a page out of a trace of Chromium. */

const quantiles = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return [0.5, 0.95, 0.99].map(
    (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0,
  );
};

const begins = ({ name, ph }) => name === 'AnimationFrame' && ph === 'b';

/** The main thread of the page with the most to do. */
function mainThread(events) {
  const names = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const frames = ({ pid, tid }) =>
    events.filter((event) => event.pid === pid && event.tid === tid && begins(event)).length;
  return names.sort((one, other) => frames(other) - frames(one))[0];
}

/**
 * Of each frame: the milliseconds of processor time that the main thread spent between its beginning and the next one's
 * (tasks, styles, layout, painting), and how far apart frames were. Median, 95th and 99th percentile.
 */
export function framesOf(events) {
  const { pid, tid } = mainThread(events);
  const own = events.filter((event) => event.pid === pid && event.tid === tid);
  const starts = own
    .filter(begins)
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  const tasks = own
    .filter(({ name, ph }) => ph === 'X' && name === 'ThreadControllerImpl::RunTask')
    .sort((one, other) => one.ts - other.ts);
  const work = starts.map(() => 0);
  let frame = 0;
  for (const { ts, tdur = 0 } of tasks) {
    while (frame + 1 < starts.length && starts[frame + 1] <= ts) frame += 1;
    if (ts >= starts[0]) work[frame] += tdur / 1_000;
  }
  // The task that begins a frame starts a little before the frame is said to have begun.
  return {
    count: starts.length,
    work: quantiles(work.slice(0, -1)),
    distance: quantiles(starts.slice(1).map((start, index) => (start - starts[index]) / 1_000)),
    longest: Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000,
  };
}
