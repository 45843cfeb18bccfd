import { StorageError } from '../../core/storage/storage.js';
import type { Clock } from '../../core/time/clock.js';
import { pause } from '../../core/time/clock.js';
import type { Lease, Ledger, Wish } from '../ledger.js';
import { BEAT } from './leadership.js';

/** Shows that whoever runs a campaign lives, and hears what operators want. */
export class Heartbeat {
  wish: Wish;
  /** Why the campaign is another's by now, or cannot be run. */
  lost: unknown;
  #ledger: Ledger;
  #lease: Lease;
  #clock: Clock;
  #onNews: () => void;
  #beating: Promise<void> | undefined;
  #isOver = false;

  constructor(ledger: Ledger, lease: Lease, given: { wish: Wish; clock: Clock; onNews: () => void }) {
    this.#ledger = ledger;
    this.#lease = lease;
    this.wish = given.wish;
    this.#clock = given.clock;
    this.#onNews = given.onNews;
  }

  begin(): void {
    this.#beating = this.#beat();
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.#beating;
  }

  async #beat(): Promise<void> {
    while (!this.#isOver && this.lost === undefined) {
      try {
        const wish = await this.#ledger.beat(this.#lease);
        const isNews = wish.order !== this.wish.order || wish.rate !== this.wish.rate;
        this.wish = wish;
        if (isNews) this.#onNews();
      } catch (error) {
        // A ledger that is away for a moment may be back before the lease is over.
        if (!(error instanceof StorageError)) {
          this.lost = error;
          this.#onNews();
        }
      }
      await pause(BEAT, this.#clock);
    }
  }
}
