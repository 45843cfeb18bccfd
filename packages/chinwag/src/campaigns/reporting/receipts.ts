import type { Logger } from '../../core/logger.js';
import type { Clock } from '../../core/time/clock.js';
import type { MessengerEvent } from '../../messenger/event.js';
import type { Ledger, Receipt } from '../ledger.js';
import { campaignOf } from '../messages/campaign-mark.js';

/** What an event tells of what was sent to somebody; null when it tells nothing. */
export function receiptOf(event: MessengerEvent): Receipt | null {
  const { psid, timestamp: at, echo, delivery, read } = event;
  if (psid === null) return null;
  if (echo) {
    const campaign = echo.sendKey === undefined ? undefined : campaignOf(echo.sendKey);
    return campaign === undefined || echo.mid === undefined
      ? null
      : { type: 'echo', psid, at, campaign, messageId: echo.mid };
  }
  if (delivery) {
    return { type: 'delivered', psid, at, watermark: delivery.watermark, messageIds: delivery.mids };
  }
  if (read) return { type: 'read', psid, at, watermark: read.watermark };
  return event.message || event.postback ? { type: 'answered', psid, at } : null;
}

/** Where a bot looks for a ledger. */
export interface LedgerSource {
  /** Null while there is none. */
  find(): Promise<Ledger | null>;
  /** Whether it is closed with the bot. */
  owns: boolean;
}

/** How soon a campaign that begins beside a running bot is noticed. */
const GLANCE = 1_000;

/** Hears from a bot's webhooks what became of the messages of campaigns, and tells their ledger. */
export class Receipts {
  #source: LedgerSource;
  #clock: Clock;
  #logger: Logger;
  #ledger: Ledger | null = null;
  #finding: Promise<Ledger | null> | undefined;
  #nextGlance = 0;

  constructor(source: LedgerSource, { clock, logger }: { clock: Clock; logger: Logger }) {
    this.#source = source;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Undefined when there is nothing to note. A receipt that cannot be kept is lost, and fails no webhook. */
  hear(events: readonly MessengerEvent[]): Promise<void> | undefined {
    // Most bots have no campaign, and this is the path of every webhook.
    if (!this.#ledger && this.#clock.monotonic() < this.#nextGlance) return undefined;
    const receipts = events.flatMap((event) => receiptOf(event) ?? []);
    return receipts.length > 0 ? this.#note(receipts) : undefined;
  }

  async close(): Promise<void> {
    const ledger = await this.#finding?.catch(() => null);
    if (this.#source.owns) await ledger?.close();
  }

  async #note(receipts: readonly Receipt[]): Promise<void> {
    try {
      await (await this.#find())?.note(receipts);
    } catch (error) {
      this.#logger.error('What became of messages of a campaign could not be noted', error);
    }
  }

  async #find(): Promise<Ledger | null> {
    if (this.#ledger) return this.#ledger;
    this.#finding ??= this.#source.find();
    try {
      this.#ledger = await this.#finding;
    } finally {
      if (!this.#ledger) {
        this.#finding = undefined;
        this.#nextGlance = this.#clock.monotonic() + GLANCE;
      }
    }
    return this.#ledger;
  }
}
