import { ChinwagError } from '../errors.js';

type Unit = 'ms' | 's' | 'm' | 'h' | 'd' | 'w';

/** Milliseconds, or in words: `'90s'`, `'30m'`, `'2h'`, `'1d'`, `'1.5h'`, `'1w'`. */
export type Duration = number | `${number}${Unit}`;

const UNITS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * A duration in milliseconds.
 *
 * @throws {ChinwagError} when it is none.
 */
export function milliseconds(duration: Duration): number {
  const [, count, unit = 'ms'] = /^(\d+(?:\.\d+)?)(ms|[smhdw])?$/.exec(String(duration).trim()) ?? [];
  const length = Number(count) * (UNITS[unit] ?? 1);
  if (Number.isFinite(length)) return length;
  throw new ChinwagError('duration', `${JSON.stringify(duration)} is not a duration`, {
    hint: "Write '90s', '30m', '2h' or '1d', or a number of milliseconds.",
  });
}

/** A moment in milliseconds since 1970: the moment itself, or so long from `now`. */
export function moment(when: Date | Duration, now: number): number {
  if (!(when instanceof Date)) return now + milliseconds(when);
  const time = when.getTime();
  if (Number.isFinite(time)) return time;
  throw new ChinwagError('duration', 'the Date is not a date', { hint: 'new Date(…) could not read it.' });
}
