import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PersonHandle, startEmulator } from '@chinwag/emulator';
import { campaigns, RedisLedger, SqliteLedger } from 'chinwag/campaigns';
import { expect, test } from 'vitest';
import { addsUp } from '../packages/chinwag/test/campaigns/engine/stage.js';
import { RedisServer } from '../packages/chinwag/test/storage/redis-server.js';
import { campaignProcess } from './campaign-process.js';

const PEOPLE = 1_500;
const RATE = 100;
/** After so many milliseconds without a sign of life somebody else goes on; what a process needs to start comes on top. */
const LEASE = 10_000;
const STARTING = 5_000;

/** Where a campaign is kept, which of the processes from elsewhere works with it, and as what the second comes. */
const kept = {
  async SQLite(folder: string) {
    const path = join(folder, 'campaigns.sqlite');
    return {
      script: 'campaign-kill/worker.js' as const,
      place: { LEDGER_PATH: path },
      ledger: new SqliteLedger({ path }),
      stop: async () => {},
    };
  },
  async Redis() {
    const server = await RedisServer.start();
    return {
      script: 'campaign-workers/worker.js' as const,
      place: { REDIS_URL: server.url },
      ledger: new RedisLedger({ url: server.url }),
      stop: () => server.remove(),
    };
  },
};

test.each(['SQLite', 'Redis'] as const)(
  'F38: whoever stands still is taken over from when the lease ends, and is refused when they go on: %s',
  async (where) => {
    const folder = await mkdtemp(join(tmpdir(), 'chinwag-campaign-standstill-'));
    const { script, place, ledger, stop } = await kept[where](folder);
    const emulator = await startEmulator({ history: { traffic: PEOPLE * 3 } });
    const people: PersonHandle[] = [];
    for (let index = 0; index < PEOPLE; index++) people.push(await emulator.person());
    const list = join(folder, 'people.txt');
    await writeFile(list, people.map(({ psid }) => psid).join('\n'));
    const processes: ChildProcess[] = [];
    const start = (role: 'starter' | 'worker') => {
      const variables = { ...place, PEOPLE: list, RATE: `${RATE}`, ROLE: role };
      // What the first says when it finds its campaign taken is its own affair.
      const child = campaignProcess(script, emulator, variables, 'ignore');
      processes.push(child);
      return child;
    };
    const sentTo = (count: number) =>
      emulator.waitFor(() => emulator.requests().length >= count, { timeout: 60_000 });

    try {
      const first = start('starter');
      await sentTo(200);
      first.kill('SIGSTOP');
      const stopped = performance.now();
      const before = emulator.requests().length;
      const second = start('worker');
      await sentTo(before + 100);
      expect(performance.now() - stopped).toBeLessThan(LEASE + STARTING + 5_000);
      first.kill('SIGCONT');
      await Promise.all([first, second].map((child) => child.exitCode ?? once(child, 'exit')));

      const report = await campaigns({ ledger }).get('black-friday').report();
      expect(addsUp(report)).toBe(true);
      expect(report).toMatchObject({ state: 'finished', audience: { rows: PEOPLE, people: PEOPLE } });
      const doubtful = new Set(report.doubtful.map(({ psid }) => psid));
      const seen = people.map((person) => ({ psid: person.psid, times: person.screen().messages.length }));
      expect(seen.filter(({ psid, times }) => (doubtful.has(psid) ? times > 1 : times !== 1))).toEqual([]);
      // Only what was under way when the first stopped.
      expect(doubtful.size).toBeLessThanOrEqual(50);
    } finally {
      for (const child of processes) child.kill('SIGKILL');
      await ledger.close();
      await stop();
      await emulator.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
  180_000,
);
