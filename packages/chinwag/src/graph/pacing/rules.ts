import type { GraphCall } from '../call.js';

/** So many calls in every stretch of so many milliseconds, wherever it begins. */
export interface RateLimit {
  count: number;
  per: number;
}

/** Calls that are counted together, and wait together. */
export interface RateClass {
  /** The limits they count for; the first one says how evenly a campaign goes. */
  limits: readonly string[];
  /** Whether they reach people: not when the platform has blocked the Page. */
  isSend?: boolean;
}

/** What a platform allows: which calls are counted as what, and how many of them there may be. */
export interface PacingRules {
  /** By name. A function where Pages differ; undefined where there is no limit. */
  limits: Readonly<Record<string, RateLimit | ((page: string) => RateLimit | undefined)>>;
  classes: Readonly<Record<string, RateClass>>;
  /** The class of a call; undefined for one that nobody counts. */
  classOf(call: GraphCall): string | undefined;
}

/** The class of what the rules do not name. */
export const UNCOUNTED = 'other';

/** Nothing has a limit; what the platform says of its own accord still counts. */
export const NO_RULES: PacingRules = { limits: {}, classes: {}, classOf: () => undefined };
