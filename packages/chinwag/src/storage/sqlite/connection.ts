import type { ClockedSettings } from '../options.js';
import { Database } from './database.js';
import { isOfTheFile, storageError } from './failure.js';
import { migrate } from './schema.js';
import { Tables } from './tables.js';

export interface ConnectionOptions extends ClockedSettings {
  path: string;
  synchronous: 'normal' | 'full';
}

/** How long opening may wait for others, which holds up the process, and how long anything later may. */
const OPENING = 5_000;
const LATER = 20;

/** The file, opened when it is first needed and again after it was in trouble. */
export class Connection {
  #options: ConnectionOptions;
  #tables: Tables | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  use<T>(work: (tables: Tables) => T): T {
    this.#tables ??= this.#open();
    try {
      return work(this.#tables);
    } catch (error) {
      if (isOfTheFile(error)) this.close();
      throw error;
    }
  }

  /** As {@link use}, with errors as callers shall see them. */
  read<T>(work: (tables: Tables) => T): T {
    try {
      return this.use(work);
    } catch (error) {
      throw this.explain(error);
    }
  }

  explain(error: unknown): Error {
    return storageError(error, this.#options.path);
  }

  close(): void {
    this.#tables?.db.close();
    this.#tables = null;
  }

  #open(): Tables {
    const { path, synchronous } = this.#options;
    const db = new Database(path);
    try {
      db.exec(`PRAGMA busy_timeout = ${OPENING}`);
      // First the look at whose file it is: a stranger's stays as it is.
      migrate(db, path);
      db.exec(
        `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA busy_timeout = ${LATER}; PRAGMA wal_autocheckpoint = 4000;`,
      );
      return new Tables(db, this.#options);
    } catch (error) {
      db.close();
      throw error;
    }
  }
}
