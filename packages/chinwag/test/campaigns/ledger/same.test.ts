import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LeaseLostError } from 'chinwag';
import {
  type Lease,
  type Ledger,
  type Receipt,
  type Recipient,
  RedisLedger,
  SqliteLedger,
  type Step,
} from 'chinwag/campaigns';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RedisServer } from '../../storage/redis-server.js';

let redis: RedisServer;
let folder: string;
beforeAll(async () => {
  redis = await RedisServer.start();
  folder = await mkdtemp(join(tmpdir(), 'chinwag-ledgers-'));
});
afterAll(async () => {
  await redis.remove();
  await rm(folder, { recursive: true });
});

async function keysIn(url: string, pattern: string): Promise<string[]> {
  const client = new Redis(url);
  const keys = await client.keys(pattern);
  client.disconnect();
  return keys;
}

/** Numbers that look random and repeat with the seed. */
function random(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const START = 1_795_000_000_000;
const PEOPLE = 700;

/** What may happen to a campaign, as one process sees it; the seed says what does. */
async function live(ledger: Ledger, seed: number) {
  const next = random(seed);
  let clock = START;
  let queue: Recipient[] = [];
  let sending: Recipient[] = [];
  const hold = async () => {
    const held = await ledger.hold(id, `elsewhere process 1 (${next(1e9)})`);
    expect(held).toHaveProperty('fence');
    return held as Lease;
  };
  const { id } = await ledger.enter({
    id: `c${seed}`,
    name: `campaign ${seed}`,
    variants: ['a', 'b'],
    rate: 5,
  });
  let lease = await hold();
  const add = (from: number, to: number) => {
    const psids = Array.from({ length: to - from }, (_, index) => `24810000${from + index}`);
    const people = psids.map((psid, index) => ({
      line: from + index + 2,
      person: index % 3 === 0 ? { psid, name: `Zoë ${index}` } : { psid },
      variant: index % 2,
    }));
    const invalid = { 'not a psid': { count: 1, examples: [{ line: from, value: 'x' }] } };
    return ledger.add(lease, people, { invalid, unreachable: { 'opted out': 2 } });
  };
  await ledger.empty(lease);
  await add(0, 300);
  // As if the process had ended here: what it has left is forgotten.
  await ledger.empty(lease);
  await add(0, 450);
  await add(400, PEOPLE);
  await ledger.fill(lease);
  await ledger.setState(lease, { state: 'running', reason: null, startedAt: START });

  const endings: [Step['to'], string | undefined][] = [
    ['sent', undefined],
    ['sent', undefined],
    ['failed', 'no such person'],
    ['failed', 'window shut'],
    ['doubtful', 'the answer was lost'],
    ['queued', undefined],
  ];
  const acts = [
    async () => {
      // How many are handed out at once is each ledger's own affair.
      for (
        let more = await ledger.claim(lease, 500);
        more.length > 0;
        more = await ledger.claim(lease, 500)
      ) {
        queue.push(...more);
      }
      queue.sort((one, other) => one.line - other.line);
    },
    async () => {
      const going = queue.splice(0, next(60));
      const steps = going.map((recipient): Step => ({ recipient, from: 'queued', to: 'sending', at: clock }));
      await ledger.write(lease, steps);
      // Nobody heard the answer.
      if (next(4) === 0 && ledger.isShared) await ledger.write(lease, steps);
      sending.push(...going);
    },
    async () => {
      const steps = sending.splice(0, next(60)).map((recipient): Step => {
        const [to, reason] = endings[next(endings.length)] ?? ['sent', undefined];
        const step: Step = { recipient, from: 'sending', to, at: clock, reason };
        return to === 'sent' ? { ...step, messageId: `m_${recipient.person.psid}` } : step;
      });
      await ledger.write(lease, steps);
      for (const { recipient, to } of steps) if (to === 'queued') queue.push(recipient);
    },
    async () => {
      const receipts = Array.from({ length: next(40) }, (): Receipt => {
        const psid = `24810000${next(PEOPLE + 50)}`;
        const kind = next(4);
        if (kind === 0) return { type: 'echo', psid, at: clock, campaign: id, messageId: `m_${psid}` };
        if (kind === 1) return { type: 'answered', psid, at: clock };
        const watermark = clock - next(90_000);
        return { type: kind === 2 ? 'delivered' : 'read', psid, at: clock, watermark };
      });
      await ledger.note(receipts);
    },
    async () => {
      if (next(5) > 0) return;
      queue = [];
      sending = [];
      await ledger.release(lease);
      lease = await hold();
      await ledger.recover(lease, 'leave', 'its worker ended before the answer came');
    },
  ];
  for (let step = 0; step < 150; step++) {
    clock += next(20_000);
    await acts[next(acts.length)]?.();
  }
  return { lease: () => lease, id };
}

async function told(ledger: Ledger, name: string, id: string) {
  const { record, ...counted } = (await ledger.look(name)) ?? {};
  const { holder, order, ...rest } = record ?? {};
  const people = await ledger.recipients(id, { limit: 1_000 });
  const doubtful = await ledger.recipients(id, { state: 'doubtful', limit: 1_000 });
  const shown = (all: typeof people) =>
    all.map(({ id: _, messageId, at, reason, ...each }) => ({
      ...each,
      at: each.state === 'queued' ? null : at,
      reason: ['failed', 'doubtful'].includes(each.state) ? reason : null,
    }));
  return { ...rest, ...counted, people: shown(people), doubtful: shown(doubtful) };
}

test.each([1, 2, 3, 4, 5, 6])(
  'Redis and SQLite tell the same story, whatever happens (seed %i)',
  async (seed) => {
    const sqlite = new SqliteLedger({ path: join(folder, `${seed}.sqlite`) });
    const shared = new RedisLedger({ url: redis.url, prefix: `same-${seed}` });
    try {
      const stories = [];
      for (const ledger of [sqlite, shared]) {
        const { lease, id } = await live(ledger, seed);
        const before = await told(ledger, `campaign ${seed}`, id);
        await ledger.release(lease());
        const again = (await ledger.hold(id, 'elsewhere process 1 (last)')) as Lease;
        await ledger.recover(again, 'leave', 'its worker ended before the answer came');
        await ledger.recover(again, 'resend', 'to be sent again');
        const after = await told(ledger, `campaign ${seed}`, id);
        await ledger.skip(again);
        stories.push({ before, after, skipped: await told(ledger, `campaign ${seed}`, id) });
      }
      expect(stories[1]).toEqual(stories[0]);
      expect(stories[0]?.before).toMatchObject({ audience: { rows: 756, people: 700, duplicates: 50 } });
    } finally {
      await sqlite.close();
      await shared.close();
    }
  },
);

test.each<[string, () => Ledger, (() => Promise<string[]>)?]>([
  ['SQLite', () => new SqliteLedger({ path: join(folder, 'removed.sqlite') })],
  [
    'Redis',
    () => new RedisLedger({ url: redis.url, prefix: 'removed' }),
    () => keysIn(redis.url, '*removed*'),
  ],
])('a campaign that is removed leaves nothing, and others as they were: %s', async (_, open, keys) => {
  const ledger = open();
  try {
    const stays = await live(ledger, 7);
    const goes = await live(ledger, 8);
    const before = await told(ledger, 'campaign 7', stays.id);
    const others = (await keys?.())?.filter((key) => !key.includes(goes.id));
    const { people, bytes = 1 } = await ledger.remove(goes.lease());
    expect(people).toBe(PEOPLE);
    expect(bytes).toBeGreaterThan(0);
    expect(await ledger.look('campaign 8')).toBeNull();
    expect(await ledger.recipients(goes.id, { limit: 10 })).toEqual([]);
    expect((await ledger.list()).map(({ name }) => name)).toEqual(['campaign 7']);
    expect((await keys?.())?.sort()).toEqual(others?.sort());
    await expect(ledger.beat(goes.lease())).rejects.toThrow(LeaseLostError);
    const receipt = { psid: '248100001', at: START, watermark: START } as const;
    await ledger.note([{ type: 'echo', ...receipt, campaign: goes.id, messageId: 'm_1' }]);
    expect(await told(ledger, 'campaign 7', stays.id)).toEqual(before);
    // The name is free for another one, with people of its own.
    expect((await live(ledger, 8)).id).toBe('c8');
  } finally {
    await ledger.close();
  }
});
