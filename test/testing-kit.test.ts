import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { emulate } from 'chinwag/testing';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

test('the echo bot, talked to', async () => {
  await using messenger = await emulate(join(root, 'examples/echo'));
  const customer = await messenger.person();
  await customer.says('Is anybody there?');
  await customer.sees('Is anybody there?');
  await customer.likes();
  await customer.sees(/^Write me something/);
  await customer.seesNothing();
});

test('a visit to the tea house', async () => {
  await using messenger = await emulate(join(root, 'examples/showcase'));
  const guest = await messenger.person({ name: 'Ana Lopez' });

  await guest.taps('Get Started');
  await guest.sees({ kind: 'image', file: 'storefront.jpg' });
  await guest.sees(/^Hello Ana, welcome/);
  await guest.sees('What would you like to see?');

  await guest.taps('Quick replies');
  await guest.taps('Pictures');
  await guest.sees({ text: /kind of tea/, quickReplies: ['Green', 'Black', 'Herbal'] });
  await guest.taps('Green');
  await guest.sees('A fine choice.');

  await guest.taps('Our teas');
  await guest.sees({ kind: 'generic' });
  await guest.seesNothing();
});

test('the kit runs in Node’s own test runner', async () => {
  const { said } = await node(
    ['--test', '--test-force-exit'],
    `import { test } from 'node:test';
import { emulate } from 'chinwag/testing';

test('asks for the hours', async () => {
  const messenger = await emulate((context) => context.sendText('Nine to five.'), { timeout: 1_000 });
  const customer = await messenger.person({ name: 'Ana Lopez' });
  await customer.says('When are you open?');
  await customer.sees('Nine to five.');
  await customer.says('And on Sundays?');
  await customer.sees('Closed.');
});
`,
  );
  expect(said).toContain(`Ana Lopez expected to see 'Closed.' within 1000 ms, and saw "Nine to five."`);
  expect(said).toContain('Ana Lopez  And on Sundays?');
  expect(said).toContain('hours.test.js:10:');
});

test('without the emulator only emulate() fails, and says what to install', async () => {
  const missing = `export async function resolve(name, context, next) {
    if (name === '@chinwag/emulator') throw Object.assign(new Error('gone'), { code: 'ERR_MODULE_NOT_FOUND' });
    return next(name, context);
  }`;
  const { said } = await node(
    [],
    `import { register } from 'node:module';
register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(missing)}));
const { createBot } = await import('chinwag');
const { emulate } = await import('chinwag/testing');
await emulate(() => {}).catch(({ name, message, hint }) => console.log(typeof createBot, name, message, hint));
`,
  );
  expect(said).toContain('function ConfigError @chinwag/emulator is not installed Run `npm install');
});

/** Runs a file with what was built. */
async function node(flags: string[], code: string): Promise<{ said: string }> {
  // Inside the repository, so that `chinwag` is found as an installed package is.
  const folder = join(root, 'test', '.runner');
  const file = join(folder, 'hours.test.js');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(file, code);
  const run = promisify(execFile)(process.execPath, [...flags, file], { cwd: folder });
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
  rmSync(folder, { recursive: true, force: true });
  return { said: stdout + stderr };
}
