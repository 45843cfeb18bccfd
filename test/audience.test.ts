import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const MEGABYTE = 1_000_000;

test('a million rows take no more memory than the first hundred thousand', async () => {
  const child = fork(fileURLToPath(new URL('audience/reader.js', import.meta.url)), [], {
    env: { ...process.env, ROWS: '1000000' },
    // Left to itself, a newer Node on a large machine lets garbage lie for hundreds of megabytes.
    execArgv: ['--max-old-space-size=48', '--max-semi-space-size=8'],
  });
  const [told] = await once(child, 'message');
  const { people, invalid, early, most } = told as Record<'people' | 'invalid' | 'early' | 'most', number>;
  expect({ people, invalid }).toEqual({ people: 999_900, invalid: 100 });
  expect(most).toBeLessThan(150 * MEGABYTE);
  expect(most - early).toBeLessThan(25 * MEGABYTE);
}, 120_000);
