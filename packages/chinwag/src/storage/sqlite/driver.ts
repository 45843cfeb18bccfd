import { createRequire, isBuiltin } from 'node:module';
import { ConfigError } from '../../core/errors.js';

export type Value = string | number | null;

export interface Statement {
  run(...values: Value[]): { changes: number | bigint };
  get(...values: Value[]): unknown;
  all(...values: Value[]): unknown[];
}

/** What `node:sqlite` and `libsql` have in common. */
export interface Driver {
  prepare(sql: string): Statement;
  exec(sql: string): unknown;
  close(): unknown;
}

type DriverClass = new (path: string) => Driver;

const require = createRequire(import.meta.url);

/** Whether there is a driver, without loading it. */
export function hasDriver(): boolean {
  if (isBuiltin('node:sqlite')) return true;
  try {
    require.resolve('libsql');
    return true;
  } catch {
    return false;
  }
}

/** Node's own SQLite where there is one, else the package of Node 20. */
export function findDriver(): DriverClass {
  const builtin = process.getBuiltinModule('node:sqlite') as { DatabaseSync: DriverClass } | undefined;
  if (builtin) return builtin.DatabaseSync;
  try {
    return require('libsql') as DriverClass;
  } catch (cause) {
    throw new ConfigError(`SQLite needs a driver, and Node ${process.versions.node} has none built in.`, {
      hint: 'Run `npm install libsql`, or use Node 22.13 or newer.',
      cause,
    });
  }
}
