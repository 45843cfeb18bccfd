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
  const say = (page: string, person: string) => {
    const messaging = [
      {
        sender: { id: person },
        recipient: { id: page },
        timestamp: Date.now(),
        message: { mid: `m_held_${++mids}`, text: 'Hi!' },
      },
    ];
    return post(url, { object: 'page', entry: [{ id: page, time: Date.now(), messaging }] });
  };
  return { bot, say };
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
