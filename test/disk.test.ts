import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBot } from 'chinwag';
import { SqliteStorage } from 'chinwag/sqlite';
import { afterEach, expect, test } from 'vitest';
import { PAGE, post, SECRET, stubGraph, TOKEN, textEvent, webhook } from './bot.js';

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'pipe' });

/** A folder that can be filled and made read-only: a small disk of its own where one may be mounted. */
function disk() {
  const folder = mkdtempSync(join(tmpdir(), 'chinwag-disk-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  try {
    run('mount', '-t', 'tmpfs', '-o', 'size=2m', 'chinwag', folder);
  } catch {
    return limited(folder);
  }
  closing.push(() => run('umount', '-l', folder));
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill() {
      for (let size = 2 ** 21; size >= 1; size /= 2) {
        try {
          writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' });
        } catch {
          // Half as much may still fit.
        }
      }
    },
    free: () => rmSync(ballast),
    /** By a second mount over the first, which may have files open still. */
    mayWrite(may: boolean) {
      if (may) return void run('umount', '-l', folder);
      run('mount', '--bind', folder, folder);
      run('mount', '-o', 'remount,bind,ro', folder);
    },
  };
}

/** Who may not mount may limit how far its own files grow, and is bound by their permissions. */
function limited(folder: string) {
  const ignore = () => {};
  process.on('SIGXFSZ', ignore);
  const limit = (size: string) => void run('prlimit', `--fsize=${size}:`, '--pid', String(process.pid));
  closing.push(() => {
    limit('unlimited');
    process.off('SIGXFSZ', ignore);
  });
  const files = () => readdirSync(folder).map((name) => join(folder, name));
  return {
    folder,
    fill: () => limit(String(Math.max(...files().map((file) => statSync(file).size)))),
    free: () => limit('unlimited'),
    mayWrite(may: boolean) {
      for (const file of files()) chmodSync(file, may ? 0o600 : 0o400);
      chmodSync(folder, may ? 0o700 : 0o500);
    },
  };
}

/** A bot that counts, in a server of its own, so that it is there before its storage is. */
async function bot(path: string) {
  const graph = await stubGraph();
  closing.push(graph.close);
  const errors: string[] = [];
  const silent = () => {};
  const error = (...said: unknown[]) => errors.push(said.map(String).join(' '));
  const bot = createBot(
    {
      storage: new SqliteStorage({ path, lease: 500 }),
      initialState: { count: 0 },
      logger: { debug: silent, info: silent, warn: silent, error },
      channels: {
        messenger: {
          origin: graph.origin,
          pageId: PAGE,
          accessToken: TOKEN,
          appSecret: SECRET,
          verifyToken: 'verify-me',
        },
      },
    },
    async (context) => {
      context.setState({ count: context.state.count + 1 });
      await context.sendText(`${context.state.count}: ${context.event.text?.trim()}`);
    },
  );
  const server = createServer(bot.listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await bot.close();
  };
  closing.push(close);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/messenger`;
  const texts = () => graph.requests.map(({ json }) => (json.message as { text: string }).text);
  return { bot, url, graph, errors, texts, close };
}

test('F40: a full disk: 503, nothing lost or doubled, and it goes on by itself when there is room', async () => {
  const { folder, fill, free } = disk();
  const { bot: counter, url, graph, errors, texts } = await bot(join(folder, 'bot.db'));
  expect((await post(url, webhook(textEvent('before')))).status).toBe(200);
  await graph.received(1);
  await counter.drained();

  fill();
  // Large, so that what room is left inside the file is soon gone; as Meta does, again until it is taken.
  const bodies = Array.from({ length: 20 }, (_, index) =>
    webhook(textEvent(`${index}${' '.repeat(19_000)}`)),
  );
  let at = 0;
  let status = 200;
  while (status === 200) {
    status = (await post(url, bodies[at])).status;
    if (status === 200) at++;
  }
  expect(status).toBe(503);
  expect((await post(url, bodies[at])).status).toBe(503);
  expect(errors.join('\n')).toMatch(/the disk is full|the disk reports an error/);

  free();
  for (; at < bodies.length; at++) expect((await post(url, bodies[at])).status).toBe(200);
  await graph.received(21);
  await counter.drained();
  expect(texts()).toEqual(['1: before', ...bodies.map((_, index) => `${index + 2}: ${index}`)]);
  expect(await counter.storage.parked()).toEqual([]);
  expect(await counter.storage.size()).toBe(0);
});

test('a read-only disk: 503 until it can be written, and what was there is there', async () => {
  const { folder, mayWrite } = disk();
  const path = join(folder, 'bot.db');
  const first = await bot(path);
  await post(first.url, webhook(textEvent('before')));
  await first.graph.received(1);
  await first.bot.drained();
  await first.close();
  closing.pop();

  mayWrite(false);
  const body = webhook(textEvent('now'));
  const { url, graph, errors, texts } = await bot(path);
  expect((await post(url, body)).status).toBe(503);
  expect((await post(url, body)).status).toBe(503);
  expect(errors.join('\n')).toContain(path);
  mayWrite(true);
  expect((await post(url, body)).status).toBe(200);
  await graph.received(1);
  expect(texts()).toEqual(['2: now']);
});
