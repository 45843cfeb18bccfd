import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessengerContext } from 'chinwag/messenger';
import { SqliteStorage } from 'chinwag/sqlite';
import { afterEach, expect, test } from 'vitest';
import { type Answer, accept, listeningBot, post, stubGraph, type Wire } from './bot.js';

// One Page may nothing, for as long as a test takes: another one shall not notice.

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const STUCK = '1110001';
const OTHER = '1110002';
/** Conversations worked on at once. */
const PLACES = 3;
let mids = 0;

const isStuck = (request: Wire) => request.headers.authorization === `Bearer ${STUCK}`;
const throttled: Answer = { status: 400, body: { error: { code: 613, message: 'no' } } };

async function platform() {
  let isThrottling = true;
  const graph = await stubGraph((request) =>
    isThrottling && isStuck(request) ? throttled : accept(request),
  );
  closing.push(graph.close);
  const answered = (page: string) =>
    graph.requests.filter(({ headers }) => headers.authorization === `Bearer ${page}`).length;
  return { ...graph, answered, letGo: () => (isThrottling = false) };
}

async function bot(origin: string, path: string, action: (context: MessengerContext) => Promise<unknown>) {
  const { bot, url } = await listeningBot(
    origin,
    async (context) => {
      await action(context);
    },
    {
      storage: new SqliteStorage({ path }),
      inbox: { concurrency: PLACES },
      logger: { debug() {}, info() {}, warn() {}, error() {} },
      messenger: { pageId: undefined, accessToken: undefined, mapPageToAccessToken: (page: string) => page },
    },
  );
  return { bot, say: (page: string, person: string) => post(url, said(page, person)) };
}

function said(page: string, person: string) {
  const messaging = [
    {
      sender: { id: person },
      recipient: { id: page },
      timestamp: Date.now(),
      message: { mid: `m_held_${++mids}`, text: 'Hi!' },
    },
  ];
  return { object: 'page', entry: [{ id: page, time: Date.now(), messaging }] };
}

/** As a process leaves it that ends before it has worked on what it took in. */
async function leave(path: string, waiting: { page: string; person: string }[]) {
  const storage = new SqliteStorage({ path });
  const events = waiting.map(({ page, person }) => ({
    platform: 'messenger',
    identity: `left by ${person}`,
    conversationId: `messenger:${person}`,
    timestamp: Date.now(),
    event: {} as never,
    serialize: () => JSON.stringify(said(page, person)),
  }));
  await storage.accept(events);
  await storage.close();
}

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chinwag-held-up-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'bot.db');
}

test('a Page that may not ask for the profile of a person holds up no other', async () => {
  const { origin, answered, letGo } = await platform();
  const { bot: own, say } = await bot(origin, place(), async (context) => {
    if (context.event.pageId === STUCK) await context.getUserProfile();
    await context.sendText('Hi!');
  });
  closing.push(() => own.close(), letGo);
  await say(STUCK, 'first');
  await expect.poll(() => answered(STUCK)).toBeGreaterThan(0);
  for (let n = 0; n < 2 * PLACES; n++) await say(STUCK, `waits-${n}`);
  await say(OTHER, 'other');
  await expect.poll(() => answered(OTHER)).toBe(1);
});

test('what an earlier process left of a Page that may not send holds up no other, and is worked on in its turn', async () => {
  const { origin, answered, requests, letGo } = await platform();
  const path = place();
  const stuck = Array.from({ length: 4 * PLACES }, (_, n) => ({ page: STUCK, person: `stuck-${n}` }));
  await leave(path, [...stuck, { page: OTHER, person: 'other-1' }, { page: OTHER, person: 'other-2' }]);
  const { bot: own, say } = await bot(origin, path, (context) => context.sendText('Hi!'));
  closing.push(() => own.close(), letGo);
  await expect.poll(() => answered(OTHER)).toBe(2);
  await say(OTHER, 'other-1');
  await expect.poll(() => answered(OTHER)).toBe(3);
  letGo();
  const people = () => new Set(requests.filter(isStuck).map(({ json }) => JSON.stringify(json.recipient)));
  await expect.poll(() => people().size).toBe(stuck.length);
  await expect.poll(() => own.metrics()).toMatchObject({ done: stuck.length + 3, parked: 0, waiting: 0 });
});
