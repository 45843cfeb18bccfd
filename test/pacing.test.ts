import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { MessengerClient, PageBlockedError } from 'chinwag/messenger';
import { afterEach, describe, expect, test } from 'vitest';
import { found, isListed } from '../packages/chinwag/test/listed.js';
import {
  type Answer,
  accept,
  listeningBot,
  PAGE,
  post,
  stubGraph,
  TOKEN,
  textEvent,
  type Wire,
  webhook,
} from './bot.js';
import { pause } from './kill/meta.js';
import { steadyPort } from './steady-port.js';

const closing: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function graph(answer?: (request: Wire, count: number) => Answer) {
  const stub = await stubGraph(answer);
  closing.push(stub.close);
  return stub;
}

function client(origin: string, options: object = {}): MessengerClient {
  const made = new MessengerClient({ origin, accessToken: TOKEN, pageId: PAGE, ...options });
  closing.push(() => made.close());
  return made;
}

const refusal = (code: number, subcode?: number): Answer => ({
  status: 400,
  body: { error: { code, error_subcode: subcode, message: 'no' } },
});
const textsOf = (requests: Wire[]) =>
  requests.map(({ json }) => (json.message as { text?: string } | undefined)?.text);

test('F24: what a Page is throttled for goes out afterwards, each once and in the order of its person', async () => {
  const throttled: Wire[] = [];
  let began: number | undefined;
  const { origin, requests } = await graph((request) => {
    began ??= performance.now();
    if (performance.now() - began > 800) return accept(request);
    throttled.push(request);
    return refusal(613);
  });
  const messenger = client(origin);
  await Promise.all(Array.from({ length: 30 }, (_, n) => messenger.sendText(`${n % 3}`, `${n}`)));
  expect(throttled.length).toBeGreaterThan(0);
  expect(throttled.length).toBeLessThanOrEqual(5);
  const delivered = requests.filter((request) => !throttled.includes(request));
  expect(delivered).toHaveLength(30);
  for (const person of ['0', '1', '2']) {
    const own = delivered.filter(({ json }) => (json.recipient as { id: string }).id === person);
    expect(textsOf(own).map(Number)).toEqual(Array.from({ length: 10 }, (_, n) => n * 3 + Number(person)));
  }
});

test('F33: five sends that nobody awaits arrive in order, though the platform fails for some of them', async () => {
  let count = 0;
  const { origin, requests } = await graph((request) =>
    ++count % 7 === 0 ? refusal(1200) : { ...(accept(request) as object), body: {}, delay: (count * 13) % 5 },
  );
  const { bot, url } = await listeningBot(origin, async (context) => {
    for (let n = 0; n < 5; n++) void context.sendText(`${context.event.text}-${n}`);
  });
  closing.push(() => bot.close());
  for (let turn = 0; turn < 4; turn++) await post(url, webhook(textEvent(`${turn}`)));
  await bot.drained();
  const seen = textsOf(requests);
  const last = seen.filter((text, index) => text !== seen[index + 1]);
  expect(last).toEqual([0, 1, 2, 3].flatMap((turn) => [0, 1, 2, 3, 4].map((n) => `${turn}-${n}`)));
});

test('an answer overtakes the messages of a campaign, also to the same person', async () => {
  const { origin, requests } = await graph();
  const messenger = client(origin, { pacing: { messages: 20 } });
  const campaign = Array.from({ length: 30 }, (_, n) =>
    messenger.sendText(`${n}`, 'Half of everything', { priority: 'campaign' }),
  );
  await messenger.sendText('29', 'Yes, in red');
  await Promise.all(campaign);
  expect(requests).toHaveLength(31);
  const place = textsOf(requests).indexOf('Yes, in red');
  expect(place).toBeLessThan(29);
  const toTheSame = requests.filter(({ json }) => (json.recipient as { id: string }).id === '29');
  expect(textsOf(toTheSame)).toEqual(['Yes, in red', 'Half of everything']);
});

test('a blocked Page: the send says why and until when, and the next one is spared', async () => {
  const { origin, requests } = await graph(() => refusal(368));
  const messenger = client(origin);
  const error = await messenger.sendText('1', 'Hi!').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(PageBlockedError);
  expect(error).toMatchObject({
    page: PAGE,
    reason: expect.stringMatching(/policy/),
    until: expect.any(Date),
  });
  await expect(messenger.sendText('1', 'Hi!')).rejects.toMatchObject({ outcome: 'notSent' });
  expect(requests).toHaveLength(1);
});

test('two tokens of a mapped Page share its limit', async () => {
  const tokens = ['one', 'two'];
  const { origin, requests } = await graph((request) =>
    request.headers.authorization === 'Bearer one' && requests.length > 6 ? refusal(190) : accept(request),
  );
  const { bot, url } = await listeningBot(
    origin,
    (context) => context.sendText('Hi!').then(() => undefined),
    {
      messenger: {
        accessToken: undefined,
        pageId: undefined,
        pacing: { messages: 10 },
        mapPageToAccessToken: () => tokens.shift() ?? 'two',
      },
    },
  );
  closing.push(() => bot.close());
  const began = performance.now();
  await post(
    url,
    webhook(...Array.from({ length: 12 }, (_, n) => textEvent('Hi', { sender: { id: `p${n}` } }))),
  );
  await bot.drained();
  expect(performance.now() - began).toBeGreaterThan(900);
  expect(requests.map(({ headers }) => headers.authorization)).toContain('Bearer two');
});

