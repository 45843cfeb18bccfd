import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Action, type ChinwagConfig, MemoryStorage, StorageError, TurnTimeoutError } from 'chinwag';
import type { MessengerContext } from 'chinwag/messenger';
import { afterEach, describe, expect, test } from 'vitest';
import { BUSY } from '../packages/chinwag/test/listed.js';
import { accept, listeningBot, PAGE, PERSON, post, stubGraph, textEvent, webhook } from './bot.js';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

interface Counter {
  count: number;
}

async function botWith(action: Action<MessengerContext<Counter>>, config: ChinwagConfig<Counter> = {}) {
  const graph = await stubGraph((request) => accept(request));
  const errors: unknown[] = [];
  const silent = () => {};
  const { bot, url } = await listeningBot(graph.origin, action as never, {
    initialState: { count: 0 },
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    onError: (_, { error }) => {
      errors.push(error);
    },
    ...(config as object),
  });
  open.push(graph, bot);
  const texts = () =>
    graph.requests.map(({ json }) => [
      (json.recipient as { id: string }).id,
      (json.message as { text: string }).text,
    ]);
  return { bot, url, graph, errors, texts };
}

const from = (psid: string, text: string) => textEvent(text, { sender: { id: psid } });
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('one conversation at a time', () => {
  test('a hundred messages at once count to a hundred, answered in order', async () => {
    const { bot, url, texts } = await botWith(async (context) => {
      await pause(Math.random() * 4);
      context.setState({ count: context.state.count + 1 });
      await context.sendText(`${context.state.count}: ${context.event.text}`);
    });
    const posts = Array.from({ length: 100 }, (_, index) => webhook(textEvent(`${index}`)));
    // Over many connections at once they arrive in any order; answers follow the order of arrival.
    await Promise.all(posts.map((body) => post(url, body)));
    await bot.drained();
    expect(texts().map(([, text]) => Number(text?.split(':')[0]))).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
    const session = await bot.storage.read(`messenger:${PERSON}`);
    expect(session?.state).toEqual({ count: 100 });
  });

  test('200 people with 5 events each in one POST: every one in order, none missing', async () => {
    let release = () => {};
    const acknowledged = new Promise<void>((resolve) => (release = resolve));
    const { bot, url, texts } = await botWith(async (context) => {
      await acknowledged;
      await pause(Math.random() * 3);
      await context.sendText(`${context.event.text}`);
    });
    const events = Array.from({ length: 1000 }, (_, index) =>
      from(`${7000 + (index % 200)}`, `${Math.floor(index / 200)}`),
    );
    const began = performance.now();
    expect((await post(url, webhook(...events))).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(1_000 + BUSY);
    release();
    await bot.drained();
    const byPerson = new Map<string, string[]>();
    for (const [psid = '', text = ''] of texts()) {
      byPerson.set(psid, [...(byPerson.get(psid) ?? []), text]);
    }
    expect(byPerson.size).toBe(200);
    for (const said of byPerson.values()) expect(said).toEqual(['0', '1', '2', '3', '4']);
  });

  test('a slow conversation holds up no other', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { bot, url, graph, texts } = await botWith(async (context) => {
      if (context.event.text === 'slow') await gate;
      await context.sendText(`${context.event.text}`);
    });
    await post(url, webhook(from('1', 'slow'), from('1', 'after')));
    await post(url, webhook(from('2', 'quick')));
    await graph.received(1);
    expect(texts()).toEqual([['2', 'quick']]);
    release();
    await bot.drained();
    expect(texts()).toEqual([
      ['2', 'quick'],
      ['1', 'slow'],
      ['1', 'after'],
    ]);
  });
});

describe('a turn that fails', () => {
  test('is put aside with its reason, changes no state, and holds up nothing', async () => {
    const { bot, url, errors, texts } = await botWith(async (context) => {
      context.setState({ count: context.state.count + 1 });
      if (context.event.text === 'poison') throw new Error('I cannot digest this');
      await context.sendText(`${context.event.text} ${context.state.count}`);
    });
    await post(url, webhook(textEvent('one'), textEvent('poison'), textEvent('two')));
    await bot.drained();
    expect(texts().map(([, text]) => text)).toEqual(['one 1', 'two 2']);
    expect(errors).toEqual([expect.objectContaining({ message: 'I cannot digest this' })]);
    const parked = await bot.storage.parked();
    expect(parked).toEqual([
      expect.objectContaining({
        reason: 'Error: I cannot digest this',
        conversationId: `messenger:${PERSON}`,
      }),
    ]);
  });

  test('what was put aside can be taken up again', async () => {
    let mended = false;
    const { bot, url, texts } = await botWith(async (context) => {
      if (!mended) throw new Error('not yet');
      await context.sendText('now');
    });
    await post(url, webhook(textEvent('try')));
    await bot.drained();
    mended = true;
    const [parked] = await bot.storage.parked();
    expect(await bot.storage.unpark(parked?.id ?? '')).toBe(true);
    await post(url, webhook(textEvent('and another')));
    await bot.drained();
    expect(texts().length).toBe(2);
    expect(await bot.storage.parked()).toEqual([]);
  });

  test('that never ends is ended, named, and refused what it sends later', async () => {
    let late: Promise<unknown> | undefined;
    const { bot, url, errors, texts } = await botWith(
      async function Dreamer(context) {
        if (context.event.text !== 'dream') return void (await context.sendText('awake'));
        while (errors.length === 0) await pause(20);
        late = context.sendText('too late');
        await new Promise(() => {});
      },
      // Long enough for whoever is awake, on whatever machine.
      { inbox: { turnTimeout: 2_000 } },
    );
    await post(url, webhook(textEvent('dream'), textEvent('hello')));
    await bot.drained();
    await expect.poll(() => late !== undefined).toBe(true);
    expect(texts().map(([, text]) => text)).toEqual(['awake']);
    expect(errors).toEqual([expect.any(TurnTimeoutError)]);
    expect((errors[0] as Error).message).toContain('Dreamer');
    await expect(late).rejects.toThrow(/turn has ended/);
  });

  test.each([
    ['a text', 'Hi!', /returned a string/],
    ['a number', 7, /returned a number/],
    ['an array', ['Hi!'], /returned an array/],
  ])('returns something odd: %s', async (_, odd, told) => {
    const { bot, url, errors } = await botWith(async function Odd() {
      return odd as never;
    });
    await post(url, webhook(textEvent('x')));
    await bot.drained();
    expect((errors[0] as Error).message).toMatch(told);
    expect((errors[0] as Error).message).toContain('Odd');
  });
});

