import { Database } from './database.js';
import { isBusy, isOfTheFile, isReadOnly, storageError } from './failure.js';
import { migrate, type Schema } from './migrate.js';

export interface ConnectionOptions {
  path: string;
  synchronous: 'normal' | 'full';
}

/** What is in a file, and how it is worked with. */
export interface Contents<Kept> {
  schema: Schema;
  open(db: Database): Kept;
}

/** How often opening is tried beside others, how long SQLite may wait for them each time, and how long anything later may. */
const TRIES = 50;
const OPENING = 100;
const LATER = 20;

/** The file, opened when it is first needed and again after it was in trouble. */
export class Connection<Kept extends { readonly db: Database }> {
  #options: ConnectionOptions;
  #contents: Contents<Kept>;
  #kept: Kept | null = null;

  constructor(options: ConnectionOptions, contents: Contents<Kept>) {
    this.#options = options;
    this.#contents = contents;
  }

  /** `work` must be the same when done again. */
  use<T>(work: (kept: Kept) => T): T {
    const isNew = this.#kept === null;
    this.#kept ??= this.#open();
    try {
      return work(this.#kept);
    } catch (error) {
      if (isOfTheFile(error)) this.#leave();
      // Opened while the disk was read-only, it stays so when the disk no longer is.
      if (isReadOnly(error) && !isNew) return this.use(work);
      throw error;
    }
  }

  /** As {@link use}, with errors as callers shall see them. */
  read<T>(work: (kept: Kept) => T): T {
    try {
      return this.use(work);
    } catch (error) {
      throw this.explain(error);
    }
  }

  explain(error: unknown): Error {
    return storageError(error, this.#options.path);
  }

  /** Leaves the file whole: libsql would keep what is in its log there, until its statements are collected. */
  close(): void {
    try {
      this.#kept?.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // Another process is in the middle of it, and will do it in its turn.
    }
    this.#leave();
  }

  #leave(): void {
    this.#kept?.db.close();
    this.#kept = null;
  }

  /** Some of it is refused at once while others open the same file, whatever the timeout: it is tried again. */
  #open(): Kept {
    for (let tried = 1; ; tried++) {
      try {
        return this.#tryToOpen();
      } catch (error) {
        if (!isBusy(error) || tried === TRIES) throw error;
      }
      standStill(1 + Math.random() * 4 * tried);
    }
  }

  #tryToOpen(): Kept {
    const { path, synchronous } = this.#options;
    const db = new Database(path);
    try {
      db.exec(`PRAGMA busy_timeout = ${OPENING}`);
      // First the look at whose file it is: a stranger's stays as it is.
      migrate(db, path, this.#contents.schema);
      db.exec(
        `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA busy_timeout = ${LATER}; PRAGMA wal_autocheckpoint = 4000;`,
      );
      return this.#contents.open(db);
    } catch (error) {
      db.close();
      throw error;
    }
  }
}

/** The whole process waits: opening is no promise. */
function standStill(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
