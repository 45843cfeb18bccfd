import { LeaseLostError } from '../core/storage/storage.js';
import { type Clock, pause } from '../core/time/clock.js';
import type { CampaignControl, Campaigns, RecipientReport } from './campaign.js';
import { CampaignError, CampaignRunningError } from './errors.js';
import { lead } from './leading/leadership.js';
import { newOwner } from './leading/owner.js';
import type { CampaignRecord, Freed, Ledger, RecipientId, Snapshot, Wish } from './ledger.js';
import type { CampaignReport } from './report.js';
import {
  hasEnded,
  isLeftAlone,
  NAMED,
  recipientReport,
  reportOf,
  stateOf,
  summaryOf,
} from './reporting/reporting.js';
import { LOST_ANSWER } from './verdict.js';

/** How often a campaign that is watched is looked at. */
const GLANCE = 500;
/** People read at once. */
const PAGE = 1_000;

/** Watches and steers a campaign through its ledger, whichever process runs it. */
export class LedgerControl implements CampaignControl {
  readonly name: string;
  readonly #ledger: () => Promise<Ledger>;
  readonly #clock: Clock;

  constructor(name: string, ledger: () => Promise<Ledger>, clock: Clock) {
    this.name = name;
    this.#ledger = ledger;
    this.#clock = clock;
  }

  pause(): Promise<void> {
    return this.wish({ order: 'pause' });
  }

  resume(): Promise<void> {
    return this.wish({ order: 'run' });
  }

  async cancel(): Promise<void> {
    await this.wish({ order: 'cancel' });
    const { record } = await this.#look();
    if (isLeftAlone(record) && !hasEnded(record)) await this.#endCancelled(record);
  }

  async setRate(perSecond: number | null): Promise<void> {
    await this.wish({ rate: checkRate(perSecond) });
  }

  async remove(): Promise<Freed> {
    const { record } = await this.#look();
    this.#refuseUnended(record);
    const ledger = await this.#ledger();
    const lease = await lead(ledger, record, newOwner(), { clock: this.#clock });
    try {
      // Whoever had it a moment ago may have begun it anew.
      const { record: now } = await this.#look();
      this.#refuseUnended(now);
      return await ledger.remove(lease);
    } catch (error) {
      await ledger.release(lease).catch(() => {});
      throw error;
    }
  }

  async report(): Promise<CampaignReport> {
    return this.#reportOn(await this.#look());
  }

  async *progress(): AsyncGenerator<CampaignReport> {
    for (;;) {
      const snapshot = await this.#look();
      yield await this.#reportOn(snapshot);
      if (hasEnded(snapshot.record) || snapshot.record.state === 'failed') return;
      await pause(GLANCE, this.#clock);
    }
  }

  async *recipients(state?: RecipientReport['state']): AsyncGenerator<RecipientReport> {
    const { id, variants } = (await this.#look()).record;
    const ledger = await this.#ledger();
    let after: RecipientId | undefined;
    for (;;) {
      const which = { limit: PAGE, ...(state ? { state } : {}), ...(after === undefined ? {} : { after }) };
      const page = await ledger.recipients(id, which);
      for (const each of page) yield recipientReport(each, variants);
      after = page.at(-1)?.id;
      if (page.length < PAGE) return;
    }
  }

  /** Tells whoever runs the campaign; where nobody does, whoever starts it next. */
  protected async wish(wish: Partial<Wish>): Promise<void> {
    const { record } = await this.#look();
    if (hasEnded(record)) {
      throw new CampaignError(`the campaign ${JSON.stringify(this.name)} has ended: it is ${record.state}`, {
        hint: 'Nothing of it can be changed any more. To send again, give the campaign another name.',
      });
    }
    await (await this.#ledger()).wish(record.id, wish);
  }

  #refuseUnended(record: CampaignRecord): void {
    if (hasEnded(record) || record.state === 'failed') return;
    const name = JSON.stringify(this.name);
    throw new CampaignError(`the campaign ${name} has not ended: it is ${stateOf(record)}`, {
      hint: `Nothing was removed. Cancel it first: whoever has not been sent to by then is skipped.`,
    });
  }

  /** Nobody runs it who could end it. */
  async #endCancelled({ id, name }: CampaignRecord): Promise<void> {
    const ledger = await this.#ledger();
    try {
      const lease = await lead(ledger, { id, name }, newOwner(), { clock: this.#clock });
      // What was read of an audience, and not to its end, is no number to report.
      if ((await ledger.find(name))?.isFilled === false) await ledger.empty(lease);
      await ledger.recover(lease, 'leave', LOST_ANSWER);
      await ledger.skip(lease);
      await ledger.setState(lease, { state: 'cancelled', reason: null, endedAt: this.#clock.now() });
      await ledger.release(lease);
    } catch (error) {
      // Somebody has started it just now, and finds that it is cancelled.
      if (!(error instanceof CampaignRunningError || error instanceof LeaseLostError)) throw error;
    }
  }

  /** Resolves when a campaign that is just being started has its place in the ledger. */
  protected async entered(): Promise<void> {}

  async #look(): Promise<Snapshot> {
    await this.entered();
    const snapshot = await (await this.#ledger()).look(this.name);
    if (snapshot) return snapshot;
    throw new CampaignError(`there is no campaign ${JSON.stringify(this.name)} yet`, {
      hint: 'It is there once it has been started. Names are exact, capitals included.',
    });
  }

  async #reportOn(snapshot: Snapshot): Promise<CampaignReport> {
    const { record, progress } = snapshot;
    const ledger = await this.#ledger();
    const doubtful =
      progress.doubtful > 0 ? await ledger.recipients(record.id, { state: 'doubtful', limit: NAMED }) : [];
    return reportOf(snapshot, doubtful, this.#clock.now());
  }
}

/** All campaigns of a ledger. */
export class LedgerCampaigns implements Campaigns {
  readonly #ledger: () => Promise<Ledger>;
  readonly #clock: Clock;

  constructor(ledger: () => Promise<Ledger>, clock: Clock) {
    this.#ledger = ledger;
    this.#clock = clock;
  }

  async list() {
    const ledger = await this.#ledger();
    const summaries = [];
    for (const { name } of await ledger.list()) {
      const snapshot = await ledger.look(name);
      if (snapshot) summaries.push(summaryOf(snapshot));
    }
    return summaries;
  }

  get(name: string): CampaignControl {
    return new LedgerControl(name, this.#ledger, this.#clock);
  }

  async close(): Promise<void> {
    await (await this.#ledger()).close();
  }
}

/** @throws {CampaignError} for what is no rate. */
export function checkRate(rate: number | null): number | null {
  if (rate === null || (typeof rate === 'number' && rate > 0 && rate < Number.POSITIVE_INFINITY)) return rate;
  throw new CampaignError(`${typeof rate === 'string' ? JSON.stringify(rate) : String(rate)} is no rate`, {
    hint: 'Give a number of people a second, above 0; null for no limit.',
  });
}
