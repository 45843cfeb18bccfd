import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SqliteStorage } from 'chinwag/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../src/storage/sqlite/database.js';
import { session, textOf } from './conformance/place.js';

const worker = fileURLToPath(new URL('sqlite-worker.js', import.meta.url));
const KILLS = 20;

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chinwag-kill-'));
  path = join(folder, 'chinwag.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the process was told was kept and done, up to the moment it was killed. */
interface Told {
  accepted: string[];
  done: string[];
}

/** Runs the worker until it has told of so much, lets the test do something meanwhile, and kills it. */
async function workUntilKilled(run: number, lines: number, meanwhile?: () => void): Promise<Told> {
  const told: Told = { accepted: [], done: [] };
  const child = spawn(process.execPath, [worker, path, String(run)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const [what, identity = ''] = line.split(' ');
    if (what === 'accepted') told.accepted.push(identity);
    if (what === 'done') told.done.push(identity);
    if (meanwhile) {
      // It stands still at whatever it was doing.
      child.kill('SIGSTOP');
      meanwhile();
      child.kill('SIGCONT');
    }
    if (++seen === lines) child.kill('SIGKILL');
  }
  await ended;
  expect(child.signalCode, 'It must not have ended by itself.').toBe('SIGKILL');
  return told;
}

const integrityOf = (file: string) => {
  const db = new Database(file);
  try {
    return db.get('PRAGMA integrity_check')?.integrity_check;
  } finally {
    db.close();
  }
};

describe('a process that is killed', () => {
  it(`loses nothing it was told is kept and undoes nothing done, ${KILLS} times`, {
    timeout: 120_000,
  }, async () => {
    const accepted = new Set<string>();
    const done = new Set<string>();
    for (let run = 0; run < KILLS; run++) {
      const told = await workUntilKilled(run, 20 + Math.floor(Math.random() * 400));
      for (const identity of told.accepted) accepted.add(identity);
      for (const identity of told.done) done.add(identity);
      expect(integrityOf(path)).toBe('ok');
    }
    expect(done.size).toBeGreaterThan(KILLS);

    // A last process, when all leases have run out, does what is left.
    const storage = new SqliteStorage({ path, now: () => Date.now() + 60_000 });
    for (let ready = await storage.ready(1_000); ready.length > 0; ready = await storage.ready(1_000)) {
      for (const conversation of ready) {
        let turn = await storage.take(conversation);
        while (turn) {
          expect(done).not.toContain(turn.identity);
          const list = (turn.session?.state.done ?? []) as string[];
          turn = await storage.finish(turn, session(conversation, { done: [...list, textOf(turn)] }));
        }
      }
    }
    expect(await storage.size()).toBe(0);
    const kept = (await storage.all()).map(({ state }) => state.done as string[]);
    const all = kept.flat();
    expect(new Set(all).size).toBe(all.length);
    expect([...accepted].filter((identity) => !all.includes(identity))).toEqual([]);
    for (const list of kept) expect(list).toEqual([...list].sort((one, other) => order(one) - order(other)));
    await storage.close();
  });

  it('F39: leaves copies whole that are made at any moment', { timeout: 120_000 }, async () => {
    let lines = 0;
    let copies = 0;
    const copy = join(folder, 'copy.db');
    await workUntilKilled(0, 1_000, () => {
      if (++lines % 5 !== 0 || copies === 200) return;
      for (const end of ['', '-wal']) {
        rmSync(copy + end, { force: true });
        if (existsSync(path + end)) copyFileSync(path + end, copy + end);
      }
      rmSync(`${copy}-shm`, { force: true });
      expect(integrityOf(copy)).toBe('ok');
      copies++;
    });
    expect(copies).toBe(200);
  });
});

/** Runs come one after the other, and so do the events of each. */
function order(identity: string): number {
  const [run = 0, index = 0] = identity.split('.').map(Number);
  return run * 1_000_000 + index;
}
