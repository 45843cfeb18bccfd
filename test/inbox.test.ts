import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { post, stubGraph, textEvent, webhook } from './bot.js';
import { chinwag, environment, project } from './command.js';

const CONFIG = `import { defineConfig } from 'chinwag';
import { SqliteStorage } from 'chinwag/sqlite';
export default defineConfig({ storage: new SqliteStorage({ path: 'kept.db' }) });`;

/** Fails until somebody mends the shop. */
const APP = `import { existsSync } from 'node:fs';
export default async function App(context) {
  if (!existsSync('mended')) throw new Error('the shop is closed');
  await context.sendText('You said ' + context.event.text);
}`;

const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Listed {
  waiting: number;
  parked: { id: string; conversation: string | null; reason: string; attempts: number; event: unknown }[];
}

/** A bot that runs in a process of its own, and the command beside it. */
async function shop(name: string) {
  const graph = await stubGraph();
  closing.push(graph.close);
  const folder = project(name, { 'src/index.js': APP, 'chinwag.config.ts': CONFIG });
  const [, url = ''] = await chinwag(['start', folder, '--port', '0'], environment(graph.origin)).until(
    /listens at (http:\S+)/,
  );
  const inbox = (...args: string[]) => chinwag(['inbox', ...args, '--folder', folder]).ended;
  const listed = async () => JSON.parse((await inbox('list', '--json')).said) as Listed;
  /** Resolves when so many are parked. */
  const parked = async (count: number) => {
    for (;;) {
      const list = await listed();
      if (list.parked.length === count) return list.parked;
    }
  };
  return { graph, folder, url, inbox, listed, parked };
}

test('what could not be worked through is listed, shown, and put back while the bot runs', async () => {
  const { graph, folder, url, inbox, listed, parked } = await shop('inbox-retry');
  expect((await inbox()).said).toBe('0 events to work on, 0 parked.\n');

  await post(url, webhook({ message: { mid: 'm_tea', text: 'tea' } }));
  await post(url, webhook({ message: { mid: 'm_cake', text: 'cake' } }));
  const [cake, tea] = await parked(2);
  expect(tea).toMatchObject({
    conversation: 'messenger:24810001',
    reason: 'Error: the shop is closed',
    attempts: 1,
  });

  const { said: list } = await inbox('list');
  expect(list).toMatch(
    /0 events to work on, 2 parked\.\n\nid +parked \(UTC\) +conversation +tries +reason\n/,
  );
  expect(list).toMatch(/\n1 .+ messenger:24810001 +1 +Error: the shop is closed\n/);
  const { said: shown } = await inbox('show', tea?.id ?? '');
  expect(shown).toMatch(/reason +Error: the shop is closed/);
  expect(shown).toMatch(/"mid": "m_tea"/);

  writeFileSync(join(folder, 'mended'), '');
  const { said, code } = await inbox('retry', '--all');
  expect(said).toMatch(/^2 events put back into the inbox\./);
  expect(code).toBe(0);
  await graph.received(2);
  expect(graph.requests.map(({ json }) => json.message)).toMatchObject([
    { text: 'You said tea' },
    { text: 'You said cake' },
  ]);
  expect((await listed()).parked).toEqual([]);
  expect((await inbox('retry', cake?.id ?? '')).said).toMatch(/is not parked/);
}, 60_000);

test('a signed body that could not be read can be seen and thrown away', async () => {
  const { url, inbox, parked } = await shop('inbox-discard');
  await post(url, '{"object":"page","entry":[');
  await post(url, webhook(textEvent('hi')));
  const list = await parked(2);
  const body = list.find(({ conversation }) => conversation === null);
  expect(body).toMatchObject({ event: '{"object":"page","entry":[', attempts: 0 });

  const id = body?.id ?? '';
  const retried = await inbox('retry', id);
  expect(retried.said).toContain('was never an event: it can be looked at and discarded');
  expect(retried.code).toBe(1);
  expect(JSON.parse((await inbox('discard', id, '--json')).said)).toEqual({ discarded: [id], left: [] });
  expect((await inbox('discard', '--all')).said).toBe('1 event discarded.\n');
  expect((await inbox()).said).toBe('0 events to work on, 0 parked.\n');
}, 60_000);

describe('says what is wrong and what to do', () => {
  test.each<[string, string[], Record<string, string>, RegExp]>([
    [
      'about a bot that keeps everything in memory',
      ['list'],
      { 'chinwag.config.js': "export default { storage: 'memory' };" },
      /keeps everything in its own memory\. Its inbox cannot be seen from outside[\s\S]*'sqlite'[\s\S]*bot\.storage/,
    ],
    [
      'about a command it does not know',
      ['forget'],
      {},
      /no command inbox forget[\s\S]*list, show, retry, discard/,
    ],
    ['about an id that is missing', ['retry'], { 'chinwag.config.ts': CONFIG }, /needs an id[\s\S]*--all/],
    ['about an id that is wrong', ['show', '77'], { 'chinwag.config.ts': CONFIG }, /77 is not parked/],
    ['about a limit that is none', ['list', '--limit', 'x'], {}, /--limit x is no whole number/],
  ])('%s', async (_, args, files, told) => {
    const folder = project('inbox-wrong', { 'src/index.js': APP, ...files });
    const { said, code } = await chinwag(['inbox', ...args, '--folder', folder]).ended;
    expect(said).toMatch(told);
    expect(said).not.toMatch(/\n {4}at /);
    expect(code).toBe(1);
  });
});
