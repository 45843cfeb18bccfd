import type { Clock } from '../../core/time/clock.js';

/** A wait that ends when its time is over, or when somebody has news. */
export class Sleep {
  #clock: Clock;
  #wake: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  wake(): void {
    this.#wake();
  }

  for(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#clock.setTimeout(() => this.#wake(), milliseconds);
      this.#wake = () => {
        this.#wake = () => undefined;
        this.#clock.clearTimeout(timer);
        // Whatever else happens in this moment is noted along with it.
        setImmediate(resolve);
      };
    });
  }
}
