import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StorageError } from 'chinwag';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storageSettings } from '../../src/storage/options.js';
import { Connection } from '../../src/storage/sqlite/connection.js';
import { GroupCommit } from '../../src/storage/sqlite/group-commit.js';
import { schema } from '../../src/storage/sqlite/schema.js';
import { Tables } from '../../src/storage/sqlite/tables.js';

let folder: string;
let connection: Connection<Tables>;
let group: GroupCommit<Tables>;
let isReadOnly: boolean;

/** What a connection finds on a disk that is read-only. */
const readOnly = (db: Tables['db']) => db.exec('PRAGMA query_only = 1');

beforeEach(() => {
  isReadOnly = false;
  folder = mkdtempSync(join(tmpdir(), 'chinwag-group-'));
  const path = join(folder, 'chinwag.db');
  connection = new Connection(
    { path, synchronous: 'normal' },
    {
      schema,
      open(db) {
        const tables = new Tables(db, { ...storageSettings({}), now: Date.now });
        if (isReadOnly) readOnly(db);
        return tables;
      },
    },
  );
  group = new GroupCommit(connection);
});
afterEach(() => {
  connection.close();
  rmSync(folder, { recursive: true });
});

const write = (id: string, text = id) => group.run(({ sessions }) => sessions.write(id, text));
const kept = () => connection.read(({ sessions }) => sessions.all().map(({ id }) => id));

describe('what arrives within a tick', () => {
  it('is one transaction', async () => {
    let transactions = 0;
    connection.use(({ db }) => {
      const { transaction } = db;
      db.transaction = (work) => {
        transactions++;
        return transaction.call(db, work) as ReturnType<typeof work>;
      };
    });
    await Promise.all(Array.from({ length: 200 }, (_, index) => write(String(index))));
    expect(transactions).toBe(1);
    expect(kept()).toHaveLength(200);
  });

  it('fails alone when it is at fault itself, wherever it stands', async () => {
    const fault = () =>
      group.run(({ sessions, db }) => {
        sessions.write('half', 'done');
        db.run('INSERT INTO sessions (id, session) VALUES (NULL, NULL)');
      });
    const outcomes = await Promise.allSettled([fault(), write('1'), fault(), write('2'), fault()]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
    ]);
    expect(outcomes[0]).toMatchObject({ reason: expect.any(StorageError) });
    expect(kept()).toEqual(['1', '2']);
  });

  it('fails together when the disk is full, and goes on when there is room', async () => {
    await write('0');
    connection.use(({ db }) => db.exec('PRAGMA max_page_count = 1'));
    const large = 'x'.repeat(1_000_000);
    const outcomes = await Promise.allSettled([write('1', large), write('2', large)]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StorageError) });
      expect(String((outcome as PromiseRejectedResult).reason)).toMatch(/disk is full/);
    }
    expect(kept()).toEqual(['0']);
    connection.use(({ db }) => db.exec('PRAGMA max_page_count = 1000000'));
    await Promise.all([write('1', large), write('2', large)]);
    expect(kept()).toEqual(['0', '1', '2']);
  });

  it('fails together when the file may not be written, and goes on by itself when it may', async () => {
    await write('0');
    isReadOnly = true;
    connection.use(({ db }) => readOnly(db));
    const outcomes = await Promise.allSettled([write('1'), write('2')]);
    expect(outcomes).toEqual(
      Array(2).fill({
        status: 'rejected',
        reason: expect.objectContaining({ message: expect.stringMatching(/read-only/) }),
      }),
    );
    isReadOnly = false;
    await write('3');
    expect(kept()).toEqual(['0', '3']);
  });

  it('is written by a connection made anew where the one there is was opened while the file was read-only', async () => {
    await write('0');
    connection.use(({ db }) => readOnly(db));
    await write('1');
    expect(kept()).toEqual(['0', '1']);
  });

  it('is written before what has come says so, however much there is', async () => {
    const order: number[] = [];
    const writes = Array.from({ length: 1_200 }, (_, index) =>
      write(String(index)).then(() => order.push(index)),
    );
    await group.settled();
    await Promise.all(writes);
    expect(order).toEqual(Array.from({ length: 1_200 }, (_, index) => index));
  });
});
