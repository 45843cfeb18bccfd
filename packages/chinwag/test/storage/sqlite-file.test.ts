import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, StorageError } from 'chinwag';
import { SqliteStorage } from 'chinwag/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../src/storage/sqlite/database.js';
import { migrate } from '../../src/storage/sqlite/migrate.js';
import { schema } from '../../src/storage/sqlite/schema.js';
import { incoming, present, session } from './conformance/place.js';

const ANN = 'messenger:ann';

let folder: string;
let path: string;
let opened: SqliteStorage[];

const storageAt = (at = path) => {
  const storage = new SqliteStorage({ path: at });
  opened.push(storage);
  return storage;
};

const sqliteFile = (sql: string) => {
  const db = new Database(path);
  db.exec(sql);
  db.close();
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chinwag-file-'));
  path = join(folder, 'chinwag.db');
  opened = [];
});
afterEach(async () => {
  for (const storage of opened) await storage.close();
  rmSync(folder, { recursive: true });
});

describe('the file of a SQLite storage', () => {
  it('is made, with its folders', async () => {
    const deep = join(folder, 'a', 'b', 'chinwag.db');
    await storageAt(deep).open();
    expect(existsSync(deep)).toBe(true);
  });

  it('is opened when it is first needed', async () => {
    expect(await storageAt().accept([incoming('1')])).toEqual(['messenger:ann']);
  });

  const STRANGERS: [what: string, make: () => void, says: RegExp][] = [
    ['text', () => writeFileSync(path, 'not a database at all. '.repeat(500)), /not a SQLite database/],
    [
      "somebody else's database",
      () => sqliteFile('CREATE TABLE customers (id)'),
      /database of something else/,
    ],
    ["somebody else's version", () => sqliteFile('PRAGMA user_version = 1'), /database of something else/],
    [
      'what a newer Chinwag wrote',
      () => sqliteFile(`PRAGMA application_id = ${0x4368696e}; PRAGMA user_version = 999`),
      /newer Chinwag \(version 999/,
    ],
  ];
  it.each(STRANGERS)('is refused and left as it is when it is %s', async (_, make, says) => {
    make();
    const before = readFileSync(path);
    const storage = storageAt();
    await expect(storage.open()).rejects.toThrow(StorageError);
    await expect(storage.open()).rejects.toThrow(says);
    await expect(storage.accept([incoming('1')])).rejects.toThrow(path);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is all there is to copy once it was closed', async () => {
    const storage = storageAt();
    await storage.accept([incoming('1')]);
    await storage.close();
    copyFileSync(path, `${path}.copy`);
    expect(present(await storageAt(`${path}.copy`).take(ANN)).identity).toBe('1');
  });

  it('is refused when it was damaged, and serves again when restored', async () => {
    const storage = storageAt();
    await storage.accept(Array.from({ length: 500 }, (_, index) => incoming(`e${index}`)));
    await storage.close();
    copyFileSync(path, `${path}.copy`);
    const bytes = readFileSync(path);
    bytes.fill(0xff, 4096);
    writeFileSync(path, bytes);
    await expect(storage.take('messenger:ann')).rejects.toThrow(/damaged/);
    await storage.close();
    copyFileSync(`${path}.copy`, path);
    expect(present(await storage.take('messenger:ann')).identity).toBe('e0');
  });

  it('that cannot be a file is an error that says so', async () => {
    await expect(storageAt(folder).open()).rejects.toThrow(StorageError);
    const inAFile = join(folder, 'file', 'chinwag.db');
    writeFileSync(join(folder, 'file'), '');
    await expect(storageAt(inAFile).open()).rejects.toThrow(StorageError);
  });

  it('waits for another process that is writing, without holding up this one', async () => {
    const storage = storageAt();
    await storage.open();
    const other = new Database(path);
    other.exec('BEGIN EXCLUSIVE');
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 10);
    const accepting = storage.accept([incoming('1')]);
    const longEnough = new Promise((resolve) => setTimeout(resolve, 1_000));
    // Held up, this process would not get as far before the storage gives up.
    await expect.poll(() => ticks).toBeGreaterThan(20);
    await longEnough;
    other.exec('COMMIT');
    expect(await accepting).toEqual(['messenger:ann']);
    clearInterval(ticking);
    other.close();
  });

  it('that stays locked is an error, and serves again when it is free', { timeout: 15_000 }, async () => {
    const storage = storageAt();
    await storage.open();
    const other = new Database(path);
    other.exec('BEGIN EXCLUSIVE');
    await expect(storage.accept([incoming('1')])).rejects.toThrow(/locked by another process/);
    other.exec('COMMIT');
    other.close();
    expect(await storage.accept([incoming('1')])).toEqual(['messenger:ann']);
  });
});

describe('the file of an earlier Chinwag', () => {
  const earlier = schema.versions.map((_, version) => version).slice(1);

  it.each(earlier)('of version %i is brought to this one, with all that is in it', async (version) => {
    const db = new Database(path);
    migrate(db, path, { ...schema, versions: schema.versions.slice(0, version) });
    db.run('INSERT INTO sessions VALUES (?, ?, NULL)', ANN, JSON.stringify(session(ANN)));
    db.run("INSERT INTO events VALUES (1, 'm_1', 'messenger:ann', 'messenger', '{}')");
    db.close();
    const [one, other] = [storageAt(), storageAt()];
    await Promise.all([one.open(), other.open()]);
    expect(await one.read(ANN)).toEqual(session(ANN));
    expect(present(await other.take(ANN)).identity).toBe('m_1');
    await one.keepAttachmentId('logo', '1857777774821032', 1_000);
    expect(await other.attachmentId('logo')).toBe('1857777774821032');
  });
});

describe('the options of a SQLite storage', () => {
  it.each([{ lease: 0 }, { lease: Number.NaN }, { remember: -1 }, { expiresIn: 0 }, { synchronous: 'off' }])(
    'are refused when they make no sense: %j',
    (options) => {
      expect(() => new SqliteStorage(options as object)).toThrow(ConfigError);
    },
  );
});
