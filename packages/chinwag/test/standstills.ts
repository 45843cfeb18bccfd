import { isListed } from './listed.js';

/** Milliseconds between looks whether time went on without this process. */
const EVERY = 20;

const still: { from: number; to: number }[] = [];
let last = Date.now();

setInterval(() => {
  const now = Date.now();
  if (now - last > 2 * EVERY) still.push({ from: last + EVERY, to: now });
  last = now;
}, EVERY).unref();

/**
 * For how many milliseconds between two times this process could not go on, and the machine with it: so much longer
 * takes what takes its time. None where faults are tested at their very numbers.
 */
export function stoodStill(from: number, to: number): number {
  if (isListed) return 0;
  const within = still.map((each) => Math.min(each.to, to) - Math.max(each.from, from));
  return within.reduce((sum, each) => sum + Math.max(0, each), 0);
}
