import type { ClockedSettings } from '../options.js';
import { Attachments } from './attachments.js';
import type { Database } from './database.js';
import { Journal } from './journal.js';
import { Parked } from './parked.js';
import { Schedule } from './schedule.js';
import { Sessions } from './sessions.js';
import { Turns } from './turns.js';

/** Long enough that the fence of one that comes back, which begins with the time, is beyond all it had. */
const LEASES_KEPT_FOR = 3_600_000;
const PURGE_EVERY = 1_000;
/** Rows of a kind forgotten at a time: few enough to go unnoticed, more than can come in that time. */
const PURGED_AT_ONCE = 1_000;

/** What is in the file, by subject. Everything here runs inside a transaction of the caller. */
export class Tables {
  readonly db: Database;
  readonly sessions: Sessions;
  readonly journal: Journal;
  readonly turns: Turns;
  readonly parked: Parked;
  readonly schedule: Schedule;
  readonly attachments: Attachments;
  #now: () => number;
  #purged = 0;
  #purgedTo = '';

  constructor(db: Database, options: ClockedSettings) {
    this.db = db;
    this.#now = options.now;
    this.sessions = new Sessions(db, options);
    this.journal = new Journal(db, options);
    this.turns = new Turns(db, options, this.journal);
    this.parked = new Parked(db, options, this.journal);
    this.schedule = new Schedule(db, this.turns);
    this.attachments = new Attachments(db, options);
  }

  /** Forgets what has had its time, a little at a time. */
  purge(): void {
    const now = this.#now();
    if (Math.abs(now - this.#purged) < PURGE_EVERY) return;
    this.#purged = now;
    for (const [table, key] of [
      ['identities', 'fingerprint'],
      ['sessions', 'id'],
      ['sends', 'key'],
    ]) {
      this.db.run(
        `DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE until <= ? LIMIT ${PURGED_AT_ONCE})`,
        now,
      );
    }
    this.#purgeLeases(now);
  }

  /** Through all of them by and by, for an index of their ends would cost each turn something. */
  #purgeLeases(now: number): void {
    const page = this.db.get<{ last: string | null }>(
      `SELECT max(conversation) AS last FROM (
         SELECT conversation FROM leases WHERE conversation > ? ORDER BY conversation LIMIT ${PURGED_AT_ONCE})`,
      this.#purgedTo,
    );
    const from = this.#purgedTo;
    this.#purgedTo = page?.last ?? '';
    // One that counts attempts is still of use.
    this.db.run(
      'DELETE FROM leases WHERE conversation > ? AND conversation <= ? AND attempts = 0 AND until < ?',
      from,
      this.#purgedTo,
      now - LEASES_KEPT_FOR,
    );
  }
}
