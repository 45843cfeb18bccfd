import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemorySessionStore, MemoryStorage, type Session, type Storage, StorageError } from 'chinwag';
import { RedisStorage } from 'chinwag/redis';
import { SqliteStorage } from 'chinwag/sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { withSessions } from '../packages/chinwag/src/storage/with-sessions.js';
import { RedisServer } from '../packages/chinwag/test/storage/redis-server.js';
import { listeningBot, PAGE, PERSON, post, stubGraph, textEvent, webhook } from './bot.js';

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** So short that what is held is tried often within a test, and no shorter: a busy machine stands still at times. */
const SHORT = 250;
const ANN = `messenger:${PERSON}`;

const STORAGES: [name: string, make: (lease?: number) => Promise<Storage>][] = [
  [
    'sqlite',
    async (lease) => {
      const folder = mkdtempSync(join(tmpdir(), 'chinwag-older-'));
      closing.push(() => rmSync(folder, { recursive: true }));
      return new SqliteStorage({ path: join(folder, 'bot.db'), lease });
    },
  ],
  [
    'redis',
    async (lease) => {
      const server = await RedisServer.start();
      closing.push(() => server.remove());
      return new RedisStorage({ url: server.url, lease });
    },
  ],
];

/** A session as some earlier program has left it, whatever that was. */
const kept = (more: object): Session => ({
  id: ANN,
  platform: 'messenger',
  user: { id: PERSON },
  page: { id: PAGE },
  lastActivity: 1,
  state: {},
  ...more,
});

/** Written as it is: no text that JSON makes of a session is damaged by itself. */
const damaged = (text: unknown) => ({ ...kept({}), toJSON: () => text }) as Session;

const words = (graph: Awaited<ReturnType<typeof stubGraph>>) =>
  graph.requests.map(({ json }) => (json.message as { text: string }).text);

const says = (text: string, psid = PERSON) => webhook(textEvent(text, { sender: { id: psid } }));

async function botOn(storage: Storage) {
  const graph = await stubGraph();
  const errors: string[] = [];
  let told = () => {};
  const error = (...said: unknown[]) => {
    errors.push(said.map(String).join(' '));
    told();
  };
  const silent = () => {};
  const { bot, url } = await listeningBot(
    graph.origin,
    async (context) => {
      const { name, cart, ...others } = context.state as { name: string; cart: string[] };
      if (context.event.text === 'ask') {
        const answer = await context.ask('Which?');
        await context.sendText(`${answer} ${context.state.later}`);
        return;
      }
      context.setState({ cart: [...cart, context.event.text] });
      await context.sendText(`${name}: ${(context.state.cart as string[]).join()} ${JSON.stringify(others)}`);
    },
    {
      storage,
      initialState: { name: 'nobody', cart: [], later: 'as new' },
      logger: { debug: silent, info: silent, warn: silent, error },
    },
  );
  closing.push(() => bot.close(), graph.close);
  /** Resolves when the log has so many errors. */
  const complained = async (count: number) => {
    while (errors.length < count) await new Promise<void>((resolve) => (told = resolve));
  };
  return { bot, url, graph, errors, complained };
}

describe.each(STORAGES)('%s', (_, make) => {
  test('a session from before the state had its keys gets them, and keeps what it has besides', async () => {
    const storage = await make();
    const { bot, url, graph, errors } = await botOn(storage);
    await storage.write(ANN, kept({ state: { name: 'Ann', extra: 1 }, unheardOf: { deep: true } }));
    await post(url, says('tea'));
    await post(url, says('cake'));
    await graph.received(2);
    await bot.drained();
    expect(words(graph)).toEqual([
      'Ann: tea {"extra":1,"later":"as new"}',
      'Ann: tea,cake {"extra":1,"later":"as new"}',
    ]);
    expect(await storage.read(ANN)).toMatchObject({
      state: { name: 'Ann', extra: 1, cart: ['tea', 'cake'], later: 'as new' },
      unheardOf: { deep: true },
    });
    expect(await storage.parked()).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('so does one whose question was open meanwhile', async () => {
    const storage = await make();
    const { bot, url, graph } = await botOn(storage);
    await post(url, says('ask'));
    await graph.received(1);
    await bot.drained();
    const before = (await storage.read(ANN)) as Session;
    const older = { name: 'Ann', cart: [] };
    const dialogue = { ...before.dialogue, state: older } as Session['dialogue'];
    await storage.write(ANN, { ...before, state: older, dialogue });
    await post(url, says('the large one'));
    await graph.received(2);
    expect(words(graph)).toEqual(['Which?', 'the large one as new']);
  });

  test.each([
    ['a text', 'no session'],
    ['nothing', null],
    ['a state that is none', { ...kept({}), state: null }],
    ['a session without its id', { ...kept({}), id: undefined }],
  ])('%s where a session should be holds up its own conversation, until it is mended', async (_, text) => {
    const storage = await make(SHORT);
    const { bot, url, graph, errors, complained } = await botOn(storage);
    await storage.write(ANN, damaged(text));
    expect((await post(url, says('one'))).status).toBe(200);
    expect((await post(url, says('two'))).status).toBe(200);
    expect((await post(url, says('hi', '99'))).status).toBe(200);
    await graph.received(1);
    expect(words(graph)).toEqual(['nobody: hi {"later":"as new"}']);

    // More often than an event is tried that is at fault itself.
    await complained(1);
    for (let tried = 0; tried < 7; ) {
      try {
        // Null while the bot or the try before this one holds it.
        await storage.take(ANN);
      } catch (error) {
        expect((error as Error).message).toContain(ANN);
        tried++;
      }
    }
    expect(errors[0]).toContain(`The session ${ANN} is kept but cannot be read.`);
    await expect(bot.storage.read(ANN)).rejects.toThrow(ANN);
    expect(await storage.parked()).toEqual([]);

    await storage.destroy(ANN);
    await graph.received(3);
    expect(words(graph).slice(1)).toEqual([
      'nobody: one {"later":"as new"}',
      'nobody: one,two {"later":"as new"}',
    ]);
    expect(await storage.parked()).toEqual([]);
  });
});

test('sessions elsewhere that cannot be read hold up their conversation, and nothing is put aside', async () => {
  let isThere = false;
  let tried = 0;
  let triedOften = () => {};
  const often = new Promise<void>((resolve) => (triedOften = resolve));
  const sessions = new MemorySessionStore();
  const away = {
    read: async (id: string) => {
      if (isThere || id !== ANN) return sessions.read(id);
      if (++tried === 7) triedOften();
      throw new StorageError('The store is away.');
    },
    write: (id: string, session: Session) => sessions.write(id, session),
    destroy: (id: string) => sessions.destroy(id),
    all: () => sessions.all(),
  };
  const storage = new MemoryStorage();
  const { url, graph } = await botOn(withSessions(storage, away));
  await post(url, says('one'));
  await post(url, says('hi', '99'));
  await graph.received(1);
  // Each event wakes the conversation, and is one more try.
  const saying = ['two', 'three', 'four', 'five', 'six', 'seven'];
  for (const text of saying) await post(url, says(text));
  await often;
  isThere = true;
  await graph.received(8);
  expect(words(graph).at(-1)).toContain('one,two,three,four,five,six,seven');
  expect(storage.parked()).toEqual([]);
});
