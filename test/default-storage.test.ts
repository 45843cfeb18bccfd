import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBot } from 'chinwag';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { post, stubGraph, textEvent, webhook } from './bot.js';
import { chinwag, environment, project } from './command.js';

const APP = `export default async function App(context) {
  if (!context.event.isText || context.event.isEcho) return;
  context.setState({ count: (context.state.count ?? 0) + 1 });
  await context.sendText('message ' + context.state.count);
}`;

/** As a machine is that has no SQLite at all. */
const WITHOUT_SQLITE = `const modules = require('node:module');
const { _resolveFilename, isBuiltin } = modules;
modules._resolveFilename = (name, ...rest) => {
  if (name === 'libsql') throw new Error('not installed');
  return _resolveFilename(name, ...rest);
};
modules.isBuiltin = (name) => name !== 'node:sqlite' && isBuiltin(name);
modules.syncBuiltinESMExports();`;

const closing: (() => void)[] = [];

afterEach(() => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0)) close();
});

async function graph() {
  const stub = await stubGraph();
  closing.push(stub.close);
  return stub;
}

const said = (requests: { json: Record<string, unknown> }[]) =>
  requests.map(({ json }) => (json.message as { text: string }).text);

describe('a project that names no storage', () => {
  test('keeps its conversations in a file that git leaves alone, and goes on with them after a kill', async () => {
    const { origin, received } = await graph();
    const folder = project('default', { 'src/index.js': APP });
    for (const count of [1, 2]) {
      const bot = chinwag(['start', folder, '--port', '0'], environment(origin));
      const [, url = ''] = await bot.until(/listens at (http:\S+)/);
      await bot.until(/Conversations are kept in \.chinwag.chinwag\.db\n/);
      expect((await post(url, webhook(textEvent('hi')))).status).toBe(200);
      await received(count);
      bot.child.kill('SIGKILL');
      await bot.ended;
    }
    expect(said(await received(2))).toEqual(['message 1', 'message 2']);
    expect(readFileSync(join(folder, '.chinwag/.gitignore'), 'utf8')).toBe('*\n');
    expect((await chinwag(['inbox', '--folder', folder]).ended).said).toMatch(/ to work on, 0 parked/);
  });

  test('keeps them where CHINWAG_DATABASE says', async () => {
    const { origin } = await graph();
    const folder = project('place', { 'src/index.js': APP });
    const place = join(folder, 'data', 'bot.db');
    const bot = chinwag(['start', folder, '--port', '0'], {
      ...environment(origin),
      CHINWAG_DATABASE: place,
    });
    await bot.until(/Conversations are kept in .*data.bot\.db/);
    expect(existsSync(place)).toBe(true);
    expect(existsSync(join(folder, '.chinwag'))).toBe(false);
  });

  test('starts without SQLite, in memory, and says so', async () => {
    const { origin, received } = await graph();
    const folder = project('without', { 'src/index.js': APP, 'without-sqlite.cjs': WITHOUT_SQLITE });
    const variables = { NODE_OPTIONS: `--require ${join(folder, 'without-sqlite.cjs')}` };
    const bot = chinwag(['start', folder, '--port', '0'], { ...environment(origin), ...variables });
    const [, url = ''] = await bot.until(/listens at (http:\S+)/);
    await bot.until(/kept in memory and end with the process[\s\S]*npm install libsql/);
    await post(url, webhook(textEvent('hi')));
    expect(said(await received(1))).toEqual(['message 1']);
    expect(existsSync(join(folder, '.chinwag'))).toBe(false);

    const dev = chinwag(['dev', folder, '--no-open', '--port', '0', '--emulator-port', '0'], variables);
    await dev.until(/kept in memory[\s\S]*Ready in/);
    const since = dev.length();
    writeFileSync(join(folder, 'src/index.js'), `${APP}\n`);
    await dev.until(/bot reloaded/, since);
    expect(
      await dev.until(/kept in memory/, 0).then(({ input }) => input.match(/kept in memory/g)),
    ).toHaveLength(1);
  }, 60_000);

  test('is told of a place that cannot be', async () => {
    const folder = project('nowhere', { 'src/index.js': APP, '.chinwag': 'a file' });
    const { said, code } = await chinwag(['start', folder, '--port', '0'], environment('http://127.0.0.1:9'))
      .ended;
    expect(said).toMatch(/The storage \.chinwag.chinwag\.db cannot be opened/);
    expect(code).toBe(1);
  });
});

