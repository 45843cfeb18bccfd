import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { ConfigError } from '../../core/errors.js';

type Value = string | number | null;
export type Row = Record<string, Value>;

interface Statement {
  run(...values: Value[]): { changes: number | bigint };
  get(...values: Value[]): unknown;
  all(...values: Value[]): unknown[];
}

/** What `node:sqlite` and `libsql` have in common. */
interface Driver {
  prepare(sql: string): Statement;
  exec(sql: string): unknown;
  close(): unknown;
}

type DriverClass = new (path: string) => Driver;

/** One connection to one file. Statements are prepared once. */
export class Database {
  #driver: Driver;
  #statements = new Map<string, Statement>();

  constructor(path: string) {
    const driver = findDriver();
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    this.#driver = new driver(path);
  }

  /** Answers how many rows were changed. */
  run(sql: string, ...values: Value[]): number {
    return Number(this.#prepared(sql).run(...values.map(bound)).changes);
  }

  get<T = Row>(sql: string, ...values: Value[]): T | undefined {
    return this.#prepared(sql).get(...values.map(bound)) as T | undefined;
  }

  all<T = Row>(sql: string, ...values: Value[]): T[] {
    return this.#prepared(sql).all(...values.map(bound)) as T[];
  }

  /** Runs statements that take no values and answer nothing. */
  exec(sql: string): void {
    this.#driver.exec(sql);
  }

  /** Runs the work as one transaction, which has the file's one right to write from its beginning. */
  transaction<T>(work: () => T): T {
    this.run('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.run('COMMIT');
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /** Reads with nobody writing in between. */
  snapshot<T>(work: () => T): T {
    this.run('BEGIN');
    try {
      return work();
    } finally {
      this.run('COMMIT');
    }
  }

  close(): void {
    this.#statements.clear();
    this.#driver.close();
  }

  #rollBack(): void {
    try {
      this.run('ROLLBACK');
    } catch {
      // A full disk ends the transaction by itself.
    }
  }

  #prepared(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#driver.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** `libsql` cuts a text at its first NUL, so one that has any is kept with the character that shows it. */
function bound(value: Value): Value {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\u2400') : value;
}

/** Node's own SQLite where there is one, else the package of Node 20. */
function findDriver(): DriverClass {
  const builtin = process.getBuiltinModule('node:sqlite') as { DatabaseSync: DriverClass } | undefined;
  if (builtin) return builtin.DatabaseSync;
  try {
    return createRequire(import.meta.url)('libsql') as DriverClass;
  } catch (cause) {
    throw new ConfigError(`SQLite needs a driver, and Node ${process.versions.node} has none built in.`, {
      hint: 'Run `npm install libsql`, or use Node 22.13 or newer.',
      cause,
    });
  }
}
