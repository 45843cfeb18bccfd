import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PersonHandle, startEmulator } from '@chinwag/emulator';
import { type CampaignReport, campaigns, RedisLedger } from 'chinwag/campaigns';
import { expect, test } from 'vitest';
import { addsUp } from '../packages/chinwag/test/campaigns/engine/stage.js';
import { found } from '../packages/chinwag/test/listed.js';
import { RedisServer } from '../packages/chinwag/test/storage/redis-server.js';
import { campaignProcess } from './campaign-process.js';
import { random } from './kill/meta.js';

/** `PEOPLE=10000 KILLS=20 AWAY=60000` is the whole of it; every run does a part. */
const PEOPLE = Number(process.env.PEOPLE ?? 2_500);
const KILLS = Number(process.env.KILLS ?? 4);
/** Milliseconds for which Redis stands still. */
const AWAY = Number(process.env.AWAY ?? 5_000);
const SEED = Number(process.env.SEED ?? Date.now() % 100_000);
/** So fast that there is something left to do at the last kill. */
const RATE = Math.min(600, PEOPLE / (KILLS + 1));
const WORKERS = 2;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Workers are killed at random, the emulator throttles and breaks connections after it has taken the message, and
 * Redis stands still for some seconds, and is killed and started again on what it has written. What people see is the
 * truth.
 */
test('F37: killed at random, workers send to everybody once or the report names who is doubtful', async () => {
  const next = random(SEED);
  const folder = await mkdtemp(join(tmpdir(), 'chinwag-campaign-workers-'));
  const redis = await RedisServer.start();
  const emulator = await startEmulator({ history: { traffic: PEOPLE * 3 } });
  const people: PersonHandle[] = [];
  for (let index = 0; index < PEOPLE; index++) people.push(await emulator.person());
  const list = join(folder, 'people.txt');
  await writeFile(list, people.map(({ psid }) => psid).join('\n'));
  emulator.fault({ topic: 'messages', probability: 0.01, effect: { type: 'drop', taken: true } });
  emulator.fault({ topic: 'messages', probability: 0.002, effect: { type: 'error', code: 613 } });

  const reports: CampaignReport[] = [];
  const start = (role: 'starter' | 'worker') => {
    const child = campaignProcess('campaign-workers/worker.js', emulator, {
      REDIS_URL: redis.url,
      PEOPLE: list,
      RATE: `${RATE}`,
      ROLE: role,
    });
    child.once('message', (report) => reports.push(report as CampaignReport));
    return child;
  };

  const workers: ChildProcess[] = [];
  try {
    for (let index = 0; index < WORKERS; index++) workers.push(start(index === 0 ? 'starter' : 'worker'));
    await emulator.waitFor(() => emulator.requests().length > 100, { timeout: 60_000 });
    for (let kill = 0; kill < KILLS; kill++) {
      await pause(next() * 2 * ((PEOPLE / RATE / (KILLS + 1)) * 1_000));
      const index = Math.floor(next() * WORKERS);
      const child = workers[index];
      if (!child || child.exitCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
      workers[index] = start('worker');
      if (kill === Math.floor(KILLS / 3)) {
        redis.signal('SIGSTOP');
        await pause(AWAY);
        redis.signal('SIGCONT');
      }
      if (kill === Math.floor((2 * KILLS) / 3)) {
        await redis.kill();
        await pause(2_000);
        await redis.resume();
      }
    }
    await Promise.all(workers.map((child) => child.exitCode ?? once(child, 'exit')));

    const ledger = new RedisLedger({ url: redis.url });
    const report = await campaigns({ ledger }).get('black-friday').report();
    await ledger.close();
    expect(reports.length, `seed ${SEED}`).toBeGreaterThan(0);
    expect(addsUp(report), `seed ${SEED}`).toBe(true);
    expect(report).toMatchObject({ state: 'finished', audience: { rows: PEOPLE, people: PEOPLE } });
    const doubtful = new Set(report.doubtful.map(({ psid }) => psid));
    expect(doubtful.size).toBe(report.progress.doubtful);
    const seen = people.map((person) => ({ psid: person.psid, times: person.screen().messages.length }));
    const wrong = seen.filter(({ psid, times }) => (doubtful.has(psid) ? times > 1 : times !== 1));
    expect(wrong, `seed ${SEED}`).toEqual([]);
    // What has begun and not ended at a kill or while Redis was away, and the answers that were lost.
    const took = ((report.endedAt ?? 0) - (report.startedAt ?? 0)) / 1_000;
    const most = (KILLS + 2) * 50 + PEOPLE * 0.03;
    found({
      fault: 'F37',
      scene: `${PEOPLE} people, ${KILLS} kills, ${WORKERS} workers, Redis away twice`,
      promise: `none missing, none twice, ${most} doubtful at most`,
      measured:
        `none missing or twice, ${doubtful.size} doubtful, ` +
        `${Math.round(took)} s where ${Math.round(PEOPLE / RATE)} s would have done`,
      isMet: doubtful.size <= most,
    });
  } finally {
    for (const child of workers) child.kill('SIGKILL');
    await redis.remove();
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}, 600_000);
