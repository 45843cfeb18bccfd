import type { Clock, Timer } from './time/clock.js';

/** Far below the 5 seconds that Meta waits for an answer. */
const LONGEST_MILLISECONDS = 25;

/**
 * Answers that wait while more conversations wait than can be worked on, though not for long: whoever sends then feels
 * it, and what waits does not pile up in memory.
 */
export class SlowDown {
  #clock: Clock;
  #held: ((accepted: true) => void)[] = [];
  #release: Timer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when its turn to answer has come. */
  hold(): Promise<true> {
    return new Promise((resolve) => {
      this.#held.push(resolve);
      if (this.#held.length > 1) return;
      const release = () => {
        for (const answer of this.#held.splice(0)) answer(true);
      };
      this.#release = this.#clock.setTimeout(release, LONGEST_MILLISECONDS);
    });
  }

  /** One conversation fewer waits: the answer that was held the longest goes. */
  letOneGo(): void {
    if (this.#held.length === 0) return;
    this.#held.shift()?.(true);
    if (this.#held.length === 0) this.#clock.clearTimeout(this.#release);
  }
}