describe('when there is no room', () => {
  test('over the limit the webhook answers 503, and what was accepted is done', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { bot, url, texts } = await botWith(
      async (context) => {
        await gate;
        await context.sendText(`${context.event.text}`);
      },
      { inbox: { limit: 3 } },
    );
    const statuses: number[] = [];
    for (let index = 0; index < 5; index++) {
      statuses.push((await post(url, webhook(from(`${index}`, 'hi')))).status);
    }
    expect(statuses).toEqual([200, 200, 200, 503, 503]);
    release();
    await bot.drained();
    expect(texts().length).toBe(3);
    expect((await post(url, webhook(textEvent('room again')))).status).toBe(200);
  });

  test('with the storage gone the webhook answers 503, and goes on when it is back', async () => {
    class Flaky extends MemoryStorage {
      isGone = false;
      override accept(events: Parameters<MemoryStorage['accept']>[0]) {
        if (this.isGone) throw new StorageError('the disk is full');
        return super.accept(events);
      }
    }
    const storage = new Flaky();
    const { bot, url, texts } = await botWith((context) => context.sendText('here'), { storage });
    storage.isGone = true;
    const body = webhook(textEvent('hello?'));
    expect((await post(url, body)).status).toBe(503);
    storage.isGone = false;
    expect((await post(url, body)).status).toBe(200);
    await bot.drained();
    expect(texts().length).toBe(1);
  });
});

describe('outside a webhook', () => {
  test('a conversation’s state can be changed in its own time', async () => {
    const { bot, url, texts } = await botWith(async (context) => {
      const { count } = context.state;
      await pause(5);
      context.setState({ count: count + 1 });
    });
    const sessionId = `messenger:${PERSON}`;
    const adding = () =>
      bot.withConversation(sessionId, async (context) => {
        const state = context.state as unknown as Counter;
        await pause(5);
        context.setState({ count: state.count + 10 });
        await context.sendText('Your payment has arrived.');
        return 'done';
      });
    await post(url, webhook(textEvent('a')));
    const [result] = await Promise.all([
      adding(),
      post(url, webhook(textEvent('b'))),
      adding(),
      post(url, webhook(textEvent('c'))),
    ]);
    await bot.drained();
    expect(result).toBe('done');
    expect((await bot.storage.read(sessionId))?.state).toEqual({ count: 23 });
    expect(texts()).toEqual([
      [PERSON, 'Your payment has arrived.'],
      [PERSON, 'Your payment has arrived.'],
    ]);
  });

  test('bot.to(psid) sends without an event', async () => {
    const { bot, texts } = await botWith(() => {});
    const { messageId } = await bot.to('99').sendText('Hello from nowhere');
    expect(messageId).toMatch(/^m_/);
    expect(texts()).toEqual([['99', 'Hello from nowhere']]);
  });
});

test('events that belong to nobody reach the action too', async () => {
  const kinds: string[] = [];
  const { bot, url } = await botWith((context) => {
    kinds.push(context.event.kind);
    expect(context.session).toBeNull();
  });
  await post(url, {
    object: 'page',
    entry: [
      {
        id: PAGE,
        time: 1_790_000_000,
        messaging: [
          { recipient: { id: PAGE }, timestamp: 1, policy_enforcement: { action: 'warning', reason: 'x' } },
        ],
        changes: undefined,
      },
      {
        id: PAGE,
        time: 1_790_000_000,
        changes: [{ field: 'feed', value: { item: 'comment', verb: 'add' } }],
      },
    ],
  });
  await bot.drained();
  expect(kinds.sort()).toEqual(['change', 'policyEnforcement']);
});

test('storage: "sqlite" keeps state and what was seen across processes', async () => {
  const home = process.cwd();
  const folder = await mkdtemp(join(tmpdir(), 'chinwag-'));
  process.chdir(folder);
  try {
    const count: Action<MessengerContext<Counter>> = async (context) => {
      context.setState({ count: context.state.count + 1 });
      await context.sendText(`${context.state.count}`);
    };
    const body = webhook(textEvent('one'));
    const first = await botWith(count, { storage: 'sqlite' });
    await post(first.url, body);
    await first.graph.received(1);
    await first.bot.close();

    const second = await botWith(count, { storage: 'sqlite' });
    await post(second.url, body);
    await post(second.url, webhook(textEvent('two')));
    await second.graph.received(1);
    await second.bot.close();
    expect(second.texts()).toEqual([[PERSON, '2']]);
  } finally {
    process.chdir(home);
    await rm(folder, { recursive: true });
  }
});
