import type { ClockedSettings } from '../options.js';
import type { Database } from './database.js';

/** Under which ids the platform has files of ours, each with the time it ends. */
export class Attachments {
  #db: Database;
  #now: () => number;

  constructor(db: Database, { now }: Pick<ClockedSettings, 'now'>) {
    this.#db = db;
    this.#now = now;
  }

  read(file: string): string | null {
    const kept = this.#db.get<{ id: string }>(
      'SELECT id FROM attachments WHERE file = ? AND until > ?',
      file,
      this.#now(),
    );
    return kept?.id ?? null;
  }

  /** They are few and rarely come, so that whatever has had its time goes with each. */
  keep(file: string, id: string, lifetime: number): void {
    this.#db.run('DELETE FROM attachments WHERE until <= ?', this.#now());
    this.#db.run(
      'INSERT OR REPLACE INTO attachments (file, id, until) VALUES (?, ?, ?)',
      file,
      id,
      this.#now() + lifetime,
    );
  }

  forget(file: string, id: string): void {
    this.#db.run('DELETE FROM attachments WHERE file = ? AND id = ?', file, id);
  }
}
