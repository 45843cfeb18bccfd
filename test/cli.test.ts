import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { ConversationView, WorldView } from '@chinwag/emulator';
import { describe, expect, test } from 'vitest';
import { post, SECRET, stubGraph, TOKEN, textEvent, webhook } from './bot.js';
import { chinwag, environment, project, root } from './command.js';

const echo = (prefix: string) => `import type { MessengerContext } from 'chinwag/messenger';
export default async function App(context: MessengerContext) {
  if (context.event.isText) await context.sendText('${prefix} ' + context.event.text);
}`;

describe('chinwag dev', () => {
  test('runs bot and emulator, reloads on change, and keeps the conversation', async () => {
    const folder = project('dev', {
      'src/index.ts': echo('one'),
      'chinwag.config.ts': `import { defineConfig } from 'chinwag';
        export default defineConfig({ channels: { messenger: { profile: { getStarted: { payload: 'GS' } } } } });`,
    });
    const command = chinwag(['dev', folder, '--no-open', '--port', '0', '--emulator-port', '0']);
    const [, page] = await command.until(/Chat page +(http:\S+)[\s\S]*Ready in/);
    const ask = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
      const answer = await fetch(`${page}/_emulator/${path}`, {
        ...(body
          ? { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
          : {}),
      });
      expect(answer.status).toBe(200);
      return answer.json() as Promise<Answer>;
    };
    const { pages, people } = await ask<WorldView>('world');
    expect(pages[0]?.profile.get_started).toEqual({ payload: 'GS' });
    const [pageId, psid] = Object.entries(people[0]?.psids ?? {})[0] as [string, string];
    const says = (text: string) => ask(`conversations/${pageId}/${psid}/actions`, { type: 'say', text });
    const texts = async (count: number) => {
      for (;;) {
        const { messages } = await ask<ConversationView>(`conversations/${pageId}/${psid}`);
        if (messages.length >= count) return messages.map(({ text }) => text);
      }
    };
    await says('hi');
    expect(await texts(2)).toEqual(['hi', 'one hi']);

    let since = command.length();
    writeFileSync(join(folder, 'src/index.ts'), echo('two'));
    await command.until(/bot reloaded/, since);
    await says('again');
    expect(await texts(4)).toEqual(['hi', 'one hi', 'again', 'two again']);

    since = command.length();
    writeFileSync(join(folder, 'src/index.ts'), 'export default async function App(context) {');
    await command.until(/src\/index\.ts could not be loaded[\s\S]*did not start/, since);
    since = command.length();
    writeFileSync(join(folder, 'src/index.ts'), echo('three'));
    await command.until(/bot reloaded/, since);
    await says('mended');
    expect((await texts(6)).at(-1)).toBe('three mended');

    command.child.kill('SIGINT');
    expect((await command.ended).code).toBe(0);
  }, 60_000);

  test('says which port is in use, and takes the next', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const folder = project('ports', { 'src/index.ts': echo('x') });
    const command = chinwag(['dev', folder, '--no-open', '--port', '0', '--emulator-port', String(port)]);
    await command.until(new RegExp(`Port ${port} is in use: the emulator takes \\d+`));
    await command.until(/Ready in/);
    taken.close();
  });
});

