import type { Clock, Timer } from '../../src/core/time/clock.js';

interface Due extends Timer {
  at: number;
  task: () => void;
  every?: number;
}

/** Time that passes when it is told to; chance that repeats itself. */
export class TestClock implements Clock {
  /** What the machine believes the time of day is; a test may set it. */
  wall = 1_790_000_000_000;
  #elapsed = 0;
  #due = new Set<Due>();
  #seed = 1;

  now(): number {
    return this.wall + this.#elapsed;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  random(): number {
    this.#seed = (Math.imul(this.#seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return this.#seed / 0x80000000;
  }

  setTimeout(task: () => void, milliseconds: number): Timer {
    const due: Due = { at: this.#elapsed + milliseconds, task };
    this.#due.add(due);
    return due;
  }

  setInterval(task: () => void, milliseconds: number): Timer {
    const due: Due = { at: this.#elapsed + milliseconds, task, every: milliseconds };
    this.#due.add(due);
    return due;
  }

  clearTimeout(timer: Timer | undefined): void {
    this.#due.delete(timer as Due);
  }

  clearInterval(timer: Timer | undefined): void {
    this.clearTimeout(timer);
  }

  /** Lets so many milliseconds pass, with everything that happens in them. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#elapsed + milliseconds;
    await settled();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#elapsed = Math.max(this.#elapsed, next.at);
      if (next.every === undefined) this.#due.delete(next);
      else next.at += next.every;
      next.task();
      await settled();
    }
    this.#elapsed = end;
  }

  #next(end: number): Due | undefined {
    let first: Due | undefined;
    for (const due of this.#due) if (due.at <= end && (!first || due.at < first.at)) first = due;
    return first;
  }
}

/** Until every promise that could has gone on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
