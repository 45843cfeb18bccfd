import type { MessengerClient } from '../../messenger/client.js';
import type { CampaignOptions } from '../campaign.js';

/** The client a campaign sends with, which is asked for again when the platform refuses its token. */
export class Clients {
  #source: () => MessengerClient | Promise<MessengerClient>;
  #isOwn: boolean;
  #client: Promise<MessengerClient> | undefined;

  /** `own` makes clients that nobody else closes. */
  constructor(given: CampaignOptions['client'], own: () => Promise<MessengerClient>) {
    this.#isOwn = given === undefined;
    this.#source = given === undefined ? own : typeof given === 'function' ? given : () => given;
  }

  get(): Promise<MessengerClient> {
    this.#client ??= Promise.resolve().then(this.#source);
    this.#client.catch(() => {
      this.#client = undefined;
    });
    return this.#client;
  }

  /** Forgets the client; the next one may have another token. */
  async renew(): Promise<void> {
    const before = this.#client;
    this.#client = undefined;
    if (this.#isOwn) await (await before)?.close();
  }

  close(): Promise<void> {
    return this.renew();
  }
}
