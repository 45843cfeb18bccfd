import { startEmulator } from '@chinwag/emulator';
import { expect, test } from 'vitest';

test('watch() tells whose chat has changed, until it is stopped', async () => {
  const emulator = await startEmulator();
  const ana = await emulator.person();
  const ben = await emulator.person();
  const heard: (string | undefined)[] = [];
  const stop = emulator.watch(({ psid }) => heard.push(psid));
  await ana.says('hello');
  expect(new Set(heard)).toEqual(new Set([ana.psid]));
  emulator.moveClock({ hours: 1 });
  expect(heard.at(-1)).toBeUndefined();
  stop();
  heard.length = 0;
  await ben.says('hello');
  expect(heard).toEqual([]);
  await emulator.close();
});
