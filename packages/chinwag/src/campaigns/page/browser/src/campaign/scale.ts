/** Round numbers from 0 to just above the most, about so many of them. */
export function ticks(most: number, about = 4): number[] {
  const rough = Math.max(most, 1) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const size = Math.max(1, ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  return Array.from({ length: Math.ceil(most / size) + 1 }, (_, index) => index * size);
}

const MINUTE = 60_000;
const STEPS = [
  1_000,
  2_000,
  5_000,
  10_000,
  15_000,
  30_000,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  60 * MINUTE,
  3 * 60 * MINUTE,
  6 * 60 * MINUTE,
  12 * 60 * MINUTE,
  24 * 60 * MINUTE,
];

/** Moments between two that a clock would strike, at most so many of them. */
export function moments(from: number, to: number, most: number): number[] {
  const step = STEPS.find((size) => (to - from) / size <= most) ?? Math.ceil((to - from) / most);
  const offset = new Date(from).getTimezoneOffset() * MINUTE;
  const first = Math.ceil((from - offset) / step) * step + offset;
  const found: number[] = [];
  for (let at = first; at <= to; at += step) found.push(at);
  return found;
}

/** What to call a moment beside others that far from it. */
export function momentWord(at: number, span: number): string {
  const date = new Date(at);
  if (span > 36 * 60 * MINUTE) return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  return date.toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(span < 10 * MINUTE ? { second: '2-digit' } : {}),
  });
}

/** A round number in little room: 12k. */
export function shortened(number: number): string {
  if (number >= 1_000_000) return `${number / 1_000_000}M`;
  return number >= 1_000 ? `${number / 1_000}k` : String(number);
}
