import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, type PersonHandle, startEmulator } from '@chinwag/emulator';
import { createBot } from 'chinwag';
import { campaigns, SqliteLedger } from 'chinwag/campaigns';
import { expect, onTestFinished, test } from 'vitest';
import { accessTo, addsUp } from '../packages/chinwag/test/campaigns/engine/stage.js';
import { BUSY, found } from '../packages/chinwag/test/listed.js';
import { campaignProcess } from './campaign-process.js';
import { random } from './kill/meta.js';

/** `PEOPLE=10000 KILLS=20` is the whole of it; every run does a part. */
const PEOPLE = Number(process.env.PEOPLE ?? 2_000);
const KILLS = Number(process.env.KILLS ?? 5);
const SEED = Number(process.env.SEED ?? Date.now() % 100_000);
/** So fast that there is something left to do at the last kill. */
const RATE = 600;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const listIn = (folder: string) => join(folder, 'people.txt');
const ledgerIn = (folder: string) => join(folder, 'campaigns.sqlite');

function work({ emulator, folder, rate }: { emulator: Emulator; folder: string; rate?: number }) {
  return campaignProcess('campaign-kill/worker.js', emulator, {
    LEDGER_PATH: ledgerIn(folder),
    PEOPLE: listIn(folder),
    ...(rate === undefined ? {} : { RATE: `${rate}` }),
  });
}

test.each(['SIGTERM', 'SIGHUP'] as const)(
  'asked to end by %s, a campaign ends in order, and leaves nobody doubtful',
  async (signal) => {
    const folder = await mkdtemp(join(tmpdir(), 'chinwag-campaign-end-'));
    const emulator = await startEmulator();
    const ledger = new SqliteLedger({ path: ledgerIn(folder) });
    try {
      const psids: string[] = [];
      for (let index = 0; index < 300; index++) psids.push((await emulator.person()).psid);
      await writeFile(listIn(folder), psids.join('\n'));
      // So slowly that it is far from done when it is asked, however long the machine stands still.
      const child = work({ emulator, folder, rate: 30 });
      await emulator.waitFor(() => emulator.requests().length > 20, { timeout: 20_000 });
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([null, signal]);
      const report = await campaigns({ ledger }).get('black-friday').report();
      expect(report.progress).toMatchObject({ sending: 0, doubtful: 0, failed: 0 });
      expect(report.progress.sent).toBe(emulator.requests().length);
      expect(report.progress.queued).toBe(300 - report.progress.sent);
    } finally {
      await ledger.close();
      await emulator.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
  60_000,
);

/**
 * The emulator throttles, and breaks connections after it has taken the message. A bot hears the echoes, as it would
 * beside a campaign. What people see is the truth.
 */
async function scene() {
  const folder = await mkdtemp(join(tmpdir(), 'chinwag-campaign-kill-'));
  const emulator = await startEmulator({ history: { traffic: PEOPLE * 3 } });
  const ledger = new SqliteLedger({ path: ledgerIn(folder) });
  const bot = createBot(
    { channels: { messenger: accessTo(emulator) }, campaigns: { ledger } },
    async () => {},
  );
  const { url } = await bot.listen(0, '127.0.0.1');
  await emulator.subscribe({ callbackUrl: url, fields: ['message_echoes'] });
  const people: PersonHandle[] = [];
  for (let index = 0; index < PEOPLE; index++) people.push(await emulator.person());
  await writeFile(listIn(folder), people.map(({ psid }) => psid).join('\n'));
  emulator.fault({ topic: 'messages', probability: 0.01, effect: { type: 'drop', taken: true } });
  emulator.fault({ topic: 'messages', probability: 0.002, effect: { type: 'error', code: 613 } });
  let worker: ChildProcess | undefined;
  onTestFinished(async () => {
    worker?.kill('SIGKILL');
    await bot.close();
    await ledger.close();
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    emulator,
    start(rate?: number) {
      worker = work({ emulator, folder, ...(rate === undefined ? {} : { rate }) });
      return worker;
    },
    async kill() {
      if (!worker) return;
      const ended = once(worker, 'exit');
      worker.kill('SIGKILL');
      await ended;
      // What it sent at last must not pass for what the next one sends.
      await emulator.idle();
    },
    /** Everybody has got one message, or is named as doubtful; answers how many are. */
    async judge() {
      await emulator.idle();
      const report = await campaigns({ ledger }).get('black-friday').report();
      expect(addsUp(report), `seed ${SEED}`).toBe(true);
      expect(report).toMatchObject({ state: 'finished', audience: { rows: PEOPLE, people: PEOPLE } });
      const doubtful = new Set<string>();
      for await (const { psid } of campaigns({ ledger }).get('black-friday').recipients('doubtful')) {
        doubtful.add(psid);
      }
      expect(doubtful.size).toBe(report.progress.doubtful);
      const seen = people.map((person) => ({ psid: person.psid, times: person.screen().messages.length }));
      // Whoever has got it, the echo has told; in doubt are those whose send had begun and never went out.
      const wrong = seen.filter(({ psid, times }) => times !== (doubtful.has(psid) ? 0 : 1));
      expect(wrong, `seed ${SEED}`).toEqual([]);
      return doubtful.size;
    },
  };
}

test('F37: killed at random, a campaign sends to everybody once or names who is doubtful', async () => {
  const next = random(SEED);
  const { emulator, start, kill, judge } = await scene();
  const resumed: number[] = [];
  for (let kills = 0; kills < KILLS; kills++) {
    const begun = emulator.requests().length;
    const at = performance.now();
    start(RATE);
    await emulator.waitFor(() => emulator.requests().length > begun, { timeout: 60_000 });
    resumed.push(performance.now() - at);
    await pause(next() * 2 * (PEOPLE / RATE / (KILLS + 1)) * 1_000);
    await kill();
  }
  await once(start(RATE), 'message');
  const doubtful = await judge();
  const middle = resumed.sort((a, b) => a - b)[Math.floor(resumed.length / 2)] ?? 0;
  const [half, all] = [middle, resumed.at(-1) ?? 0].map((took) => (took / 1_000).toFixed(1));
  found({
    fault: 'F37',
    scene: `${PEOPLE} people, ${KILLS} kills, on SQLite`,
    promise: `none missing, none twice, ${KILLS} × 50 doubtful at most, going on within 2 s`,
    measured: `none missing or twice, ${doubtful} doubtful, ${half} s in the middle, ${all} s at most`,
    isMet: doubtful <= KILLS * 50 && middle < 2_000 + BUSY,
  });
}, 300_000);

test('killed as fast as it can go, a campaign names no more than were on their way', async () => {
  const { emulator, start, kill, judge } = await scene();
  start();
  // Now and then: a look at all there were, after each of them, would be what decides how fast it goes.
  while (emulator.requests().length <= PEOPLE / 4) await pause(20);
  await kill();
  expect(emulator.requests().length).toBeLessThan(PEOPLE);
  await once(start(), 'message');
  expect(await judge()).toBeLessThanOrEqual(50);
}, 120_000);