test('chinwag dev keeps conversations over a reload, and begins each run with new people', async () => {
  const folder = project('dev-state', { 'src/index.js': APP });
  const psids: string[] = [];
  for (const run of [1, 2]) {
    const dev = chinwag(['dev', folder, '--no-open', '--port', '0', '--emulator-port', '0']);
    const [, page] = await dev.until(/Chat page +(http:\S+)[\s\S]*Ready in/);
    const control = async (path: string, body?: object) => {
      const options = body && { method: 'POST', body: JSON.stringify(body) };
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`${page}/_emulator/${path}`, { ...options, headers })).json();
    };
    const { people } = (await control('world')) as { people: { psids: Record<string, string> }[] };
    const [pageId, psid = ''] = Object.entries(people[0]?.psids ?? {})[0] ?? [];
    psids.push(psid);
    const place = `conversations/${pageId}/${psid}`;
    const answers = async (count: number) => {
      for (;;) {
        const { messages } = (await control(place)) as { messages: { text: string; from: string }[] };
        const texts = messages.map(({ text }) => text).filter((text) => text.startsWith('message'));
        if (texts.length >= count) return texts;
      }
    };
    await control(`${place}/actions`, { type: 'say', text: 'hi' });
    expect(await answers(1)).toEqual(['message 1']);
    const since = dev.length();
    writeFileSync(join(folder, 'src/index.js'), `${APP}\n// run ${run}\n`);
    await dev.until(/bot reloaded/, since);
    await control(`${place}/actions`, { type: 'say', text: 'hi again' });
    expect(await answers(2)).toEqual(['message 1', 'message 2']);
    dev.child.kill('SIGINT');
    await dev.ended;
  }
  expect(psids[0]).not.toBe(psids[1]);
  expect(readdirSync(join(folder, '.chinwag'))).toEqual(['.gitignore']);
}, 60_000);

describe('chinwag dev with a config that names its storage', () => {
  const config = (path: string) => `import { SqliteStorage } from 'chinwag/sqlite';
    export default { storage: new SqliteStorage({ path: ${path} }) };`;

  test.each([
    [
      'says that what is tried out stays there',
      "'real.db'",
      /are kept in .*real\.db.*as the config says[\s\S]*CHINWAG_DATABASE/,
    ],
    ['says nothing of one that goes with the command', "process.env.CHINWAG_DATABASE ?? 'real.db'", null],
  ])('%s', async (_, path, said) => {
    const folder = project('own', { 'src/index.js': APP, 'chinwag.config.js': config(path) });
    const dev = chinwag(['dev', folder, '--no-open', '--port', '0', '--emulator-port', '0']);
    const { input } = await dev.until(/Chat page[\s\S]*Ready in/);
    if (said) expect(input).toMatch(said);
    else expect(input).not.toContain('are kept in');
    expect(existsSync(join(folder, 'real.db'))).toBe(said !== null);
  });
});

test.each([
  ['redis://someone:s3cret@10.0.0.1:6380/2', 'redis://10.0.0.1:6380/2'],
  ['rediss://:s3cret@shop.example', 'rediss://shop.example'],
  ['', 'redis://127.0.0.1:6379'],
])('a storage in Redis says where it is, and no password: %s', (url, place) => {
  vi.stubEnv('REDIS_URL', url);
  const secrets = { accessToken: 'token', appSecret: 'secret', verifyToken: 'verify' };
  const bot = createBot({ channels: { messenger: secrets }, storage: 'redis' }, () => {});
  expect(bot.storage.place).toBe(place);
});

describe('createBot without a storage', () => {
  const secrets = { accessToken: 'token', appSecret: 'secret', verifyToken: 'verify' };
  const bot = (config = {}) => createBot({ channels: { messenger: secrets }, ...config }, () => {});

  test('keeps everything in a file', () => {
    vi.stubEnv('NODE_ENV', 'production');
    expect(bot().storage).toMatchObject({ isDurable: true, place: join('.chinwag', 'chinwag.db') });
  });

  test('keeps it in memory where sessions are to be there, and in tests', () => {
    expect(bot().storage.isDurable).toBe(false);
    vi.stubEnv('NODE_ENV', 'production');
    expect(bot({ session: { driver: 'memory' } }).storage.isDurable).toBe(false);
    expect(bot({ storage: 'memory' }).storage.isDurable).toBe(false);
  });
});
