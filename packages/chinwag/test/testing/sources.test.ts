import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBot } from 'chinwag';
import type { MessengerContext } from 'chinwag/messenger';
import { SqliteStorage } from 'chinwag/sqlite';
import { emulate } from 'chinwag/testing';
import { afterEach, expect, test, vi } from 'vitest';

const Echo = async (context: MessengerContext) => {
  if (context.event.isText && !context.event.isEcho) await context.sendText(`${context.event.text}!`);
};

const REAL = {
  MESSENGER_PAGE_ID: '999',
  MESSENGER_ACCESS_TOKEN: 'real-token',
  MESSENGER_APP_SECRET: 'real-secret',
  MESSENGER_VERIFY_TOKEN: 'real-verify-token',
  MESSENGER_ORIGIN: 'http://127.0.0.1:9',
};

afterEach(() => vi.unstubAllEnvs());

function inProduction() {
  for (const [name, value] of Object.entries(REAL)) vi.stubEnv(name, value);
}

test('an action, whatever the environment says', async () => {
  inProduction();
  await using messenger = await emulate(Echo);
  const customer = await messenger.person();
  await customer.says('hi');
  await customer.sees('hi!');
});

test('a config and an action, with its state and its own store left alone', async () => {
  const read = vi.fn();
  await using messenger = await emulate({
    config: {
      initialState: { count: 41 },
      session: { driver: 'mine', stores: { mine: { read, write: read, destroy: read, all: () => [] } } },
      channels: { messenger: { ...REAL_MESSENGER, path: '/elsewhere', fields: ['messages'] } },
    },
    action: async (context: MessengerContext<{ count: number }>) => {
      context.setState({ count: context.state.count + 1 });
      await context.sendText(`${context.state.count}`);
    },
  });
  const customer = await messenger.person();
  await customer.says('one more');
  await customer.sees('42');
  await customer.says('one more');
  await customer.sees('43');
  await customer.seesNothing();
  expect(read).not.toHaveBeenCalled();
  expect(messenger.webhooks().map(({ topic }) => topic)).toEqual(['verification', 'message', 'message']);
  await messenger.bot.withConversation(`messenger:${customer.psid}`, (context) =>
    context.sendText(`${context.state.count} by now`),
  );
  await customer.sees('43 by now');
});

const REAL_MESSENGER = {
  pageId: '999',
  accessToken: 'real-token',
  appSecret: 'real-secret',
  verifyToken: 'real-verify-token',
  origin: 'http://127.0.0.1:9',
};

test('several Pages with a token each', async () => {
  await using messenger = await emulate({
    config: { channels: { messenger: { mapPageToAccessToken: () => 'real-token' } } },
    action: async (context: MessengerContext) => {
      if (!context.event.isEcho) await context.sendText(`This is ${context.event.pageId}.`);
    },
  });
  const other = messenger.emulator.addPage({ name: 'Second Page' });
  const customer = await messenger.person({ pageId: other.id });
  await customer.says('where am I?');
  await customer.sees(`This is ${other.id}.`);
});

const echo = new URL('../../../../examples/echo', import.meta.url);

test.each([
  ['a path', fileURLToPath(echo)],
  ['a URL', echo],
])("a project's folder as %s", async (_, folder) => {
  await using messenger = await emulate(folder);
  const customer = await messenger.person();
  await customer.says('hi');
  await customer.sees('hi');
});

test('a bot that exists is pointed at the emulator', async () => {
  const bot = createBot({ channels: { messenger: REAL_MESSENGER } }, Echo);
  await using messenger = await emulate(bot, {
    config: { channels: { messenger: { pageId: '999', verifyToken: 'real-verify-token' } } },
  });
  expect(messenger.bot).toBe(bot);
  const customer = await messenger.person();
  await customer.says('hi');
  await customer.sees('hi!');
  await bot.to(customer.psid).sendText('by the way');
  await customer.sees('by the way');
});

test('a bot that exists and was made from the environment', async () => {
  inProduction();
  await using messenger = await emulate(createBot({}, Echo));
  const customer = await messenger.person();
  await customer.says('hi');
  await customer.sees('hi!');
});

test('a bot that exists and does not tell its verify token', async () => {
  const bot = createBot({ channels: { messenger: REAL_MESSENGER } }, Echo);
  await expect(emulate(bot)).rejects.toMatchObject({
    code: 'config',
    message: expect.stringContaining('did not pass the verification'),
    hint: expect.stringContaining('verifyToken'),
  });
});

test('the database of a bot that exists is left alone, also outside a test runner', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  inProduction();
  const folder = mkdtempSync(join(tmpdir(), 'chinwag-emulated-'));
  vi.stubEnv('CHINWAG_DATABASE', join(folder, 'default.db'));
  const own = new SqliteStorage({ path: join(folder, 'own.db') });
  for (const config of [{}, { storage: 'sqlite' as const }, { storage: own }]) {
    await using messenger = await emulate(createBot(config, Echo));
    const customer = await messenger.person();
    await customer.says('hi');
    await customer.sees('hi!');
    await messenger.bot.drained();
    expect(await messenger.bot.storage.read(`messenger:${customer.psid}`)).not.toBeNull();
  }
  expect(readdirSync(folder)).toEqual([]);

  const mine = new SqliteStorage({ path: join(folder, 'mine.db') });
  await using messenger = await emulate(createBot({}, Echo), { config: { storage: mine } });
  const customer = await messenger.person();
  await customer.says('hi');
  await customer.sees('hi!');
  expect(messenger.bot.storage).toBe(mine);
  expect(readdirSync(folder)).toContain('mine.db');
});

test('a bot that has begun to work with its storage is refused', async () => {
  const bot = createBot({ channels: { messenger: REAL_MESSENGER } }, Echo);
  await bot.open();
  await expect(emulate(bot)).rejects.toThrow('has begun to work with its own storage');
  await bot.close();
});

test('a bot that exists takes no other config', async () => {
  const bot = createBot({ channels: { messenger: REAL_MESSENGER } }, Echo);
  await expect(emulate(bot, { config: { initialState: {} } })).rejects.toThrow('has its config already');
  await bot.close();
});

test.each([[undefined], [42], [{}]])('%o is no bot', async (source) => {
  await expect(emulate(source as never)).rejects.toThrow('emulate() got no bot');
});
