import type { Funnel } from '../report.js';
import { percent } from './numbers.js';

export interface AbResult {
  /** The variant that more people answered, or read where nobody has answered. */
  leader: string;
  runnerUp: string;
  by: 'answered' | 'read';
  /** Shares of those it was sent to, from 0 to 1. */
  leaderShare: number;
  runnerUpShare: number;
  /** How likely chance alone makes a difference at least as large. */
  chance: number;
}

/** Below this, a difference is called one. */
export const CLEAR = 0.05;
/** With fewer people the normal distribution does not describe what chance does. */
const FEWEST = 30;

/** The best variant beside the next best, by a two-sided test of two proportions; undefined while it is too early. */
export function abResult(variants: Readonly<Record<string, Funnel>>): AbResult | undefined {
  const all = Object.entries(variants);
  if (all.length < 2 || all.some(([, { sent }]) => sent < FEWEST)) return undefined;
  const by = all.some(([, { answered }]) => answered > 0) ? 'answered' : 'read';
  const [best, next] = all
    .map(([name, counts]) => ({ name, sent: counts.sent, share: counts[by] / counts.sent }))
    .sort((one, other) => other.share - one.share);
  if (!best || !next || best.share === 0) return undefined;
  return {
    leader: best.name,
    runnerUp: next.name,
    by,
    leaderShare: best.share,
    runnerUpShare: next.share,
    chance: chanceOf(best, next),
  };
}

function chanceOf(one: { sent: number; share: number }, other: { sent: number; share: number }): number {
  const pooled = (one.share * one.sent + other.share * other.sent) / (one.sent + other.sent);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / one.sent + 1 / other.sent));
  return spread === 0 ? 1 : 2 * tail(Math.abs(one.share - other.share) / spread);
}

/** The normal distribution's share beyond `z`, after Abramowitz and Stegun 26.2.17: right to seven digits. */
function tail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const sum =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}

/** The result in a sentence. */
export function abSentence(result: AbResult): string {
  const share = (part: number) => percent(part, 1);
  const { leader, runnerUp, by, leaderShare, runnerUpShare, chance } = result;
  const shares = `${share(leaderShare)} to ${share(runnerUpShare)}`;
  if (chance >= CLEAR) return `No clear difference yet between ${leader} and ${runnerUp}: ${by} ${shares}.`;
  const odds = chance < 0.001 ? 'less than 1 in 1,000' : `about 1 in ${Math.round(1 / chance)}`;
  return `${leader} is ${by} more often than ${runnerUp}: ${shares}. The odds that this is chance are ${odds}.`;
}
