import { onAbort } from './on-abort.js';

/** Bounds how much is on its way at once; the rest waits in the order it came. */
export class InFlight {
  #most: number;
  #count = 0;
  #waiting = new Set<() => void>();
  #idle: (() => void)[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Undefined if there is room at once. Rejects with the signal's reason if it aborts before there is. */
  enter(signal?: AbortSignal): Promise<void> | undefined {
    if (this.#count < this.#most) {
      this.#count += 1;
      return undefined;
    }
    return new Promise((resolve, reject) => {
      const go = () => {
        stopListening?.();
        resolve();
      };
      this.#waiting.add(go);
      const stopListening =
        signal &&
        onAbort(signal, () => {
          this.#waiting.delete(go);
          stopListening?.();
          reject(signal.reason);
        });
    });
  }

  leave(): void {
    const [next] = this.#waiting;
    if (next) {
      // Its place is handed on, so the count stays.
      this.#waiting.delete(next);
      next();
      return;
    }
    this.#count -= 1;
    if (this.#count === 0) for (const settle of this.#idle.splice(0)) settle();
  }

  /** When nothing is on its way and nothing waits. */
  idle(): Promise<void> {
    if (this.#count === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }
}
