import { LeaseLostError } from 'chinwag';
import {
  type CampaignOptions,
  campaign,
  campaigns,
  campaignWorker,
  type Lease,
  RedisLedger,
  type Step,
} from 'chinwag/campaigns';
import { text } from 'chinwag/messenger';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { RedisServer } from '../../storage/redis-server.js';
import { addsUp, stage } from '../engine/stage.js';

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.remove());

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let prefix = 0;

/** A stage whose campaigns are in Redis, each ledger as another process has it. */
async function shared() {
  const { client, define: _, ...rest } = await stage();
  const keys = `test-${++prefix}`;
  const ledger = (options = {}) => {
    const made = new RedisLedger({ url: redis.url, prefix: keys, lease: 500, ...options });
    onTestFinished(() => made.close());
    return made;
  };
  const define = (given: Partial<CampaignOptions<never>> & { audience: unknown }) =>
    campaign({
      name: 'black-friday',
      message: () => text('Half price!'),
      client: client(),
      ledger: ledger(),
      ...given,
    } as CampaignOptions);
  return { ...rest, client, define, ledger };
}

test('two processes share a campaign: everybody is sent to once', async () => {
  const { people, define, received, ledger } = await shared();
  const psids = await people(1_300);
  const audience = [...psids, ...psids.slice(0, 1), 'nonsense'];
  // Either may be the first to hold it, and the other joins when the audience is in.
  const start = async () => {
    // Nobody is to be taken over from, however long the machine stands still.
    const sending = define({ audience, ledger: ledger({ lease: 30_000 }) });
    for (;;) {
      try {
        return await sending.start();
      } catch (error) {
        if ((error as { code?: string }).code !== 'running') throw error;
      }
    }
  };
  const report = start();
  const joined = start();
  expect(await report).toMatchObject({
    state: 'finished',
    audience: { rows: 1_302, people: 1_300, duplicates: 1, invalid: { 'not a psid': { count: 1 } } },
    progress: { sent: 1_300, queued: 0, sending: 0, failed: 0, doubtful: 0, skipped: 0 },
  });
  expect((await joined).state).toBe('finished');
  expect(addsUp(await report)).toBe(true);
  expect([...received().values()]).toEqual(psids.map(() => ['Half price!']));
});

test('who gives no sign of life is taken over from, and is refused when they wake', async () => {
  const { people, define, received, ledger } = await shared();
  const psids = await people(600);
  const asleep = ledger();
  const { id } = await asleep.enter({ id: 'abc', name: 'black-friday', variants: [''], rate: null });
  const lease = (await asleep.hold(id, 'elsewhere process 1 (ab)')) as Lease;
  await asleep.empty(lease);
  const rows = psids.map((psid, index) => ({ line: index + 1, person: { psid }, variant: 0 }));
  await asleep.add(lease, rows, { invalid: {}, unreachable: {} });
  await asleep.fill(lease);
  const claimed = await asleep.claim(lease);
  expect(claimed).toHaveLength(500);
  const begun = claimed
    .slice(0, 3)
    .map((recipient): Step => ({ recipient, from: 'queued', to: 'sending', at: Date.now() }));
  await asleep.write(lease, begun);

  const report = await define({ audience: [] }).start();
  expect(report.progress).toMatchObject({ sent: 597, doubtful: 3, queued: 0, sending: 0 });
  expect(report.doubtful.map(({ psid }) => psid)).toEqual(psids.slice(0, 3));
  expect([...received().keys()].sort()).toEqual(psids.slice(3).sort());
  const late = begun.map((step): Step => ({ ...step, from: 'sending', to: 'sent' }));
  await expect(asleep.write(lease, late)).rejects.toThrow(LeaseLostError);
  await expect(asleep.beat(lease)).rejects.toThrow(LeaseLostError);
  expect(addsUp(report)).toBe(true);
});

test('a Redis that is away for longer than a lease makes nobody doubtful', async () => {
  const { people, define, received } = await shared();
  const psids = await people(1_200);
  const first = define({ audience: psids, rate: 400 });
  const second = define({ audience: psids, rate: 400 });
  const report = first.start();
  while ((await first.report().catch(() => null))?.progress.sent === undefined) await pause(20);
  while (((await first.report()).progress.sent ?? 0) < 100) await pause(20);
  const joined = second.start();
  await pause(200);
  redis.signal('SIGSTOP');
  await pause(1_500);
  redis.signal('SIGCONT');
  expect((await report).progress).toMatchObject({ sent: 1_200, doubtful: 0 });
  expect((await joined).state).toBe('finished');
  expect([...received().values()]).toEqual(psids.map(() => ['Half price!']));
});

test('cancelled, every worker stops, and the rest is skipped', async () => {
  const { people, define } = await shared();
  const psids = await people(1_100);
  const first = define({ audience: psids, rate: 300 });
  const second = define({ audience: psids, rate: 300 });
  const ended = first.start();
  while (((await first.report().catch(() => null))?.progress.sent ?? 0) < 20) await pause(20);
  const joined = second.start();
  await pause(300);
  await second.cancel();
  const [report] = await Promise.all([ended, joined]);
  expect(report.state).toBe('cancelled');
  expect(report.progress).toMatchObject({ queued: 0, sending: 0, doubtful: 0 });
  expect(report.progress.skipped).toBeGreaterThan(100);
  expect(addsUp(report)).toBe(true);
});

test('a worker waits for its campaign to begin, and ends with it', async () => {
  const { people, define, ledger, received } = await shared();
  const psids = await people(30);
  const worker = campaignWorker(define({ audience: [] }), { ledger: ledger() });
  const working = worker.run();
  await define({ audience: psids }).start();
  await working;
  await worker.close();
  expect(received().size).toBe(30);
});

test('workers need a ledger they can share', async () => {
  const { define } = await shared();
  const worker = campaignWorker(define({ audience: [] }), { ledger: 'sqlite' });
  await expect(worker.run()).rejects.toThrow('workers need a ledger that they can share');
});

test('what was read of an audience, and not to its end, can be listed, and is forgotten when it is cancelled', async () => {
  const { define, ledger, received, people } = await shared();
  const psids = await people(2);
  let read = () => {};
  const isRead = new Promise<void>((resolve) => (read = resolve));
  async function* everybody() {
    for (let psid = 24_810_000_000; psid < 24_810_004_999; psid++) yield String(psid);
    // Of the first 5,000 rows the last chunk is not full.
    yield '24810000000';
    for (read(); ; await pause(5)) yield* psids;
  }
  const begun = define({ audience: everybody() });
  const ended = begun.start();
  await isRead;
  await begun.close();
  await ended;
  const kept = campaigns({ ledger: ledger() });
  const cutOff = kept.get('black-friday');
  expect((await cutOff.report()).state).toBe('stopped');
  let named = 0;
  for await (const { psid } of cutOff.recipients()) if (psid !== '') named++;
  expect(named).toBe(4_500);
  await cutOff.cancel();
  expect(await cutOff.report()).toMatchObject({
    state: 'cancelled',
    audience: { rows: 0, people: 0 },
    progress: { queued: 0, skipped: 0 },
  });
  expect(received().size).toBe(0);
});
