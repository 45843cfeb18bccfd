import { LeaseLostError, StorageError } from '../../core/storage/storage.js';
import type { Connection } from './connection.js';
import type { Database } from './database.js';
import { isBusy, isEverybodys } from './failure.js';

/** What can be written to in groups. */
export interface Grouped {
  readonly db: Database;
  /** Done along with each group. */
  purge?(): void;
}

interface Waiting<Kept> {
  /** Must be the same when done again: a group that fails is taken apart. */
  work: (kept: Kept) => unknown;
  resolve: (result: never) => void;
  reject: (error: unknown) => void;
}

type Outcome = { result: unknown } | { error: unknown };

/** Small enough not to hold up the process for more than some milliseconds. */
const LARGEST_GROUP = 500;
/** How long another process may write before callers are told so. */
const PATIENCE = 5_000;

/** Writes what arrives within a tick as one transaction; a promise resolves when its part is committed. */
export class GroupCommit<Kept extends Grouped> {
  #connection: Connection<Kept>;
  #waiting: Waiting<Kept>[] = [];
  #running: Promise<void> | null = null;

  constructor(connection: Connection<Kept>) {
    this.#connection = connection;
  }

  run<T>(work: (kept: Kept) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      this.#running ??= this.#writeAll();
    });
  }

  /** Resolves when everything given so far is written. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      const group = this.#waiting.splice(0, LARGEST_GROUP);
      const outcomes = await this.#write(group);
      for (const [index, { resolve, reject }] of group.entries()) {
        const outcome = outcomes[index];
        if (outcome && 'result' in outcome) resolve(outcome.result as never);
        else reject(outcome?.error);
      }
    }
    this.#running = null;
  }

  async #write(group: Waiting<Kept>[]): Promise<Outcome[]> {
    try {
      return await this.#commit(group);
    } catch (error) {
      if (group.length === 1 || isEverybodys(error) || error instanceof StorageError) {
        const explained = this.#connection.explain(error);
        return group.map(() => ({ error: explained }));
      }
    }
    // One of them is at fault: each for itself, so that it fails alone.
    const outcomes: Outcome[] = [];
    for (const waiting of group) outcomes.push(...(await this.#write([waiting])));
    return outcomes;
  }

  /** Waits for other processes without holding up this one. */
  async #commit(group: Waiting<Kept>[]): Promise<Outcome[]> {
    const deadline = performance.now() + PATIENCE;
    while (true) {
      try {
        return this.#connection.use((kept) =>
          kept.db.transaction(() => {
            kept.purge?.();
            return group.map(({ work }) => outcomeOf(work, kept));
          }),
        );
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 2 + Math.random() * 20));
    }
  }
}

/** A lost lease is noticed before anything is written, so the others' work may stand. */
function outcomeOf<Kept>(work: Waiting<Kept>['work'], kept: Kept): Outcome {
  try {
    return { result: work(kept) };
  } catch (error) {
    if (error instanceof LeaseLostError) return { error };
    throw error;
  }
}
