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
  #timer: NodeJS.Timeout | undefined;

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
  }

  /** Settles as the task does, or rejects when it takes too long. */
  guard(task: Promise<void>, tooLate: () => Error): Promise<void> {
    return new Promise((resolve, reject) => {
      const guarded = { ends: performance.now() + this.milliseconds, expire: () => reject(tooLate()) };
      this.#guarded.add(guarded);
      this.#timer ??= setInterval(() => this.#look(), Math.min(1_000, this.milliseconds / 4)).unref();
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

  #look(): void {
    const now = performance.now();
    for (const guarded of this.#guarded) {
      if (guarded.ends > now) return;
      this.#guarded.delete(guarded);
      guarded.expire();
    }
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
