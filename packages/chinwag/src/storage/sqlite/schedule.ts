import type { ScheduledEvent } from '../../core/storage/storage.js';
import { digest } from '../digest.js';
import type { Database } from './database.js';
import type { Turns } from './turns.js';

interface Kept {
  identity: string;
  conversation: string;
  platform: string;
  event: string;
}

/** Events that are to come. */
export class Schedule {
  #db: Database;
  #turns: Turns;

  constructor(db: Database, turns: Turns) {
    this.#db = db;
    this.#turns = turns;
  }

  add({ identity, conversationId, platform, at, serialized }: ScheduledEvent): void {
    this.#db.run(
      'INSERT OR REPLACE INTO scheduled (identity, conversation, platform, event, at) VALUES (?, ?, ?, ?, ?)',
      identity,
      conversationId,
      platform,
      serialized,
      at,
    );
  }

  /** Moves at most so many; answers how many there were, and the conversations that got one. */
  promote(now: number, limit: number): { moved: number; conversations: string[] } {
    const due = this.#db.all<Kept>(
      'SELECT identity, conversation, platform, event FROM scheduled WHERE at <= ? ORDER BY at, rowid LIMIT ?',
      now,
      limit,
    );
    const conversations = this.#turns.accept(
      due.map(({ conversation, ...kept }) => ({
        ...kept,
        conversationId: conversation,
        digest: digest(kept.identity),
      })),
    );
    for (const { identity } of due) this.#db.run('DELETE FROM scheduled WHERE identity = ?', identity);
    return { moved: due.length, conversations };
  }

  nextDue(): number | null {
    return this.#db.get<{ at: number | null }>('SELECT min(at) AS at FROM scheduled')?.at ?? null;
  }

  cancel(identity: string): boolean {
    return this.#db.run('DELETE FROM scheduled WHERE identity = ?', identity) > 0;
  }
}
