import { type Clock, systemClock, type Timer } from './clock.js';

interface Guarded {
  ends: number;
  expire: () => void;
}

/**
 * A limit of time on many things at once. One timer looks after all of them, since one for each would be a good
 * part of what a short turn costs; an end may be noticed a quarter of the limit (at most a second) late.
 */
export class Deadline {
  readonly milliseconds: number;
  // All have the same limit, so the first in is the first to end.
  #guarded = new Set<Guarded>();
  #clock: Clock;
  #timer: Timer | undefined;

  constructor(milliseconds: number, clock: Clock = systemClock) {
    this.milliseconds = milliseconds;
    this.#clock = clock;
  }

  /** Settles as the task does, or rejects when it takes too long. */
  guard(task: Promise<void>, tooLate: () => Error): Promise<void> {
    return new Promise((resolve, reject) => {
      const guarded = { ends: this.#clock.monotonic() + this.milliseconds, expire: () => reject(tooLate()) };
      this.#guarded.add(guarded);
      if (!this.#timer) this.#watch();
      const done = () => this.#guarded.delete(guarded);
      task.then(
        () => {
          done();
          resolve();
        },
        (reason) => {
          done();
          reject(reason);
        },
      );
    });
  }

  #watch(): void {
    this.#timer = this.#clock.setInterval(() => this.#look(), Math.min(1_000, this.milliseconds / 4));
    this.#timer.unref?.();
  }

  #look(): void {
    const now = this.#clock.monotonic();
    for (const guarded of this.#guarded) {
      if (guarded.ends > now) return;
      this.#guarded.delete(guarded);
      guarded.expire();
    }
    this.#clock.clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
