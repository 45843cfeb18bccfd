import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { RedisServer } from '../packages/chinwag/test/storage/redis-server.js';
import { PAGE, post, stubGraph, type Wire } from './bot.js';

const PEOPLE = 30;
const MESSAGES = 8;
const KILLS = 6;
const SEED = Number(process.env.SEED ?? Date.now() % 100_000);

/** Numbers that look random and repeat with the seed. */
function random(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Meta's side: delivers each event one to three times, again until it is answered with 200, and echoes every send it
 * has taken. The bot is killed at random and started again. What the stub has taken is the truth.
 */
test.each<[string, number]>([
  ['sqlite', 1],
  ['redis', 2],
])(
  'killed at random on %s with %i processes, the bot answers every message once and in order',
  async (storage, processes) => {
    const next = random(SEED);
    const folder = await mkdtemp(join(tmpdir(), 'chinwag-kill-'));
    const redis = storage === 'redis' ? await RedisServer.start() : undefined;
    const bots: { child: ChildProcess; url: string }[] = [];
    let clock = 1_790_000_000_000;
    const echoes: Promise<void>[] = [];

    const deliver = async (event: object) => {
      const body = { object: 'page', entry: [{ id: PAGE, time: ++clock, messaging: [event] }] };
      for (;;) {
        const to = bots[Math.floor(next() * bots.length)];
        const status = await post(to?.url ?? '', body).then(
          (answer) => answer.status,
          () => 0,
        );
        if (status === 200) return;
        await pause(20);
      }
    };

    const graph = await stubGraph((request: Wire, count) => {
      const { recipient, message } = request.json as {
        recipient: { id: string };
        message: { text: string; metadata?: string };
      };
      const mid = `m_out_${count}`;
      echoes.push(
        deliver({
          sender: { id: PAGE },
          recipient: { id: recipient.id },
          timestamp: ++clock,
          message: { mid, is_echo: true, app_id: 1, ...message },
        }),
      );
      return { body: { recipient_id: recipient.id, message_id: mid }, delay: Math.floor(next() * 10) };
    });

    const start = async (index: number) => {
      const child = fork(fileURLToPath(new URL('kill/bot.js', import.meta.url)), [], {
        env: {
          ...process.env,
          STORAGE: storage,
          STORAGE_PLACE: redis?.url ?? join(folder, 'bot.db'),
          GRAPH_ORIGIN: graph.origin,
          OWNER: `owner-${index}`,
        },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      const [port] = await once(child, 'message');
      bots[index] = { child, url: `http://127.0.0.1:${port}/webhooks/messenger` };
    };

    try {
      for (let index = 0; index < processes; index++) await start(index);
      let delivered = 0;
      const people = Array.from({ length: PEOPLE }, async (_, person) => {
        for (let index = 0; index < MESSAGES; index++) {
          const event = {
            sender: { id: `${5000 + person}` },
            recipient: { id: PAGE },
            timestamp: ++clock,
            message: { mid: `m_in_${person}_${index}`, text: `${index}` },
          };
          const copies = 1 + Math.floor(next() * 3);
          await Promise.all(Array.from({ length: copies }, () => deliver(event)));
          delivered++;
          await pause(next() * 100);
        }
      });
      const killing = (async () => {
        for (let kill = 0; kill < KILLS; kill++) {
          await pause(300 + next() * 500);
          const index = Math.floor(next() * processes);
          const { child } = bots[index] ?? {};
          child?.kill('SIGKILL');
          if (child) await once(child, 'exit');
          await start(index);
        }
      })();
      await Promise.all([...people, killing]);
      expect(delivered).toBe(PEOPLE * MESSAGES);

      // Whatever was left undone is done by the last process.
      const expected = PEOPLE * MESSAGES * 2;
      const until = Date.now() + 30_000;
      while (graph.requests.length < expected && Date.now() < until) await pause(50);
      await Promise.all(echoes);
      await pause(500);

      const answers = new Map<string, string[]>();
      for (const { json } of graph.requests) {
        const psid = (json.recipient as { id: string }).id;
        const { text } = json.message as { text: string };
        answers.set(psid, [...(answers.get(psid) ?? []), text]);
      }
      const complete = Array.from({ length: MESSAGES }, (_, index) => [
        `${index + 1}`,
        `${index + 1} again`,
      ]).flat();
      const wrong = [...answers].filter(([, texts]) => texts.join() !== complete.join());
      expect(wrong, `seed ${SEED}`).toEqual([]);
      expect(answers.size).toBe(PEOPLE);
    } finally {
      for (const { child } of bots) child.kill('SIGKILL');
      graph.close();
      await redis?.remove();
      await rm(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
