import { type Clock, systemClock, type Timer } from './clock.js';

/** Something that has to end in time, and its neighbours. */
export interface Guarded {
  ends: number;
  expire: () => void;
  before: Guarded | undefined;
  after: Guarded | undefined;
}

/**
 * A limit of time on many things at once. One timer looks after all of them, since one for each would be a good
 * part of what a short turn costs; an end may be noticed a quarter of the limit (at most a second) late, and twice that
 * where the process stood still.
 */
export class Deadline {
  readonly milliseconds: number;
  // All have the same limit, so the first in is the first to end. Linked to one another: a Set that thousands pass
  // through keeps them in memory until a full collection, by the tables it has outgrown.
  #first: Guarded | undefined;
  #last: Guarded | undefined;
  #clock: Clock;
  #timer: Timer | undefined;
  #period: number;
  #lookedAt = 0;
  #hasWaited = false;
  #onIdle: (() => void) | undefined;

  /** `onIdle` is told when nothing has been guarded for a while. */
  constructor(milliseconds: number, clock: Clock = systemClock, onIdle?: () => void) {
    this.milliseconds = milliseconds;
    this.#period = Math.min(1_000, milliseconds / 4);
    this.#clock = clock;
    this.#onIdle = onIdle;
  }

  /** Settles as the task does, or rejects when it takes too long. */
  guard(task: Promise<void>, tooLate: () => Error): Promise<void> {
    return new Promise((resolve, reject) => {
      const guarded = this.begin(() => reject(tooLate()));
      task.then(
        () => {
          this.release(guarded);
          resolve();
        },
        (reason) => {
          this.release(guarded);
          reject(reason);
        },
      );
    });
  }

  /** Expires something when its time is up, unless it is released before. */
  begin(expire: () => void): Guarded {
    const ends = this.#clock.monotonic() + this.milliseconds;
    const guarded: Guarded = { ends, expire, before: this.#last, after: undefined };
    if (this.#last) this.#last.after = guarded;
    else this.#first = guarded;
    this.#last = guarded;
    if (!this.#timer) this.#watch();
    return guarded;
  }

  /** It has ended. May be told more than once. */
  release(guarded: Guarded): void {
    const { before, after } = guarded;
    if (before) before.after = after;
    else if (this.#first === guarded) this.#first = after;
    if (after) after.before = before;
    else if (this.#last === guarded) this.#last = before;
    guarded.before = undefined;
    guarded.after = undefined;
  }

  #watch(): void {
    this.#lookedAt = this.#clock.monotonic();
    this.#timer = this.#clock.setInterval(() => this.#look(), this.#period);
    this.#timer.unref?.();
  }

  #look(): void {
    const now = this.#clock.monotonic();
    const isLate = now - this.#lookedAt > 2 * this.#period;
    this.#lookedAt = now;
    // The process stood still. What has come meanwhile is read before the next look; it was in time.
    this.#hasWaited = isLate && !this.#hasWaited;
    if (this.#hasWaited) return;
    for (let next = this.#first; next; next = this.#first) {
      if (next.ends > now) return;
      this.release(next);
      next.expire();
    }
    this.#clock.clearInterval(this.#timer);
    this.#timer = undefined;
    this.#onIdle?.();
  }
}
