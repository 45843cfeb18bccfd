import type { Logger } from '../logger.js';
import type { Clock } from '../time/clock.js';

/** A storage that fails for some, as on a disk that is nearly full, works again when it has not failed for so long. */
const CALM_MILLISECONDS = 1_000;

/** Tells the log once that the storage fails, and once that it works again, however many meet it meanwhile. */
export class Outage {
  #logger: Logger;
  #clock: Clock;
  #told: string | undefined;
  #lastAt = 0;

  constructor(logger: Logger, clock: Clock) {
    this.#logger = logger;
    this.#clock = clock;
  }

  /** It failed; another failure than before is news. */
  met(error: unknown): void {
    const why = String(error);
    this.#lastAt = this.#clock.monotonic();
    if (why === this.#told) return;
    this.#told = why;
    this.#logger.error(
      'The storage failed. Until it works again webhooks are answered with 503, so that Meta sends them again',
      error,
    );
  }

  /** Something was written. */
  passed(): void {
    if (this.#told === undefined || this.#clock.monotonic() - this.#lastAt < CALM_MILLISECONDS) return;
    this.#told = undefined;
    this.#logger.info('The storage works again');
  }
}
