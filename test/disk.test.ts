import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBot } from 'chinwag';
import { SqliteStorage } from 'chinwag/sqlite';
import { afterEach, expect, test } from 'vitest';
import { BUSY, found, isListed } from '../packages/chinwag/test/listed.js';
import { accept, PAGE, post, SECRET, stubGraph, TOKEN, textEvent, webhook } from './bot.js';
import { pause } from './kill/meta.js';

/** What the small disk holds. */
const MEGABYTES = 20;

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** What somebody says who is answered when the test says so. */
const UNDER_WAY = 'under way';

const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'pipe' });

/** A folder that can be filled and made read-only: a small disk of its own where one may be mounted. */
function disk() {
  const folder = mkdtempSync(join(tmpdir(), 'chinwag-disk-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${MEGABYTES}m`, 'chinwag', folder);
  } catch {
    return limited(folder);
  }
  closing.push(() => run('umount', '-l', folder));
  const ballast = join(folder, 'ballast');
  return {
    folder,
    isDisk: true,
    fill() {
      for (let size = MEGABYTES * 2 ** 20; size >= 1; size /= 2) {
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
    isDisk: false,
    fill: () => limit(String(Math.max(...files().map((file) => statSync(file).size)))),
    free: () => limit('unlimited'),
    mayWrite(may: boolean) {
      for (const file of files()) chmodSync(file, may ? 0o600 : 0o400);
      chmodSync(folder, may ? 0o700 : 0o500);
    },
  };
}

/** A bot that counts, in a server of its own, so that it is there before its storage is. */
async function bot(path: string, going = Promise.resolve()) {
  const heard = new Map<string, () => void>();
  const graph = await stubGraph((request) => {
    heard.get((request.json.message as { text: string }).text)?.();
    return accept(request);
  });
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
      if (context.event.text === UNDER_WAY) await going;
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
  return { bot, url, graph, heard, errors, texts, close };
}

test('F40: a full disk: 503, sends stop, nothing lost or doubled, and it goes on by itself when there is room', async () => {
  const { folder, fill, free, isDisk } = disk();
  let go = () => {};
  const going = new Promise<void>((resolve) => {
    go = resolve;
  });
  const { bot: counter, url, graph, errors, texts } = await bot(join(folder, 'bot.db'), going);
  expect((await post(url, webhook(textEvent('before')))).status).toBe(200);
  await graph.received(1);
  await counter.drained();
  const people = Array.from({ length: 10 }, (_, n) => ({ sender: { id: `under-way-${n}` } }));
  for (const person of people) await post(url, webhook(textEvent(UNDER_WAY, person)));

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
  const refused = new Set([status]);
  const before = texts().length;
  go();
  for (let n = 0; n < 20; n++) {
    await pause(50);
    refused.add((await post(url, bodies[at])).status);
  }
  const [told, reasons, sent] = [errors.length, new Set(errors).size, texts().length - before];
  expect(errors.join('\n')).toMatch(/the disk is full|the disk reports an error/);

  free();
  for (; at < bodies.length; at++) expect((await post(url, bodies[at])).status).toBe(200);
  await graph.received(1 + people.length + bodies.length);
  await counter.drained();
  const wanted = [
    '1: before',
    ...bodies.map((_, index) => `${index + 2}: ${index}`),
    ...people.map(() => `1: ${UNDER_WAY}`),
  ];
  const came = texts();
  const missing = wanted.length - new Set(came).size - (people.length - 1);
  const twice = came.length - wanted.length;
  found({
    fault: 'F40',
    scene: isDisk
      ? `a full disk of ${MEGABYTES} MB`
      : 'files that may not grow, as nothing can be mounted here',
    promise: 'webhooks get 503, nothing is sent, each reason told once; then none missing, none twice',
    measured: `${[...refused]}; ${sent} sent, told ${told} times, ${reasons} reasons; ${missing} missing, ${twice} twice`,
    isMet:
      // A file that may not grow has room inside at times, for what is sent again.
      (!isDisk || (`${[...refused]}` === '503' && sent === 0)) &&
      told === reasons &&
      missing === 0 &&
      twice === 0,
  });
  expect(came.toSorted()).toEqual(wanted.toSorted());
  expect(await counter.storage.parked()).toEqual([]);
  expect(await counter.storage.size()).toBe(0);
});

/** Another process, which has the file for itself for so long. */
async function locked(path: string, milliseconds: number) {
  const holder = fork(fileURLToPath(new URL('locking/holder.js', import.meta.url)));
  closing.push(() => holder.kill('SIGKILL'));
  await once(holder, 'message');
  holder.send({ path, milliseconds });
  await once(holder, 'message');
  const released = once(holder, 'message');
  return { released };
}

test('F40: a file that another process locks for a while: webhooks and answers wait for no longer, and nothing is told', async () => {
  const seconds = isListed ? 3 : 1.5;
  const { folder } = disk();
  const path = join(folder, 'bot.db');
  const { bot: counter, url, graph, heard, errors, texts } = await bot(path);
  expect((await post(url, webhook(textEvent('before')))).status).toBe(200);
  await graph.received(1);
  await counter.drained();
  const { released } = await locked(path, seconds * 1_000);
  const began = performance.now();
  const delays: Promise<{ accepted: number; answered: number; status: number }>[] = [];
  const said = 10 * seconds;
  for (let n = 0; n < said; n++) {
    const text = `${n}`;
    const asked = performance.now();
    const answered = new Promise<void>((resolve) => heard.set(`1: ${text}`, resolve));
    const accepting = post(url, webhook(textEvent(text, { sender: { id: `person-${n}` } })));
    delays.push(
      accepting.then(async ({ status }) => {
        const accepted = performance.now() - asked;
        await answered;
        return { status, accepted, answered: performance.now() - asked };
      }),
    );
    await pause(began + (n + 1) * 100 - performance.now());
  }
  await released;
  const measured = await Promise.all(delays);
  const most = (name: 'accepted' | 'answered') => Math.max(...measured.map((each) => each[name])) / 1_000;
  const statuses = new Set(measured.map(({ status }) => status));
  found({
    fault: 'F40',
    scene: `the bot’s file locked for ${seconds} s`,
    promise: `no error, webhooks and answers within ${seconds + 0.5} s`,
    measured: `${[...statuses]}, ${errors.length} errors; webhooks ${most('accepted').toFixed(1)} s, answers ${most('answered').toFixed(1)} s`,
    isMet:
      `${[...statuses]}` === '200' &&
      errors.length === 0 &&
      Math.max(most('accepted'), most('answered')) * 1_000 <= seconds * 1_000 + 500 + BUSY,
  });
  expect(texts()).toHaveLength(said + 1);
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
  const { bot: again, url, graph, errors, texts } = await bot(path);
  expect((await post(url, body)).status).toBe(503);
  expect((await post(url, body)).status).toBe(503);
  expect(errors.join('\n')).toContain(path);
  // Where it can be read meanwhile, it is by a connection that will not be able to write even then.
  await Promise.resolve(again.storage.size()).catch(() => {});
  mayWrite(true);
  expect((await post(url, body)).status, errors.join('\n')).toBe(200);
  await graph.received(1);
  expect(texts()).toEqual(['2: now']);
});
