import type { SendRecord } from '../../core/storage/storage.js';
import { sendRecord } from '../kept-text.js';
import { type ClockedSettings, SENDS_KEPT_FOR } from '../options.js';
import type { Database } from './database.js';

interface Kept {
  key: string;
  state: string;
  at: number;
  result: string | null;
}

const recordOf = ({ key, state, at, result }: Kept) => sendRecord(key, state, at, result);

/** What began to be sent and what was, kept until a while after its event is done. */
export class Journal {
  #db: Database;
  #now: () => number;

  constructor(db: Database, { now }: ClockedSettings) {
    this.#db = db;
    this.#now = now;
  }

  /** Answers what came of it instead, when it is known to have arrived. */
  begin(identity: string, key: string): Record<string, unknown> | null {
    const now = this.#now();
    const isNoted = this.#db.run(
      `INSERT INTO sends (key, identity, state, at, until) VALUES (?, ?, 'begun', ?, ?)
       ON CONFLICT (key) DO UPDATE SET at = excluded.at WHERE state = 'begun'`,
      key,
      identity,
      now,
      // A turn without an event has nothing to be replayed by.
      identity === '' ? now + SENDS_KEPT_FOR : null,
    );
    if (isNoted > 0) return null;
    return this.record(key)?.result ?? {};
  }

  /** Whether from the platform's answer or from the echo: what is known to have arrived stays so. */
  sent(key: string, result: string): void {
    this.#db.run(
      `UPDATE sends SET state = 'sent', result = ? WHERE key = ? AND state = 'begun'`,
      result,
      key,
    );
  }

  unsent(key: string): void {
    this.#db.run('DELETE FROM sends WHERE key = ?', key);
  }

  record(key: string): SendRecord | null {
    const kept = this.#db.get<Kept>(
      'SELECT key, state, at, result FROM sends WHERE key = ? AND (until IS NULL OR until > ?)',
      key,
      this.#now(),
    );
    return kept ? recordOf(kept) : null;
  }

  ofEvent(identity: string): SendRecord[] {
    return this.#db
      .all<Kept>('SELECT key, state, at, result FROM sends WHERE identity = ? ORDER BY rowid', identity)
      .map(recordOf);
  }

  /** The event is done: its sends need be known for a late echo only. */
  close(identity: string): void {
    this.#db.run(
      'UPDATE sends SET until = ? WHERE identity = ? AND until IS NULL',
      this.#now() + SENDS_KEPT_FOR,
      identity,
    );
  }
}
