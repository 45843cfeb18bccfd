import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { RedisServer } from '../packages/chinwag/test/storage/redis-server.js';
import { Meta, pause, random } from './kill/meta.js';
import { steadyPort } from './steady-port.js';

const number = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
const PEOPLE = number('PEOPLE', 200);
const MESSAGES = number('MESSAGES', 50);
const KILLS = number('KILLS', 10);
const SEED = number('SEED', Date.now() % 100_000);

/**
 * Each message is delivered one to three times: some of the copies at once, some after what the person says next. The
 * bots are killed at random moments and started again.
 */
test.each<[string, number]>([
  ['sqlite', 1],
  ['redis', 2],
])(
  `killed ${KILLS} times on %s with %i processes, the bot answers ${PEOPLE} × ${MESSAGES} messages once and in order`,
  async (storage, processes) => {
    const next = random(SEED);
    const folder = await mkdtemp(join(tmpdir(), 'chinwag-kill-'));
    const redis = storage === 'redis' ? await RedisServer.start() : undefined;
    const meta = new Meta(next);
    const origin = await meta.open();
    const bots: ChildProcess[] = [];

    const start = async (index: number) => {
      const port = await steadyPort();
      const child = fork(fileURLToPath(new URL('kill/bot.js', import.meta.url)), [], {
        env: {
          ...process.env,
          STORAGE: storage,
          STORAGE_PLACE: redis?.url ?? join(folder, 'bot.db'),
          GRAPH_ORIGIN: origin,
          PORT: `${port}`,
        },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      bots[index] = child;
      await once(child, 'message');
      meta.bots[index] = `http://127.0.0.1:${port}/webhooks/messenger`;
    };

    let delivered = 0;
    const kills: string[] = [];
    const person = async (psid: string) => {
      const late: Promise<void>[] = [];
      for (let index = 0; index < MESSAGES; index++) {
        const message = () => meta.message(psid, `m_in_${psid}_${index}`, `${index}`);
        const now = [message()];
        for (let copies = Math.floor(next() * 3); copies > 0; copies--) {
          if (next() < 0.5) now.push(message());
          else late.push(pause(next() * 1_000).then(message));
        }
        await Promise.all(now);
        delivered++;
        await pause(next() * 100);
      }
      await Promise.all(late);
    };
    const killing = async () => {
      const moments = Array.from({ length: KILLS }, () => next() * PEOPLE * MESSAGES).sort((a, b) => a - b);
      for (const moment of moments) {
        while (delivered < moment) await pause(5);
        const index = Math.floor(next() * processes);
        bots[index]?.kill('SIGKILL');
        const killed = meta.time();
        await start(index);
        kills.push(`process ${bots[index]?.pid} at ${meta.time()} for one killed at ${killed}`);
      }
    };

    try {
      for (let index = 0; index < processes; index++) await start(index);
      const people = Array.from({ length: PEOPLE }, (_, index) => `${5_000 + index}`);
      await Promise.all([...people.map(person), killing()]);

      // Whatever was left undone is done by the last processes.
      for (let before = -1; meta.count < PEOPLE * MESSAGES * 2 && meta.count > before; ) {
        before = meta.count;
        await pause(20_000, () => meta.count >= PEOPLE * MESSAGES * 2);
      }
      await meta.echoed();
      await pause(500);

      const complete = Array.from({ length: MESSAGES }, (_, index) => [`${index + 1}`, `${index + 1} again`]);
      const wrong = people.filter((psid) => meta.received.get(psid)?.join() !== complete.flat().join());
      const told = { seed: SEED, kills, doubles: meta.doubles() };
      expect(
        wrong.map((psid) => meta.received.get(psid)),
        JSON.stringify(told, null, 2),
      ).toEqual([]);
      expect(meta.received.size).toBe(PEOPLE);
    } finally {
      for (const bot of bots) bot.kill('SIGKILL');
      meta.close();
      await redis?.remove();
      await rm(folder, { recursive: true, force: true });
    }
  },
  600_000,
);
