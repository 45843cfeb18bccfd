/** `chinwag/campaigns`: messages to many people, each once. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Person } from './campaigns/audience.js';
import type { Campaign, CampaignOptions, Campaigns, LedgerChoice } from './campaigns/campaign.js';
import { LedgerCampaigns } from './campaigns/control.js';
import { DefinedCampaign } from './campaigns/defined.js';
import { isOpenedFor, openLedger } from './campaigns/ledger/open.js';
import { SqliteLedger } from './campaigns/ledger/sqlite/index.js';
import type { Ledger } from './campaigns/ledger.js';
import { ConfigError } from './core/errors.js';
import { systemClock } from './core/time/clock.js';
import { getClient, getSessionStore } from './project.js';

export { label, sessions } from './audiences.js';
export {
  type CampaignWorker,
  type CampaignWorkerOptions,
  type CampaignWorkerStand,
  campaignWorker,
} from './campaign-worker.js';
export * from './campaigns/audience/index.js';
export type * from './campaigns/audience.js';
export type * from './campaigns/campaign.js';
export * from './campaigns/errors.js';
export { RedisLedger, type RedisLedgerOptions } from './campaigns/ledger/redis/index.js';
export { SqliteLedger, type SqliteLedgerOptions } from './campaigns/ledger/sqlite/index.js';
export type * from './campaigns/ledger.js';
export type { QuietHours } from './campaigns/quiet-hours.js';
export type * from './campaigns/report.js';

/**
 * Defines a campaign: messages to many people, each of whom gets theirs once, whatever happens to the process.
 *
 * ```ts
 * await campaign({
 *   name: 'black-friday',
 *   audience: csv('people.csv'),
 *   message: (person) => text(`Hi ${person.name}, everything is half price today!`),
 * }).start();
 * ```
 *
 * Nothing happens before `start()`. Killed and started again, it goes on where it was: what was being sent at that
 * moment is named in the report as doubtful, unless its echo says that it has arrived.
 *
 * @throws {CampaignError} for options that there are none of, or that make no sense.
 * @throws {AudienceError} for what is no audience.
 */
export function campaign<P extends Person = Person>(options: CampaignOptions<P>): Campaign {
  return new DefinedCampaign(options, {
    clock: systemClock,
    logger: console,
    ledger: async () => {
      const choice = await choiceOf(options);
      return { ledger: await openLedger(choice), isOwn: isOpenedFor(choice) };
    },
    scratch: scratchLedger,
    client: () => getClient('messenger'),
    lastUserAction: async () => (options.client === undefined ? projectsLastUserAction() : undefined),
  });
}

/**
 * The campaigns that are kept, to watch and to steer, whichever process runs them. `close()` it at the end.
 *
 * @param options.ledger Default: `campaigns.ledger` of the project in this folder, or else `'sqlite'`.
 */
export function campaigns(options: { ledger?: LedgerChoice } = {}): Campaigns {
  let opened: Promise<Ledger> | undefined;
  const ledger = () => {
    opened ??= choiceOf(options).then(openLedger);
    return opened;
  };
  return new LedgerCampaigns(ledger, systemClock);
}

/** The ledger that is asked for, or else the project's: that is where its bot and its commands look. */
async function choiceOf({ ledger }: { ledger?: LedgerChoice }): Promise<LedgerChoice | undefined> {
  if (ledger !== undefined) return ledger;
  const { readConfig } = await import('./config/project.js');
  const { config } = await readConfig(process.cwd());
  return config.campaigns?.ledger;
}

/** For a dry run: a file that goes with it, for a million people do not belong into memory. */
async function scratchLedger(): Promise<Ledger> {
  const folder = await mkdtemp(join(tmpdir(), 'chinwag-campaign-'));
  const ledger = new SqliteLedger({ path: join(folder, 'scratch.sqlite') });
  const close = ledger.close.bind(ledger);
  ledger.close = async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  };
  return ledger;
}

/** A project whose sessions are in another process's memory, or that is none, knows nothing of when people wrote. */
async function projectsLastUserAction() {
  try {
    const sessions = await getSessionStore();
    return async (psid: string) => (await sessions.read(`messenger:${psid}`))?.lastUserAction;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}
