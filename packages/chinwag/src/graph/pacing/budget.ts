/** How much of a limit is left. Times are the clock's monotonic milliseconds. */
export interface Budget {
  /**
   * When `count` calls can go: `now` or before it if at once, `Infinity` if not known yet. `share`: the part of the
   * limit that may be used, above 0 and at most 1.
   */
  readyAt(now: number, count: number, share: number): number;
  /** They go, and may arrive so many milliseconds later than others do. */
  take(now: number, count: number, late: number): void;
  /** So many of those taken at `from` or since then go only at `to`. */
  delay(from: number, to: number, count: number): void;
  /** Milliseconds between two calls that use this share of the limit evenly; 0 where the budget sees to it itself. */
  spacing(share: number): number;
  /** Nothing that was taken counts any more. */
  isIdle(now: number): boolean;
}

/**
 * Requests do not arrive as evenly as they leave. What has left is remembered for this much longer than the platform
 * counts it, so that a network which holds one up for so long still delivers no more than the limit in any second.
 */
export const JITTER = 13;

/** What has to open its connection is on its way for longer, and may arrive together with what went after it. */
export const OPENING = 250;