describe('chinwag start', () => {
  test.each([
    ['it is told to stop', 'SIGTERM'],
    ['its terminal goes away', 'SIGHUP'],
  ] as const)('finishes what it has accepted when %s', async (_, signal) => {
    const graph = await stubGraph();
    const folder = project('drain', {
      'src/index.ts': `import { existsSync } from 'node:fs';
        import { setTimeout } from 'node:timers/promises';
        export default async (context) => {
          while (!existsSync('ready')) await setTimeout(10);
          await context.sendText('late, but here');
        };`,
    });
    const command = chinwag(['start', folder, '--port', '0'], environment(graph.origin));
    const [, url] = await command.until(/listens at (http:\S+)/);
    expect((await post(url as string, webhook(textEvent('hi')))).status).toBe(200);
    command.child.kill(signal);
    await command.until(/1 events? to finish/);
    // The shell of a terminal that goes away tells it once more.
    if (signal === 'SIGHUP') command.child.kill(signal);
    await expect(post(url as string, webhook(textEvent('too late')))).rejects.toThrow();
    writeFileSync(join(folder, 'ready'), '');
    const { code } = await command.ended;
    expect(code).toBe(0);
    expect(graph.requests.map(({ json }) => json.message)).toMatchObject([{ text: 'late, but here' }]);
    graph.close();
  });

  test.each<[string, Record<string, string>, Record<string, string>, RegExp]>([
    [
      'a missing secret: the key, the variable and the file',
      { 'src/index.ts': echo('x') },
      { MESSENGER_ACCESS_TOKEN: TOKEN, MESSENGER_VERIFY_TOKEN: 'v' },
      /channels\.messenger\.appSecret is missing[\s\S]*MESSENGER_APP_SECRET[\s\S]*chinwag\.config\.ts/,
    ],
    [
      'a misspelled key',
      {
        'src/index.ts': echo('x'),
        'chinwag.config.js': 'export default { channels: { messenger: { acessToken: "x" } } };',
      },
      {},
      /chinwag\.config\.js: there is no key channels\.messenger\.acessToken[\s\S]*Did you mean accessToken/,
    ],
    [
      'a value of the wrong type',
      {
        'src/index.ts': echo('x'),
        'chinwag.config.js': 'export default { channels: { messenger: { pageId: 1110001 } } };',
      },
      {},
      /chinwag\.config\.js: channels\.messenger\.pageId must be a string, got a value of type number/,
    ],
    [
      'a config that throws',
      { 'src/index.ts': echo('x'), 'chinwag.config.ts': 'throw new Error("no database");' },
      {},
      /chinwag\.config\.ts could not be loaded: no database/,
    ],
    [
      'an entry that exports nothing',
      { 'src/index.ts': 'const App = 1;' },
      {},
      /src\/index\.ts exports nothing/,
    ],
    ['no entry', {}, {}, /holds no bot/],
    [
      'an entry that is no function',
      { 'src/index.ts': 'export default 42;' },
      { MESSENGER_ACCESS_TOKEN: TOKEN, MESSENGER_VERIFY_TOKEN: 'v', MESSENGER_APP_SECRET: SECRET },
      /must be a function/,
    ],
  ])('names what is wrong and ends: %s', async (_, files, variables, told) => {
    const command = chinwag(['start', project('broken', files), '--port', '0'], variables);
    const { code, said } = await command.ended;
    expect(said).toMatch(told);
    expect(said).not.toMatch(/\n {4}at /);
    expect(said).not.toContain(TOKEN);
    expect(code).toBe(1);
  });

  test('a port in use is named, with another to try', async () => {
    const taken = createServer().listen(0);
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const folder = project('port', { 'src/index.ts': echo('x') });
    const { said, code } = await chinwag(
      ['start', folder, '--port', String(port)],
      environment('http://127.0.0.1:1'),
    ).ended;
    expect(said).toMatch(new RegExp(`port ${port} is in use[\\s\\S]*--port ${port + 1}`));
    expect(code).toBe(1);
    taken.close();
  });
});

test.each([
  [['--help'], 0, /Commands:[\s\S]*dev[\s\S]*start/],
  [['dev', '--help'], 0, /--emulator-port/],
  [['--version'], 0, /\d+\.\d+\.\d+/],
  [['fly'], 1, /there is no command fly/],
  [['dev', '--prot', '1'], 1, /Unknown option `--prot`/],
  [['start', '--port', 'many'], 1, /--port many is no port/],
])('chinwag %j', async (args, expected, told) => {
  const { code, said } = await chinwag(args).ended;
  expect(said).toMatch(told);
  expect(code).toBe(expected);
});

test('require("chinwag") works as well', async () => {
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      '-e',
      'const { createBot } = require("chinwag"); const { text } = require("chinwag/messenger"); console.log(typeof createBot, text("Hi!").text)',
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (data) => {
    said += data;
  });
  expect((await once(child, 'close'))[0]).toBe(0);
  expect(said).toBe('function Hi!\n');
});
