import { copyFileSync, existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { SqliteLedger } from 'chinwag/campaigns';
import { text } from 'chinwag/messenger';
import { expect, test } from 'vitest';
import { DefinedCampaign } from '../../../src/campaigns/defined.js';
import { lead } from '../../../src/campaigns/leading/leadership.js';
import type { Lease } from '../../../src/campaigns/ledger.js';
import { LeaseLostError } from '../../../src/core/storage/storage.js';
import { type Clock, systemClock } from '../../../src/core/time/clock.js';
import { Database } from '../../../src/storage/sqlite/database.js';
import { BUSY, found, isListed } from '../../listed.js';
import { addsUp, stage } from './stage.js';

const elsewhere = (name: string) => `other-host process 4711 (${name})`;

async function entered() {
  const staged = await stage();
  const record = await staged.ledger.enter({ id: 'abc', name: 'sale', variants: [''], rate: null });
  return { ...staged, record };
}

test('who stands still loses the campaign when the lease is over, and their late results are refused', async () => {
  const { ledger, record } = await entered();
  const first = (await ledger.hold('abc', elsewhere('a'))) as Lease;
  await ledger.add(first, [{ line: 1, person: { psid: '11' }, variant: 0 }], {
    invalid: {},
    unreachable: {},
  });
  await ledger.fill(first);
  const [recipient] = await ledger.claim(first, 10);
  if (!recipient) throw new Error('nobody was claimed');
  await ledger.write(first, [{ recipient, from: 'queued', to: 'sending', at: 1 }]);

  const began = performance.now();
  const second = await lead(ledger, record, elsewhere('b'), { clock: systemClock, lease: 1_000 });
  expect(performance.now() - began).toBeGreaterThanOrEqual(1_000);
  expect(performance.now() - began).toBeLessThan(5_000 + BUSY);
  expect(second.fence).toBeGreaterThan(first.fence);
  await ledger.recover(second, 'leave', 'its process ended');

  const late = ledger.write(first, [{ recipient, from: 'sending', to: 'sent', at: 2, messageId: 'm_1' }]);
  await expect(late).rejects.toThrow(LeaseLostError);
  await expect(ledger.beat(first)).rejects.toThrow(LeaseLostError);
  expect((await ledger.look('sale'))?.progress).toMatchObject({ sent: 0, sending: 0, doubtful: 1 });
});

/** What a process is called that had the number of this one, in a container that has started again since. */
const FORMER_LIFE = `${hostname()} process ${process.pid} (abc.123)`;

test('a former life is waited for only as long as it takes to see that it does not beat', async () => {
  const { ledger, record } = await entered();
  await ledger.hold('abc', FORMER_LIFE);
  const began = performance.now();
  await lead(ledger, record, elsewhere('b'), { clock: systemClock });
  expect(performance.now() - began).toBeGreaterThanOrEqual(2_000);
  expect(performance.now() - began).toBeLessThan(5_000 + BUSY);
});

test('a twin, in another container that was given the same name, is none', async () => {
  const { ledger, record } = await entered();
  const lease = (await ledger.hold('abc', FORMER_LIFE)) as Lease;
  const beating = setInterval(() => void ledger.beat(lease), 100);
  const taken = lead(ledger, record, elsewhere('b'), { clock: systemClock });
  await expect(taken)
    .rejects.toThrow('is being run by')
    .finally(() => clearInterval(beating));
});

test('who beats is not taken over from, however their clock goes', async () => {
  const { ledger, record } = await entered();
  const lease = (await ledger.hold('abc', elsewhere('a'))) as Lease;
  const beating = setInterval(() => void ledger.beat(lease), 100);
  try {
    const taken = lead(ledger, record, elsewhere('b'), { clock: systemClock, lease: 30_000 });
    await expect(taken).rejects.toThrow('is being run by other-host process 4711');
  } finally {
    clearInterval(beating);
  }
});

test('a clock that steps back an hour changes neither who is sent to nor how fast', async () => {
  const { people, path, received, client } = await stage();
  let step = 0;
  const clock: Clock = { ...systemClock, now: () => Date.now() + step };
  const audience = await people(100);
  const ledger = new SqliteLedger({ path });
  const sending = new DefinedCampaign(
    { name: 'sale', audience, message: () => text('Hi!'), rate: 100, client: client() },
    {
      clock,
      logger: console,
      ledger: async () => ({ ledger, isOwn: true }),
      scratch: async () => ledger,
      client: async () => client(),
      lastUserAction: async () => undefined,
    } as never,
  );
  const began = performance.now();
  const ended = sending.start();
  setTimeout(() => {
    step = -3_600_000;
  }, 400);
  const report = await ended;
  expect(performance.now() - began).toBeGreaterThan(900);
  expect(report).toMatchObject({ state: 'finished', progress: { sent: 100 }, funnel: { sent: 100 } });
  expect(report.timeline.at(-1)?.sent).toBe(100);
  expect(addsUp(report)).toBe(true);
  expect([...received().values()].every(({ length }) => length === 1)).toBe(true);
  await sending.close();
});

test('F39: a copy of the file at any moment is whole, and calls nobody sent who was not', async () => {
  const { define, people, path, received } = await stage();
  const wanted = isListed ? 200 : 20;
  const sending = define({ audience: await people(wanted * 100), rate: 200 });
  const ended = sending.start();
  let copies = 0;
  for (let isOver = false; !isOver && copies < wanted; ) {
    isOver = await Promise.race([
      ended.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), Math.random() * 20)),
    ]);
    if (!existsSync(`${path}-wal`)) continue;
    // In one step, for nothing of this process writes meanwhile: as after a kill.
    copyFileSync(path, `${path}.copy`);
    copyFileSync(`${path}-wal`, `${path}.copy-wal`);
    const copy = new Database(`${path}.copy`);
    expect(copy.get('PRAGMA integrity_check')).toMatchObject({ integrity_check: 'ok' });
    const sent = copy.all<{ psid: string }>('SELECT psid FROM recipients WHERE state = 2');
    copy.close();
    const seen = received();
    expect(sent.filter(({ psid }) => !seen.has(psid))).toEqual([]);
    copies++;
  }
  await sending.close();
  await ended;
  found({
    fault: 'F39',
    scene: `copies of a campaign's file at ${wanted} moments`,
    promise: 'each is whole, and calls nobody sent to who was not',
    measured: `${copies} copies, all of them so`,
    isMet: copies === wanted,
  });
});
