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

/** Seconds of computing that something takes, however busy the machine is. */
async function secondsOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

test('a thousand conversations with one bot at once', async () => {
  const seconds = await secondsOf(async () => {
    await using messenger = await emulate(Shop, options);
    await Promise.all(Array.from({ length: 1_000 }, () => talk(messenger)));
  });
  expect(seconds).toBeLessThan(10);
}, 60_000);

test('a hundred bots with an emulator each at once', async () => {
  const seconds = await secondsOf(async () => {
    await Promise.all(
      Array.from({ length: 100 }, async () => {
        await using messenger = await emulate(Shop, options);
        await talk(messenger);
      }),
    );
  });
  expect(seconds).toBeLessThan(10);
}, 60_000);
