import { SlidingLog } from '../../graph/pacing/sliding-log.js';

/** What may be caught up after the process was busy: so many milliseconds' worth. */
const CATCH_UP = 200;

/** How fast one campaign goes, of its own accord. Times are the clock's monotonic milliseconds. */
export class Pace {
  #rate: number | null = null;
  #log: SlidingLog | null = null;
  #next: number | undefined;

  constructor(rate: number | null) {
    this.setRate(rate);
  }

  get rate(): number | null {
    return this.#rate;
  }

  setRate(rate: number | null): void {
    if (rate === this.#rate) return;
    this.#rate = rate;
    // Below one a second it is one in so many seconds.
    this.#log =
      rate === null
        ? null
        : new SlidingLog(rate < 1 ? { count: 1, per: 1000 / rate } : { count: Math.floor(rate), per: 1000 });
    this.#next = undefined;
  }

  /** How many of `wanted` may go now. They are counted as gone. */
  take(now: number, wanted: number): number {
    if (this.#rate === null || !this.#log) return wanted;
    const gap = 1000 / this.#rate;
    let next = Math.max(this.#next ?? now, now - CATCH_UP);
    let taken = 0;
    while (taken < wanted && next <= now && this.#log.readyAt(now, 1, 1) <= now) {
      this.#log.take(now, 1, 0);
      next += gap;
      taken++;
    }
    this.#next = next;
    return taken;
  }

  /** Milliseconds until somebody may go. */
  wait(now: number): number {
    if (!this.#log) return 0;
    return Math.max(0, (this.#next ?? now) - now, this.#log.readyAt(now, 1, 1) - now);
  }
}
