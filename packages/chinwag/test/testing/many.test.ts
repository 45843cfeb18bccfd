import { createHmac } from 'node:crypto';
import { emulate, type Messenger } from 'chinwag/testing';
import { expect, test } from 'vitest';
import { Shop } from './shop.js';

/** Nobody gives up while the machine is busy with other things. */
const options = { timeout: 60_000 };

async function talk(messenger: Messenger): Promise<void> {
  const customer = await messenger.person();
  await customer.says('hi');
  await customer.sees('Hi!');
  await customer.taps('Milk');
  await customer.sees('MILK, coming up.');
}

/** So much of the yardstick before and after it: 10 seconds of a machine on which each takes 0.2. */
const MOST = 25;

/** Does something so many times, 25 at once. */
async function repeat(count: number, work: () => Promise<void>): Promise<void> {
  let begun = 0;
  const lane = async () => {
    while (begun++ < count) await work();
  };
  await Promise.all(Array.from({ length: 25 }, lane));
}

/** Seconds of computing that something takes, however busy the machine is. */
async function secondsOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Seconds that signing and reading bodies takes here and now: what takes a slow machine long is judged by it. */
async function yardstick(): Promise<number> {
  const body = JSON.stringify({ object: 'page', entry: Array(20).fill({ id: '1110001', text: 'Hi!' }) });
  return secondsOf(async () => {
    for (let times = 0; times < 20_000; times++) {
      createHmac('sha256', 'secret')
        .update(JSON.stringify(JSON.parse(body)))
        .digest('hex');
    }
  });
}

test('a thousand conversations with one bot', async () => {
  const before = await yardstick();
  const seconds = await secondsOf(async () => {
    await using messenger = await emulate(Shop, options);
    await repeat(1_000, () => talk(messenger));
  });
  expect(seconds).toBeLessThan(MOST * (before + (await yardstick())));
}, 120_000);

test('a hundred bots with an emulator each', async () => {
  const before = await yardstick();
  const seconds = await secondsOf(() =>
    repeat(100, async () => {
      await using messenger = await emulate(Shop, options);
      await talk(messenger);
    }),
  );
  expect(seconds).toBeLessThan(MOST * (before + (await yardstick())));
}, 120_000);
