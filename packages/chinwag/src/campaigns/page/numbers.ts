/** Numbers as people read them, the same everywhere in a campaign's views. */
export const whole = (number: number) => Math.round(number).toLocaleString('en');

export const counted = (number: number, one: string, many = `${one}s`) =>
  `${whole(number)} ${Math.round(number) === 1 ? one : many}`;

/** A share in percent: one decimal, and never 100 % before all are there, nor 0 % once there is somebody. */
export function percent(part: number, all: number): string {
  if (all <= 0) return '–';
  if (part >= all) return '100 %';
  if (part <= 0) return '0.0 %';
  const tenths = Math.round((part / all) * 1000);
  return `${(Math.min(Math.max(tenths, 1), 999) / 10).toFixed(1)} %`;
}

export function perSecond(rate: number): string {
  return `${rate >= 10 ? whole(rate) : Number(rate >= 0.1 ? rate.toFixed(1) : rate.toPrecision(1))}/s`;
}

const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/** A stretch of time in its two largest units: `1 h 12 min`. */
export function duration(seconds: number): string {
  let left = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [size, unit] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ') || '0 s';
}
