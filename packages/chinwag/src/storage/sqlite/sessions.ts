import type { ClockedSettings } from '../options.js';
import type { Database } from './database.js';

interface Kept {
  id: string;
  session: string;
}

/** Sessions as text, each with the time it ends. */
export class Sessions {
  #db: Database;
  #now: () => number;
  #lifetime: number;

  constructor(db: Database, { now, lifetime }: ClockedSettings) {
    this.#db = db;
    this.#now = now;
    this.#lifetime = lifetime;
  }

  read(id: string): string | null {
    const kept = this.#db.get<Kept>(
      'SELECT session FROM sessions WHERE id = ? AND (until IS NULL OR until > ?)',
      id,
      this.#now(),
    );
    return kept?.session ?? null;
  }

  write(id: string, session: string): void {
    this.#db.run(
      `INSERT INTO sessions (id, session, until) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET session = excluded.session, until = excluded.until`,
      id,
      session,
      Number.isFinite(this.#lifetime) ? this.#now() + this.#lifetime : null,
    );
  }

  destroy(id: string): void {
    this.#db.run('DELETE FROM sessions WHERE id = ?', id);
  }

  /** At most so many, by their ids, beginning after one. */
  some(after: string, limit: number): Kept[] {
    return this.#db.all<Kept>(
      'SELECT id, session FROM sessions WHERE id > ? AND (until IS NULL OR until > ?) ORDER BY id LIMIT ?',
      after,
      this.#now(),
      limit,
    );
  }

  all(): Kept[] {
    return this.#db.all<Kept>(
      'SELECT id, session FROM sessions WHERE until IS NULL OR until > ?',
      this.#now(),
    );
  }
}