describe.each(['limit', 'media'])('pacing.%s', (name) => {
  test('that makes no sense is refused at once', () => {
    expect(() => new MessengerClient({ accessToken: TOKEN, pacing: { [name]: 0 } as never })).toThrow(
      /pacing/,
    );
  });
});

/** A way to the stand-in that can be shut: what comes then finds nobody. */
async function gateway(origin: string) {
  const { port } = new URL(origin);
  const { connect } = await import('node:net');
  const open = async (on: number): Promise<Server> => {
    const server = createServer((socket) => {
      const there = connect(Number(port), '127.0.0.1');
      socket.pipe(there).pipe(socket);
      for (const each of [socket, there]) each.on('error', () => each.destroy());
      there.on('close', () => socket.destroy());
      sockets.add(socket);
    }).listen(on, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  const sockets = new Set<{ destroy(): unknown }>();
  const own = await steadyPort();
  let server = await open(own);
  closing.push(() => server.close());
  return {
    origin: `http://127.0.0.1:${own}`,
    shut: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
    reopen: async () => {
      server = await open(own);
    },
  };
}

test('F34: while nobody can be reached sends wait, and all arrive once when somebody can', async () => {
  const { origin, requests } = await graph();
  const way = await gateway(origin);
  const seconds = isListed ? 30 : 2;
  const troubles: { kind: string }[] = [];
  let attempts = 0;
  const messenger = client(way.origin, {
    onTrouble: (trouble: { kind: string }) => troubles.push(trouble),
    onRequest: () => attempts++,
  });
  await messenger.sendText('0', 'before');
  await way.shut();
  const messages = Array.from({ length: 20 * seconds }, (_, n) => `${n}`);
  // What is under way when it is noticed is no attempt of whoever waits.
  const waiting = messages.slice(0, 20).map((n) => messenger.sendText(n, n));
  await expect.poll(() => messenger.pace).toMatchObject([{ reason: 'unreachable' }]);
  attempts = 0;
  for (const n of messages.slice(20)) {
    await pause((seconds * 1_000) / messages.length);
    waiting.push(messenger.sendText(n, n));
  }
  const perSecond = attempts / seconds;
  await way.reopen();
  const reopened = performance.now();
  await Promise.race(waiting);
  const resumed = (performance.now() - reopened) / 1_000;
  await Promise.all(waiting);
  const came = textsOf(requests).slice(1);
  expect(came.sort()).toEqual(messages.sort());
  expect(troubles).toMatchObject([{ kind: 'unreachable' }]);
  found({
    fault: 'F34',
    scene: `nobody there for ${seconds} s, over the wire`,
    promise: '10 attempts a second at most, resumed within 5 s, nothing missing',
    measured: `${perSecond.toFixed(1)} a second, ${resumed.toFixed(1)} s, ${messages.length - came.length} missing`,
    isMet: perSecond <= 10 && resumed <= 5 && came.length === messages.length,
  });
});

test('F33: five sends that nobody awaits arrive in order, however long each takes', async () => {
  const people = isListed ? 1_000 : 40;
  const { origin, requests } = await graph((request) => ({
    ...(accept(request) as { body: unknown }),
    delay: Math.random() * 200,
  }));
  const { bot, url } = await listeningBot(origin, async (context) => {
    for (let n = 0; n < 5; n++) void context.sendText(`${n}`);
  });
  closing.push(() => bot.close());
  const psids = Array.from({ length: people }, (_, n) => `${30_000 + n}`);
  for (const id of psids) await post(url, webhook({ ...textEvent('Hi!'), sender: { id } }));
  await bot.drained();
  const heard = new Map<string, string[]>(psids.map((psid) => [psid, []]));
  for (const { json } of requests) {
    heard.get((json.recipient as { id: string }).id)?.push((json.message as { text: string }).text);
  }
  const wrong = [...heard.values()].filter((texts) => texts.join() !== '0,1,2,3,4').length;
  found({
    fault: 'F33',
    scene: `five sends to each of ${people} people, 0 to 200 ms each`,
    promise: 'nobody hears them in another order',
    measured: `${wrong} do`,
    isMet: wrong === 0,
  });
});

test('F27: a connection that is closed before it is secured is opened again, and nothing is sent twice', async () => {
  let connections = 0;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    connections += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const messenger = client(`https://127.0.0.1:${port}`, { patience: 1_500 });
  await expect(messenger.sendText('1', 'Hi!')).rejects.toMatchObject({
    code: 'connection',
    outcome: 'notSent',
  });
  expect(connections).toBeGreaterThan(2);
});
