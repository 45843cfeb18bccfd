import { type Budget, JITTER } from './budget.js';
import type { RateLimit } from './rules.js';

/** A long period need not be remembered call by call: so many entries are exact enough. */
const ENTRIES = 4096;

/**
 * Remembers when calls went, so that there are never more than the limit in any stretch of its length. A bucket of
 * tokens would let twice as many through around the moment it is filled.
 */
export class SlidingLog implements Budget {
  #limit: number;
  #period: number;
  /** What goes within so many milliseconds is one entry. */
  #grain: number;
  /** A ring, which grows as far as the limit makes it. */
  #times = new Float64Array(16);
  #counts = new Float64Array(16);
  #first = 0;
  #entries = 0;
  #total = 0;

  constructor({ count, per }: RateLimit) {
    this.#limit = count;
    this.#period = per + JITTER;
    this.#grain = count > ENTRIES ? per / ENTRIES : 0;
  }

  readyAt(now: number, count: number, share: number): number {
    this.#forget(now);
    const limit = Math.max(1, Math.floor(this.#limit * share));
    // What is larger than the whole limit, as a batch may be, goes when nothing else counts.
    let over = this.#total + Math.min(count, limit) - limit;
    if (over <= 0) return now;
    let at = this.#first;
    for (let seen = 0; seen < this.#entries; seen++) {
      over -= this.#counts[at] ?? 0;
      if (over <= 0) break;
      at = this.#after(at);
    }
    return (this.#times[at] ?? now) + this.#period;
  }

  take(now: number, count: number, late: number): void {
    this.#total += count;
    const last = this.#at(this.#entries - 1);
    if (this.#entries > 0 && now + late <= (this.#times[last] ?? 0)) {
      this.#counts[last] = (this.#counts[last] ?? 0) + count;
      return;
    }
    if (this.#entries === this.#times.length) this.#grow();
    const next = this.#at(this.#entries);
    // It stands for all that goes until its grain is over.
    this.#times[next] = now + late + this.#grain;
    this.#counts[next] = count;
    this.#entries += 1;
  }

  delay(from: number, to: number, count: number): void {
    let seen = this.#entries;
    while (seen > 0 && (this.#times[this.#at(seen - 1)] ?? from) >= from) seen -= 1;
    let left = count;
    for (; left > 0 && seen < this.#entries; seen++) {
      const at = this.#at(seen);
      if ((this.#times[at] ?? to) >= to) break;
      const moved = Math.min(left, this.#counts[at] ?? 0);
      this.#counts[at] = (this.#counts[at] ?? 0) - moved;
      left -= moved;
    }
    if (left === count) return;
    this.#total -= count - left;
    this.take(to, count - left, 0);
  }

  spacing(share: number): number {
    return this.#period / Math.max(1, this.#limit * share);
  }

  isIdle(now: number): boolean {
    this.#forget(now);
    return this.#entries === 0;
  }

  #forget(now: number): void {
    while (this.#entries > 0 && (this.#times[this.#first] ?? 0) + this.#period <= now) {
      this.#total -= this.#counts[this.#first] ?? 0;
      this.#first = this.#after(this.#first);
      this.#entries -= 1;
    }
  }

  /** Where the entry is before which there are so many. */
  #at(seen: number): number {
    return (this.#first + seen) & (this.#times.length - 1);
  }

  #after(index: number): number {
    return (index + 1) & (this.#times.length - 1);
  }

  #grow(): void {
    const size = this.#times.length;
    const unrolled = (ring: Float64Array) => {
      const larger = new Float64Array(size * 2);
      larger.set(ring.subarray(this.#first));
      larger.set(ring.subarray(0, this.#first), size - this.#first);
      return larger;
    };
    this.#times = unrolled(this.#times);
    this.#counts = unrolled(this.#counts);
    this.#first = 0;
  }
}
