import type { Clock } from '../../core/time/clock.js';
import type { Trouble } from '../verdict.js';

const SHORTEST = 1_000;
const LONGEST = 30_000;

/**
 * What keeps a campaign from sending at all, and when it is tried again: with one person, for if nothing has changed,
 * only that one is told so.
 */
export class Troubles {
  #clock: Clock;
  #now: Trouble | null = null;
  #tries = 0;
  #retryAt = 0;
  /** What was sent before the trouble came says nothing of whether it is over. */
  #generation = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get now(): Trouble | null {
    return this.#now;
  }

  get generation(): number {
    return this.#generation;
  }

  meet(trouble: Trouble, generation: number): void {
    if (this.#now && generation !== this.#generation) return;
    this.#now = trouble;
    this.#generation++;
    const wait = Math.min(SHORTEST * 2 ** this.#tries++, LONGEST);
    const untold = trouble.until === undefined ? 0 : trouble.until - this.#clock.now();
    this.#retryAt = this.#clock.monotonic() + Math.max(wait, untold);
  }

  /** Somebody was sent to. */
  pass(generation: number): void {
    if (!this.#now || generation !== this.#generation) return;
    this.#now = null;
    this.#tries = 0;
  }

  /** Milliseconds until it is worth a try. */
  get wait(): number {
    return this.#now ? Math.max(0, this.#retryAt - this.#clock.monotonic()) : 0;
  }
}
