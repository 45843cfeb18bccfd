import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PersonHandle, startEmulator } from '@chinwag/emulator';
import { campaigns, RedisLedger, SqliteLedger } from 'chinwag/campaigns';
import { expect, test } from 'vitest';
import { addsUp } from '../packages/chinwag/test/campaigns/engine/stage.js';
import { BUSY, found, isListed } from '../packages/chinwag/test/listed.js';
import { stoodStill } from '../packages/chinwag/test/standstills.js';
import { RedisServer } from '../packages/chinwag/test/storage/redis-server.js';
import { campaignProcess } from './campaign-process.js';
import { pause } from './kill/meta.js';

const PEOPLE = 1_500;
const RATE = 300;
/** After so many milliseconds without a sign of life somebody else goes on. */
const LEASE = 10_000;
/** The most sends on their way at once. */
const IN_FLIGHT = 50;

/** Where a campaign is kept, which of the processes from elsewhere works with it, and as what the second comes. */
const kept = {
  async SQLite(folder: string) {
    const path = join(folder, 'campaigns.sqlite');
    return {
      script: 'campaign-kill/worker.js' as const,
      second: 'standby',
      place: { LEDGER_PATH: path },
      ledger: new SqliteLedger({ path }),
      stop: async () => {},
    };
  },
  async Redis() {
    const server = await RedisServer.start();
    return {
      script: 'campaign-workers/worker.js' as const,
      second: 'worker',
      place: { REDIS_URL: server.url },
      ledger: new RedisLedger({ url: server.url }),
      stop: () => server.remove(),
    };
  },
};

test.concurrent.each(['SQLite', 'Redis'] as const)(
  'F38: whoever stands still is taken over from when the lease ends, and is refused when they go on: %s',
  async (where) => {
    const folder = await mkdtemp(join(tmpdir(), 'chinwag-campaign-standstill-'));
    const { script, second: role, place, ledger, stop } = await kept[where](folder);
    const emulator = await startEmulator({ history: { traffic: PEOPLE * 3 } });
    const people: PersonHandle[] = [];
    for (let index = 0; index < PEOPLE; index++) people.push(await emulator.person());
    const list = join(folder, 'people.txt');
    await writeFile(list, people.map(({ psid }) => psid).join('\n'));
    const processes: ChildProcess[] = [];
    const start = (role: string) => {
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
      await sentTo(1);
      const second = start(role);
      await sentTo(200);
      first.kill('SIGSTOP');
      const stopped = Date.now();
      const ended = once(second, 'exit');
      if (isListed) await pause(60_000);
      await ended;
      first.kill('SIGCONT');
      if (first.exitCode === null) await once(first, 'exit');

      const late = emulator.requests().filter(({ at }) => at >= stopped);
      const takenOver = endOfLongestPause([stopped, ...late.map(({ at }) => at)]) - stopped;
      const report = await campaigns({ ledger }).get('black-friday').report();
      expect(addsUp(report)).toBe(true);
      expect(report).toMatchObject({ state: 'finished', audience: { rows: PEOPLE, people: PEOPLE } });
      const doubtful = new Map<string, string | undefined>();
      for await (const { psid, reason } of campaigns({ ledger }).get('black-friday').recipients('doubtful')) {
        doubtful.set(psid, reason);
      }
      const seen = people.map((person) => ({ psid: person.psid, times: person.screen().messages.length }));
      expect(seen.filter(({ psid, times }) => times === 0 && !doubtful.has(psid))).toEqual([]);
      const twice = seen.filter(({ times }) => times > 1).length;
      found({
        fault: 'F38',
        scene: `a campaign on ${where}`,
        promise: `taken over within ${LEASE / 1_000 + 1} s, late results refused, nobody twice`,
        measured:
          `${(takenOver / 1_000).toFixed(1)} s, the woken one ${first.exitCode === 1 ? 'refused' : 'not refused'}, ` +
          `${twice} twice, ${doubtful.size} named as doubtful: ${[...new Set(doubtful.values())].join('; ')}`,
        isMet:
          takenOver - stoodStill(stopped, stopped + takenOver) <= LEASE + 1_000 + BUSY &&
          first.exitCode === 1 &&
          twice === 0 &&
          doubtful.size <= IN_FLIGHT,
      });
    } finally {
      for (const child of processes) child.kill('SIGKILL');
      await ledger.close();
      await stop();
      await emulator.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
  240_000,
);

/** The second, who may have people of their own, is waiting for those of the first during the longest pause. */
function endOfLongestPause(times: readonly number[]): number {
  let [longest, end] = [0, 0];
  times.slice(1).forEach((at, index) => {
    const wait = at - (times[index] ?? at);
    if (wait > longest) [longest, end] = [wait, at];
  });
  return end;
}
