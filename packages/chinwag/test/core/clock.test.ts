import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SOURCES = fileURLToPath(new URL('../../src', import.meta.url));
const ROOMS = ['core', 'messenger', 'storage'];
/** Who may ask the machine: the clock itself, and who waits for a file or a server outside this process. */
const ALLOWED = ['core/time/clock.ts', 'storage/sqlite/group-commit.ts', 'storage/redis/server.ts'];
const MACHINE = /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|(?<![.\w#])set(Timeout|Interval)\(/;

test.each(ROOMS)('%s/ asks the clock it was given, and not the machine', (room) => {
  const files = readdirSync(join(SOURCES, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${room}/${name}`);
  expect(files.length).toBeGreaterThan(5);
  const asking = files.filter((name) => MACHINE.test(readFileSync(join(SOURCES, name), 'utf8')));
  expect(asking.filter((name) => !ALLOWED.includes(name))).toEqual([]);
});
