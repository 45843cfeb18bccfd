import type { Campaign, LedgerChoice } from './campaigns/campaign.js';
import { CampaignRunningError } from './campaigns/errors.js';
import { Insistence } from './campaigns/insistence.js';
import { openLedger } from './campaigns/ledger/open.js';
import type { Ledger } from './campaigns/ledger.js';
import { hasEnded } from './campaigns/reporting/reporting.js';
import { IS_SHARED, SEND_ALONG, type Shareable } from './campaigns/shareable.js';
import { ConfigError } from './core/errors.js';
import { LeaseLostError, StorageError } from './core/storage/storage.js';
import { pause, systemClock } from './core/time/clock.js';

export interface CampaignWorkerOptions {
  /** Where the campaigns are kept: what they were defined with. Default `'redis'`. */
  ledger?: LedgerChoice;
  /** Hears how it stands with each campaign, whenever that changes. */
  onStand?: (campaign: Campaign, stand: CampaignWorkerStand) => void;
}

/** What a worker does for a campaign: it waits for it to be started, or sends along. */
export type CampaignWorkerStand = 'waiting' | 'sending';

/** Sends for campaigns that others have started. */
export interface CampaignWorker {
  /**
   * Waits for each campaign to be started, and sends along until it has ended. Resolves when all have ended, or the
   * worker was closed.
   *
   * @throws {ConfigError} where the ledger is not one that workers share. What a campaign's own `start` throws, except
   * for what passes: Redis being away, people having been taken over by others.
   */
  run(): Promise<void>;
  /** Stops sending, with everything noted: others go on. */
  close(): Promise<void>;
}

/** How often a campaign that has not begun is looked for, in milliseconds. */
const LOOK = 500;

/**
 * One more process that sends for campaigns: run it on as many machines as it takes. It is given the same campaigns as
 * the process that starts them, for it makes the messages; their audience is read only there.
 *
 * ```ts
 * const worker = campaignWorker(blackFriday);
 * await worker.run();
 * ```
 */
export function campaignWorker(
  campaigns: Campaign | readonly Campaign[],
  { ledger: choice = 'redis', onStand = () => {} }: CampaignWorkerOptions = {},
): CampaignWorker {
  const all: readonly Campaign[] = 'start' in campaigns ? [campaigns] : campaigns;
  const over = new AbortController();
  let opened: Promise<Ledger> | undefined;
  return {
    async run() {
      opened ??= openLedger(choice);
      const ledger = await opened;
      if (!ledger.isShared) throw unshared('workers need a ledger that they can share');
      for (const campaign of all) {
        if (!isShareable(campaign) || (await campaign[IS_SHARED]())) continue;
        throw unshared(`the campaign ${JSON.stringify(campaign.name)} is kept where no worker can share it`);
      }
      await Promise.all(all.map((campaign) => work({ campaign, ledger, onStand }, over.signal)));
    },
    async close() {
      over.abort();
      await Promise.all(all.map((campaign) => campaign.close()));
      if (typeof choice === 'string') await (await opened)?.close();
    },
  };
}

const unshared = (message: string) =>
  new ConfigError(message, {
    hint: "Set campaigns: { ledger: 'redis' } in the config, or give the campaign a RedisLedger.",
  });

const isShareable = (campaign: object): campaign is Shareable =>
  IS_SHARED in campaign && SEND_ALONG in campaign;

interface Task extends Required<Pick<CampaignWorkerOptions, 'onStand'>> {
  campaign: Campaign;
  ledger: Ledger;
}

async function work({ campaign, ledger, onStand }: Task, signal: AbortSignal): Promise<void> {
  let told: CampaignWorkerStand | undefined;
  const tell = (stand: CampaignWorkerStand) => {
    if (stand !== told) onStand(campaign, stand);
    told = stand;
  };
  const insistence = new Insistence({ clock: systemClock, logger: console, signal });
  while (!signal.aborted) {
    try {
      const record = await insistence.on(() => ledger.find(campaign.name));
      if (record && hasEnded(record)) return;
      if (record?.isFilled) {
        await begin(campaign, () => tell('sending'));
      } else {
        tell('waiting');
        await pause(LOOK);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!passes(error)) throw error;
      await pause(LOOK);
    }
  }
}

const begin = (campaign: Campaign, onBegin: () => void) =>
  isShareable(campaign) ? campaign[SEND_ALONG](onBegin) : campaign.start();

function passes(error: unknown): boolean {
  return (
    error instanceof StorageError || error instanceof LeaseLostError || error instanceof CampaignRunningError
  );
}
