import type { Logger } from '../core/logger.js';
import { StorageError } from '../core/storage/storage.js';
import { type Clock, pause } from '../core/time/clock.js';
import { reasonOf } from './verdict.js';

const RETRY = 500;

export interface InsistenceOptions {
  clock: Clock;
  logger: Logger;
  /** Once it is aborted, nothing is waited for any more. */
  signal: AbortSignal;
}

/** A ledger that is locked, full or away is waited for: without it nothing may go out. */
export class Insistence {
  #options: InsistenceOptions;

  constructor(options: InsistenceOptions) {
    this.#options = options;
  }

  async on<T>(work: () => Promise<T>): Promise<T> {
    const { clock, signal } = this.#options;
    for (let isFirst = true; ; isFirst = false) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StorageError) || signal.aborted) throw error;
        if (isFirst) this.tell(error);
        await pause(RETRY, clock);
      }
    }
  }

  tell(error: unknown): void {
    // In a line: it is told in the middle of the lines, or of the view, of the campaign.
    this.#options.logger.error(
      `A campaign stands still, and goes on when its ledger can be used again: ${reasonOf(error)}`,
    );
  }
}
