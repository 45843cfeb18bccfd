import { existsSync } from 'node:fs';
import { ConfigError } from '../../core/errors.js';
import type { LedgerChoice } from '../campaign.js';
import type { Ledger } from '../ledger.js';
import { devLedger } from './dev.js';
import { RedisLedger } from './redis/index.js';
import { LEDGER_FILE, SqliteLedger } from './sqlite/index.js';

/** Whether a ledger is opened for whoever asks, and closed by them. */
export const isOpenedFor = (choice: LedgerChoice | undefined) =>
  devLedger() !== undefined || typeof choice !== 'object';

/** The ledger of a name, or the one that is given. @throws {ConfigError} for a name that is none. */
export async function openLedger(choice: LedgerChoice = 'sqlite'): Promise<Ledger> {
  const path = devLedger();
  if (path !== undefined) return new SqliteLedger({ path });
  if (typeof choice === 'object') return choice;
  if (choice === 'sqlite') return new SqliteLedger();
  if (choice === 'redis') return new RedisLedger();
  throw new ConfigError(`there is no ledger ${JSON.stringify(choice)}`, {
    hint: "Use 'sqlite' or 'redis', or a ledger of your own.",
  });
}

/** The project's file of campaigns, where there is one. */
export function existingLedger(): Ledger | null {
  const path = devLedger() ?? LEDGER_FILE;
  return existsSync(path) ? new SqliteLedger({ path }) : null;
}
