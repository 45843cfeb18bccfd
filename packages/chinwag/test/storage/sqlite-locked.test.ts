import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Database } from '../../src/storage/sqlite/database.js';

let folder: string;
let one: Database;
let other: Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chinwag-locked-'));
  one = new Database(join(folder, 'a.sqlite'));
  one.exec('PRAGMA journal_mode = WAL; CREATE TABLE notes (text)');
  other = new Database(join(folder, 'a.sqlite'));
});

afterEach(() => {
  one.close();
  other.close();
  rmSync(folder, { recursive: true });
});

const write = (database: Database, text: string) =>
  database.transaction(() => database.run('INSERT INTO notes VALUES (?)', text));
const texts = (database: Database) =>
  database.snapshot(() => database.all<{ text: string }>('SELECT text FROM notes').map(({ text }) => text));

test('a file that was locked can be read and written afterwards', () => {
  one.transaction(() => {
    one.run('INSERT INTO notes VALUES (?)', 'first');
    expect(() => write(other, 'refused')).toThrow(/locked/);
    expect(texts(other)).toEqual([]);
  });
  expect(texts(other)).toEqual(['first']);
  write(other, 'second');
  write(one, 'third');
  expect(texts(other)).toEqual(['first', 'second', 'third']);
});

test('a read that fails leaves nothing open', () => {
  const failing = () =>
    one.snapshot(() => {
      throw new Error('no');
    });
  expect(failing).toThrow('no');
  write(one, 'written');
  write(other, 'as well');
  expect(texts(one)).toEqual(['written', 'as well']);
});
