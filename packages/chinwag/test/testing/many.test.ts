import { emulate, type Messenger } from 'chinwag/testing';
import { expect, test } from 'vitest';
import { Shop } from './shop.js';

async function talk(messenger: Messenger): Promise<void> {
  const customer = await messenger.person();
  await customer.says('hi');
  await customer.sees('Hi!');
  await customer.taps('Milk');
  await customer.sees('MILK, coming up.');
}

const SECONDS = 1_000;

test('a thousand conversations with one bot, one after the other', async () => {
  const began = performance.now();
  await using messenger = await emulate(Shop);
  for (let count = 0; count < 1_000; count++) await talk(messenger);
  expect(performance.now() - began).toBeLessThan(10 * SECONDS);
});

test('a thousand conversations with one bot, all at once', async () => {
  const began = performance.now();
  await using messenger = await emulate(Shop, { timeout: 10 * SECONDS });
  await Promise.all(Array.from({ length: 1_000 }, () => talk(messenger)));
  expect(performance.now() - began).toBeLessThan(10 * SECONDS);
});

test('a hundred bots with an emulator each, all at once', async () => {
  const began = performance.now();
  await Promise.all(
    Array.from({ length: 100 }, async () => {
      await using messenger = await emulate(Shop, { timeout: 10 * SECONDS });
      await talk(messenger);
    }),
  );
  expect(performance.now() - began).toBeLessThan(10 * SECONDS);
});
