import { type Driver, findDriver, type Statement, type Value } from './driver.js';
import { makeFolderOf } from './folder.js';

export type Row = Record<string, Value>;

/** One connection to one file. Statements are prepared once. */
export class Database {
  #driver: Driver;
  #statements = new Map<string, Statement>();

  constructor(path: string) {
    const driver = findDriver();
    makeFolderOf(path);
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

  /**
   * Runs the work as one transaction, which has the file's one right to write from its beginning. Not by prepared
   * statements: one that found the file locked would stay under way in libsql, and no transaction could end any more.
   */
  transaction<T>(work: () => T): T {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /** Reads with nobody writing in between. */
  snapshot<T>(work: () => T): T {
    this.exec('BEGIN');
    try {
      return work();
    } finally {
      this.#rollBack();
    }
  }

  close(): void {
    this.#statements.clear();
    this.#driver.close();
  }

  #rollBack(): void {
    try {
      this.exec('ROLLBACK');
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
