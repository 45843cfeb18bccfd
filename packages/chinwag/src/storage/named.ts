import { join } from 'node:path';
import { ConfigError } from '../core/errors.js';
import type { Storage } from '../core/storage/storage.js';
import { lazyStorage } from './lazy.js';
import { MemoryStorage, type MemoryStorageOptions } from './memory/storage.js';
import { addressOf } from './redis/address.js';
import { hasDriver } from './sqlite/driver.js';

export type StorageName = 'memory' | 'sqlite' | 'redis';

/** Where a storage that is only named finds its place. */
export interface Surroundings extends Pick<MemoryStorageOptions, 'maxSize' | 'expiresIn' | 'now'> {
  /** Of the project. Default: where the process runs. */
  folder?: string;
}

/** A storage by its name, its place taken from the environment. */
export function storageNamed(name: StorageName, { folder = '', ...options }: Surroundings): Storage {
  const { expiresIn, now } = options;
  const { CHINWAG_DATABASE, REDIS_URL } = process.env;
  switch (name) {
    case 'memory':
      return new MemoryStorage(options);
    case 'sqlite': {
      const path = CHINWAG_DATABASE || join(folder, '.chinwag', 'chinwag.db');
      return lazyStorage(
        async () => {
          const { SqliteStorage } = await import('./sqlite/index.js');
          return new SqliteStorage({ expiresIn, now, path });
        },
        { place: path },
      );
    }
    case 'redis':
      return lazyStorage(
        async () => {
          const { RedisStorage } = await import('./redis/index.js');
          return new RedisStorage({ expiresIn, now, url: REDIS_URL });
        },
        { isShared: true, place: addressOf(REDIS_URL || undefined) },
      );
    default:
      throw new ConfigError(`storage "${name}" is not known`, {
        hint: "Use 'memory', 'sqlite', 'redis', or a storage of your own.",
      });
  }
}

/** What is used when nobody has said what: a file, unless tests run here or nothing can read one. */
export function defaultStorage(surroundings: Surroundings, warn: (message: string) => void): Storage {
  if (isTest()) return storageNamed('memory', surroundings);
  if (hasDriver()) return storageNamed('sqlite', surroundings);
  warn(withoutSqlite());
  return storageNamed('memory', surroundings);
}

/** What to tell where everything stays in memory because there is no SQLite. */
export function withoutSqlite(): string {
  return (
    `Conversations are kept in memory and end with the process: Node ${process.versions.node} has no SQLite. ` +
    "`npm install libsql` or Node 22.13 keeps them in a file; storage: 'memory' says that this is meant."
  );
}

/** Tests begin with nothing and run side by side: Vitest and Jest say so in one way, Node's own runner in another. */
function isTest(): boolean {
  return process.env.NODE_ENV === 'test' || process.env.NODE_TEST_CONTEXT !== undefined;
}
