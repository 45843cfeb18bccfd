import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connect, type RemoteEmulator } from '../../src/index.js';
import { TestBot } from '../bot.js';

const BIN = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

let command: ChildProcess;
let emulator: RemoteEmulator;
let bot: TestBot;

beforeEach(async () => {
  bot = new TestBot();
  const child = spawn(process.execPath, [BIN, '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  command = child;
  const [line] = await once(createInterface(child.stdout), 'line');
  emulator = await connect(JSON.parse(line).origin);
});

afterEach(async () => {
  command.kill('SIGTERM');
  await once(command, 'exit');
  await bot.close();
});

/** The bot's part: sends a message through the Graph API of the command. */
async function send(
  psid: string,
  message: object,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${emulator.origin}/v26.0/me/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${emulator.page.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ recipient: { id: psid }, messaging_type: 'RESPONSE', message }),
  });
  return { status: response.status, body: await response.json() };
}

it('lets a script in another process do all that a test in the same one can', async () => {
  await emulator.subscribe({ callbackUrl: await bot.listen() });
  const ana = await emulator.person({ name: 'Ana Lopez' });
  await ana.says('hello');
  expect(bot.events).toMatchObject([{ sender: { id: ana.psid }, message: { text: 'hello' } }]);

  await send(ana.psid, {
    text: 'Pick',
    quick_replies: [{ content_type: 'text', title: 'Red', payload: 'RED' }],
  });
  await emulator.waitFor(async () => (await ana.screen()).quickReplies);
  await ana.taps('Red');
  expect(bot.events.at(-1)).toMatchObject({ message: { text: 'Red', quick_reply: { payload: 'RED' } } });
  await ana.uploads({ filename: 'note.txt', data: 'hi', type: 'text/plain' });
  expect(bot.events.at(-1)).toMatchObject({ message: { attachments: [{ type: 'file' }] } });
  await expect(ana.taps('Blue')).rejects.toMatchObject({
    name: 'ControlRefusal',
    status: 400,
    field: 'title',
  });

  const later = emulator.waitFor(async () =>
    (await ana.screen()).messages.find(({ text }) => text === 'later'),
  );
  await send(ana.psid, { text: 'later' });
  expect(await later).toMatchObject({ from: 'page' });
  await expect(emulator.waitFor(() => null, { timeout: 50 })).rejects.toThrow('did not happen within 50 ms');

  const fault = await emulator.fault({ topic: 'messages', effect: { type: 'error', code: 1200 } });
  expect(await send(ana.psid, { text: 'x' })).toMatchObject({ status: 500, body: { error: { code: 1200 } } });
  await fault.remove();
  await emulator.moveClock({ hours: 25 });
  expect(await emulator.now()).toBeGreaterThan(Date.now() + 24 * 60 * 60 * 1000);
  expect(await send(ana.psid, { text: 'x' })).toMatchObject({ body: { error: { error_subcode: 2018278 } } });
  expect((await emulator.requests()).at(-1)).toMatchObject({ topic: 'messages', status: 400 });
  await emulator.idle();
  expect((await emulator.webhooks())[0]).toMatchObject({ topic: 'verification', status: 200 });

  const saved = await emulator.save();
  await emulator.reset();
  await expect(ana.screen()).rejects.toThrow('has no conversation');
  await emulator.load(saved);
  expect((await ana.screen()).messages).toHaveLength(5);
});

it('knows the Pages and the app, and adds Pages', async () => {
  const tea = await emulator.addPage({ name: 'Tea', id: '55500011', accessToken: 'EAAtea' });
  expect(tea).toEqual({ id: '55500011', name: 'Tea', accessToken: 'EAAtea' });
  expect(emulator.pages).toHaveLength(2);
  expect(await connect(emulator.origin)).toMatchObject({ app: emulator.app, pages: emulator.pages });
  await expect(emulator.addPage({ id: '55500011' })).rejects.toMatchObject({ status: 400, field: 'id' });
  await emulator.setDelivery({ batch: 5 });
  expect(await emulator.delivery()).toMatchObject({ batch: 5 });
  await expect(emulator.setDelivery({ batch: 0 })).rejects.toThrow('batch must be a number from 1 to 1000');
  const ben = await emulator.person({ name: 'Ben', pageId: tea.id });
  expect(await ben.sees()).toMatchObject({ pageId: tea.id, started: false });
  await expect(emulator.subscribe({ callbackUrl: 'http://127.0.0.1:9/' })).rejects.toThrow('curl_error');
});
