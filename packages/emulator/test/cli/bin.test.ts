import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../src/index.js';

const BIN = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

async function run(...args: string[]): Promise<{ code: number; output: string; errors: string }> {
  const child = spawn(process.execPath, [BIN, ...args]);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  const [code] = await once(child, 'close');
  return { code, output, errors };
}

describe('the command', () => {
  it('starts, says what a bot needs, and stops when told to', async () => {
    const ids = ['--page-id', '12345678901234567891', '--app-id', '1517776481860111'];
    const secrets = ['--app-secret', '0012', '--verify-token', '1e3', '--access-token', 'EAAtoken'];
    const child = spawn(process.execPath, [
      BIN,
      '--port',
      '0',
      '--json',
      '--page',
      'Tea',
      '--page',
      'Cake',
      ...ids,
      ...secrets,
    ]);
    const [line] = await once(createInterface(child.stdout), 'line');
    const { origin, pages, environment } = JSON.parse(line);
    expect(environment).toEqual({
      MESSENGER_PAGE_ID: '12345678901234567891',
      MESSENGER_ACCESS_TOKEN: 'EAAtoken',
      MESSENGER_APP_ID: '1517776481860111',
      MESSENGER_APP_SECRET: '0012',
      MESSENGER_VERIFY_TOKEN: '1e3',
      MESSENGER_ORIGIN: origin,
    });
    expect(pages.map(({ name }: { name: string }) => name)).toEqual(['Tea', 'Cake']);
    const me = await fetch(`${origin}/me`, { headers: { authorization: 'Bearer EAAtoken' } });
    expect(await me.json()).toEqual({ name: 'Tea', id: '12345678901234567891' });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('says which port is taken, and offers the next', async () => {
    const emulator = await startEmulator();
    const port = Number(new URL(emulator.origin).port);
    const { code, errors } = await run('--port', String(port));
    expect([code, errors]).toEqual([
      1,
      `Port ${port} on 127.0.0.1 is in use. Take the next one: --port ${port + 1}\n`,
    ]);
    await emulator.close();
  });

  it.each([
    [['--nope'], /Unknown option '--nope'.* See --help\./],
    [['--port', 'x'], /--port must be a number from 0 to 65535, not "x"/],
    [['--webhook-url', 'localhost:3000'], /--webhook-url must be an http or https address/],
    [['--state', BIN], /is no saved world/],
  ])('refuses %j', async (args, words) => {
    const { code, errors } = await run(...args);
    expect(code).toBe(1);
    expect(errors).toMatch(words);
    expect(errors).not.toContain('    at ');
  });

  it('explains itself', async () => {
    expect((await run('--help')).output).toContain('npx @chinwag/emulator [flags]');
    expect((await run('-v')).output).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
