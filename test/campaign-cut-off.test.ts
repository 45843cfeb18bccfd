import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Emulator, type PersonHandle, startEmulator } from '@chinwag/emulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chinwag, project } from './command.js';

let emulator: Emulator;
let people: PersonHandle[];
let folder: string;

/** Its audience never ends, unless there is a file `end`; it says so when a part of it is in the ledger. */
beforeEach(async () => {
  emulator = await startEmulator();
  people = [await emulator.person(), await emulator.person()];
  const psids = JSON.stringify(people.map(({ psid }) => psid));
  folder = project('campaign-cut-off', {
    'hello.js': `import { campaign } from 'chinwag/campaigns';
      import { text } from 'chinwag/messenger';
      import { existsSync } from 'node:fs';
      import { setTimeout } from 'node:timers/promises';
      async function* everybody() {
        yield* ${psids};
        if (existsSync('end')) return;
        for (let psid = 24810000000; psid < 24810005000; psid++) yield String(psid);
        for (console.log('5,000 rows are in'); ; await setTimeout(10)) yield ${psids}[0];
      }
      export default campaign({
        name: 'hello', audience: everybody(), message: () => text('Hello!'), lastUserAction: () => undefined,
      });`,
  });
});

afterEach(() => emulator.close());

const command = (...args: string[]) =>
  chinwag(['campaign', ...args, '--folder', folder], {
    MESSENGER_ORIGIN: emulator.origin,
    MESSENGER_ACCESS_TOKEN: emulator.page.accessToken,
    MESSENGER_APP_SECRET: emulator.app.secret,
    MESSENGER_VERIFY_TOKEN: emulator.app.verifyToken,
  });

/** How many messages each person has. */
const received = () => people.map((person) => person.screen().messages.length);

async function cutOff() {
  const running = command('start', 'hello.js');
  await running.until(/5,000 rows are in/);
  running.child.kill('SIGINT');
  return running.ended;
}

describe('a campaign that was cut off before its audience was read', () => {
  test('is stopped, and begins again: everybody is sent to once', async () => {
    const { said, code } = await cutOff();
    expect(said).toMatch(
      /Stopped before the audience was read: nobody was sent to\. Begin again with chinwag campaign start hello\.js\n$/,
    );
    expect(code).toBe(2);
    expect((await command('list').ended).said).toMatch(/\nhello +stopped /);
    expect((await command('status').ended).said).toMatch(
      /hello +● stopped\s+its audience was not read to the end, and no process is running it: start it\s+again/,
    );
    expect((await command('resume', 'hello').ended).said).toBe(
      'hello goes on once it is started again: no process is running it.\n' +
        'Start it with `chinwag campaign start <file>`.\n',
    );
    expect(received()).toEqual([0, 0]);

    writeFileSync(join(folder, 'end'), '');
    expect((await command('start', 'hello.js').ended).said).toMatch(/hello: finished, 2 of 2 people sent/);
    expect(received()).toEqual([1, 1]);
  });

  test('is cancelled, and nobody is ever sent to', async () => {
    await cutOff();
    expect((await command('cancel', 'hello').ended).said).toBe('hello is cancelled.\n');
    expect(JSON.parse((await command('list', '--json').ended).said)).toMatchObject([
      { name: 'hello', state: 'cancelled', people: 0, done: 0 },
    ]);
    writeFileSync(join(folder, 'end'), '');
    expect((await command('start', 'hello.js').ended).said).toMatch(/nothing was sent now/);
    expect(received()).toEqual([0, 0]);
  });
});

test('a campaign is cancelled while its audience is read', async () => {
  const running = command('start', 'hello.js');
  await running.until(/5,000 rows are in/);
  expect((await command('cancel', 'hello').ended).said).toBe('hello is cancelled.\n');
  const { said, code } = await running.ended;
  expect(said).toMatch(/hello: cancelled, 0 of 0 people sent/);
  expect(code).toBe(2);
  expect(received()).toEqual([0, 0]);
});
