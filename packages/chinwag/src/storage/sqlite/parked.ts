import type { ParkedEvent } from '../../core/storage/storage.js';
import type { ClockedSettings } from '../options.js';
import type { Database } from './database.js';
import type { Journal } from './journal.js';
import type { Turn } from './turns.js';

interface Kept {
  id: number;
  identity: string | null;
  conversation: string;
  platform: string;
  event: string;
  reason: string;
  attempts: number;
  at: number;
}

/** What was put aside: events that could not be worked through, and bodies that never were events. */
export class Parked {
  #db: Database;
  #journal: Journal;
  #now: () => number;
  #limit: number;

  constructor(db: Database, { now, maxParked }: ClockedSettings, journal: Journal) {
    this.#db = db;
    this.#now = now;
    this.#limit = maxParked;
    this.#journal = journal;
  }

  /** A copy of the first event. Its sends stay known: should it come back, what has gone out is not sent again. */
  park({ conversationId, identity }: Turn, reason: string): void {
    if (identity === '') return;
    this.#db.run(
      `INSERT INTO parked (identity, conversation, platform, event, reason, attempts, at)
       SELECT identity, events.conversation, platform, event, ?, attempts, ?
       FROM events JOIN leases ON leases.conversation = events.conversation
       WHERE events.conversation = ? ORDER BY place LIMIT 1`,
      reason,
      this.#now(),
      conversationId,
    );
    this.#dropOldest();
  }

  keepUnusable(platform: string, reason: string, body: string): void {
    this.#db.run(
      `INSERT INTO parked (conversation, platform, event, reason, attempts, at) VALUES ('', ?, ?, ?, 0, ?)`,
      platform,
      body,
      reason,
      this.#now(),
    );
    this.#dropOldest();
  }

  list(limit: number): ParkedEvent[] {
    return this.#db
      .all<Kept>('SELECT * FROM parked ORDER BY id DESC LIMIT ?', limit)
      .map(({ id, conversation, platform, event, reason, attempts, at }) => ({
        id: String(id),
        conversationId: conversation,
        platform,
        kept: { serialized: event },
        reason,
        attempts,
        at,
      }));
  }

  /** To the end of its conversation, as if it came now. */
  unpark(id: string): boolean {
    const returned = this.#db.run(
      `INSERT INTO events (identity, conversation, platform, event)
       SELECT identity, conversation, platform, event FROM parked WHERE id = ? AND identity IS NOT NULL`,
      id,
    );
    if (returned > 0) this.#db.run('DELETE FROM parked WHERE id = ?', id);
    return returned > 0;
  }

  discard(id: string): boolean {
    const parked = this.#db.get<Kept>('SELECT identity FROM parked WHERE id = ?', id);
    if (!parked) return false;
    this.#db.run('DELETE FROM parked WHERE id = ?', id);
    if (parked.identity !== null) this.#journal.close(parked.identity);
    return true;
  }

  #dropOldest(): void {
    const dropped = this.#db.all<{ id: number }>(
      'SELECT id FROM parked WHERE id <= (SELECT id FROM parked ORDER BY id DESC LIMIT 1 OFFSET ?)',
      this.#limit,
    );
    for (const { id } of dropped) this.discard(String(id));
  }
}
