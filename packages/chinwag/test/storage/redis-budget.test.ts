import { MessengerClient } from 'chinwag/messenger';
import { RedisStorage } from 'chinwag/redis';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { stub } from '../graph/stub.js';
import { RedisServer } from './redis-server.js';

let redis: RedisServer;

beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.remove());

let prefixes = 0;

async function storage(prefix: string): Promise<RedisStorage> {
  const opened = new RedisStorage({ url: redis.url, prefix });
  await opened.open('visitor');
  onTestFinished(() => opened.close());
  return opened;
}

const request = {
  name: 'A:messages',
  count: 100,
  per: 1_000,
  wanted: 25,
  together: false,
  spare: 0,
  hold: 250,
  late: 0,
  spacing: 0,
  horizon: 60,
  moved: [],
};

describe('turns', () => {
  test('no more than the limit, whoever asks, in any second', async () => {
    const prefix = `turns-${++prefixes}`;
    const askers = await Promise.all([storage(prefix), storage(prefix)]);
    // A turn is due somewhere between these, for the answer takes its time.
    const earliest: number[] = [];
    const latest: number[] = [];
    while (latest.length < 250) {
      for (const asker of askers) {
        const asked = performance.now();
        const grants = await asker.grant(request);
        const answered = performance.now();
        // Whoever gets none comes when a hundred have been given for the second before the next.
        const next = asked + request.horizon;
        if (!grants.length) {
          const given = latest.filter((turn) => turn >= next - 1_001);
          expect(given.length).toBeGreaterThanOrEqual(100);
        }
        for (const { from, count } of grants) {
          earliest.push(...Array(count).fill(asked + from));
          latest.push(...Array(count).fill(answered + from));
        }
      }
    }
    earliest.sort((one, other) => one - other);
    latest.sort((one, other) => one - other);
    latest.slice(100).forEach((turn, index) => {
      expect(turn - (earliest[index] ?? 0)).toBeGreaterThanOrEqual(999);
    });
  });

  test('evenly, where they are for a campaign', async () => {
    const asker = await storage(`turns-${++prefixes}`);
    const turns = await asker.grant({ ...request, spacing: 10 });
    expect(turns.length).toBeGreaterThan(3);
    turns.slice(1).forEach(({ from }, index) => {
      expect(from - (turns[index]?.from ?? 0)).toBeCloseTo(10, 1);
    });
  });

  test('together, as late as the last of them', async () => {
    const asker = await storage(`turns-${++prefixes}`);
    const began = performance.now();
    await asker.grant({ ...request, wanted: 80 });
    const [turn, ...more] = await asker.grant({ ...request, wanted: 50, together: true });
    expect(more).toEqual([]);
    expect(turn?.count).toBe(50);
    expect(performance.now() + (turn?.from ?? 0) - began).toBeGreaterThanOrEqual(999);
  });

  test('some to spare, where there are plenty', async () => {
    const asker = await storage(`turns-${++prefixes}`);
    const asked = { ...request, per: 60_000 };
    const plenty = await asker.grant({ ...asked, wanted: 1, spare: 5 });
    expect(plenty).toEqual([
      { from: 0, to: 0, count: 1 },
      { from: 0, to: 250, count: 5 },
    ]);
    await asker.grant({ ...asked, wanted: 60 });
    expect(await asker.grant({ ...asked, wanted: 1, spare: 5 })).toEqual([{ from: 0, to: 0, count: 1 }]);
  });

  test('that may be used late count for longer', async () => {
    const asker = await storage(`turns-${++prefixes}`);
    const began = performance.now();
    await asker.grant({ ...request, wanted: 100, late: 500 });
    const [next] = await asker.grant({ ...request, wanted: 1, horizon: 10_000 });
    expect(performance.now() + (next?.from ?? 0) - began).toBeGreaterThanOrEqual(1_499);
  });

  test('that were used later count from then on', async () => {
    const asker = await storage(`turns-${++prefixes}`);
    const began = performance.now();
    const asked = { ...request, per: 60_000, horizon: 100_000 };
    await asker.grant({ ...asked, wanted: 100 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const moved = [{ from: performance.now() - began, to: 0, count: 30 }];
    const turns = await asker.grant({ ...asked, wanted: 80, moved });
    expect(turns.map(({ count }) => count)).toEqual([70, 10]);
    expect(turns[0]?.from).toBeLessThan(59_705);
    expect(turns[1]?.from).toBe(60_000);
  });

  test('of another limit are others', async () => {
    const asker = await storage(`turns-${++prefixes}`);
    const asked = { ...request, per: 60_000 };
    await asker.grant({ ...asked, wanted: 100 });
    expect(await asker.grant(asked)).toEqual([]);
    expect(await asker.grant({ ...asked, name: 'B:messages' })).toHaveLength(1);
  });
});

/** Two clients as two processes have them: nothing in common but Redis. `onAsk` is told when one asks for turns. */
async function twoClients(origin: string, messages: number, onAsk = () => {}) {
  const prefix = `clients-${++prefixes}`;
  return Promise.all(
    [0, 1].map(async () => {
      const budgets = await storage(prefix);
      const grant = budgets.grant.bind(budgets);
      budgets.grant = (request) => {
        onAsk();
        return grant(request);
      };
      const client = new MessengerClient({
        origin,
        accessToken: 'page',
        pageId: 'A',
        pacing: { messages },
        budgets,
      });
      onTestFinished(() => client.close());
      return client;
    }),
  );
}

test('two clients keep one limit, and all is delivered', async () => {
  const arrived: number[] = [];
  const { origin } = await stub((response) => {
    arrived.push(performance.now());
    response.end('{"message_id":"m"}');
  });
  let asked: number | undefined;
  const clients = await twoClients(origin, 100, () => {
    asked ??= performance.now();
  });
  await Promise.all(
    clients.flatMap((client, which) =>
      Array.from({ length: 100 }, (_, n) =>
        client.sendText(`${which}${n}`, 'Hi!', { priority: n % 2 ? 'campaign' : 'reply' }),
      ),
    ),
  );
  expect(arrived).toHaveLength(200);
  // 100 in the second that begins with the first turn, whichever client they are from.
  expect((arrived[100] ?? 0) - (asked ?? Number.NaN)).toBeGreaterThanOrEqual(999);
});

test('a batch of fifty gets its turns', async () => {
  const { origin, seen } = await stub((response) =>
    response.end(JSON.stringify(Array(50).fill({ code: 200, body: '{"message_id":"m"}' }))),
  );
  const [client] = await twoClients(origin, 100);
  const items = Array.from({ length: 50 }, () => ({
    method: 'POST' as const,
    path: 'me/messages',
    body: { recipient: { id: '1' }, message: { text: 'Hi!' } },
  }));
  await Promise.all([1, 2, 3].map(() => client?.sendBatch(items)));
  expect(seen).toHaveLength(3);
});

test('while Redis is away what would be sent waits, and goes when it is back', async () => {
  const { origin, seen } = await stub((response) => response.end('{"message_id":"m"}'));
  const [client] = await twoClients(origin, 100);
  await redis.kill();
  const sent = client?.sendText('1', 'Hi!');
  await expect.poll(() => client?.pace).toMatchObject([{ page: 'A', class: 'messages', replies: 1 }]);
  expect(seen).toHaveLength(0);
  await redis.resume();
  await sent;
  expect(seen).toHaveLength(1);
});
