import { createConnection } from 'node:net';
import type { ChinwagBot } from 'chinwag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listeningBot, PAGE, PERSON, post, sign, stubGraph, textEvent, webhook } from './bot.js';

let graph: Awaited<ReturnType<typeof stubGraph>>;
let bot: ChinwagBot;
let url: string;
const logged: string[] = [];
const seen: string[] = [];

beforeAll(async () => {
  graph = await stubGraph();
  const log = (...words: unknown[]) => logged.push(words.map(String).join(' '));
  ({ bot, url } = await listeningBot(
    graph.origin,
    async (context) => {
      seen.push(context.event.kind);
      if (context.event.isText) await context.sendText(`You said ${context.event.text}`);
    },
    { logger: { debug: log, info: log, warn: log, error: log } },
  ));
});

afterAll(async () => {
  await bot.close();
  graph.close();
});

test('a signed text reaches the action, and the answer goes out as a Graph request', async () => {
  const before = graph.requests.length;
  const response = await post(url, webhook(textEvent('hello')));
  expect(response.status).toBe(200);
  const sent = (await graph.received(before + 1)).at(-1);
  expect(sent).toMatchObject({
    method: 'POST',
    json: {
      recipient: { id: PERSON },
      messaging_type: 'RESPONSE',
      message: { text: 'You said hello' },
    },
  });
  expect(sent?.path).toMatch(/^\/v26\.0\/me\/messages\?appsecret_proof=[0-9a-f]{64}$/);
  expect(sent?.headers.authorization).toBe('Bearer page-token-never-to-be-seen');
});

describe('verification', () => {
  const good = { 'hub.mode': 'subscribe', 'hub.verify_token': 'verify-me', 'hub.challenge': '1158201444' };
  const get = (query: string | Record<string, string>) => fetch(`${url}?${new URLSearchParams(query)}`);

  test('answers the challenge as plain text', async () => {
    const response = await get(good);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('1158201444');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  });

  test.each([
    ['a wrong token', { ...good, 'hub.verify_token': 'verify-you' }],
    ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1' }],
    ['another mode', { ...good, 'hub.mode': 'unsubscribe' }],
    ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': 'verify-me' }],
    ['a challenge of 257 characters', { ...good, 'hub.challenge': 'x'.repeat(257) }],
    ['the mode twice', 'hub.mode=subscribe&hub.mode=subscribe&hub.verify_token=verify-me&hub.challenge=1'],
    ['a token as an array', 'hub.mode=subscribe&hub.verify_token[]=verify-me&hub.challenge=1'],
    ['nothing', ''],
  ])('refuses %s with an empty 403', async (_, query) => {
    const response = await get(query);
    expect(response.status).toBe(403);
    expect(await response.text()).toBe('');
  });
});

describe('a POST that is not signed', () => {
  const body = JSON.stringify(webhook(textEvent('forged')));
  const sha1 = { 'x-hub-signature': 'sha1=0000000000000000000000000000000000000000' };
  test.each<[string, Record<string, string>]>([
    ['no signature', {}],
    ['a wrong signature of the right length', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }],
    ['another secret', { 'x-hub-signature-256': sign(body, 'another') }],
    ['a signature of odd length', { 'x-hub-signature-256': 'sha256=abc' }],
    ['no hex', { 'x-hub-signature-256': `sha256=${'g'.repeat(64)}` }],
    ['upper-case hex', { 'x-hub-signature-256': sign(body).toUpperCase() }],
    ['10 kB of signature', { 'x-hub-signature-256': `sha256=${'0'.repeat(10_000)}` }],
    ['an empty signature', { 'x-hub-signature-256': 'sha256=' }],
    ['another algorithm', { 'x-hub-signature-256': sign(body).replace('sha256', 'sha1') }],
    ['the signature twice', { 'x-hub-signature-256': `${sign(body)}, ${sign(body)}` }],
    ['SHA-1 only', sha1],
    ['the signature of other bytes', { 'x-hub-signature-256': sign(body.replace('forged', 'f\\u006frged')) }],
  ])('is refused with an empty 403: %s', async (_, headers) => {
    const before = graph.requests.length;
    const response = await fetch(url, { method: 'POST', body, headers });
    expect(response.status).toBe(403);
    expect(await response.text()).toBe('');
    await bot.drained();
    expect(graph.requests.length).toBe(before);
  });
});

describe('what is no route', () => {
  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])('%s is refused, signed or not', async (method) => {
    const body = JSON.stringify(webhook(textEvent('sneaky')));
    const before = graph.requests.length;
    const response = await fetch(url, {
      method,
      ...(method === 'HEAD' ? {} : { body }),
      headers: { 'x-hub-signature-256': sign(body) },
    });
    expect(response.status).toBe(405);
    await bot.drained();
    expect(graph.requests.length).toBe(before);
  });

  test('another path is 404', async () => {
    expect((await fetch(new URL('/', url))).status).toBe(404);
    expect((await fetch(`${url}/x`, { method: 'POST', body: '{}' })).status).toBe(404);
  });
});

describe('a signed body that cannot be used is answered 200 and reported', () => {
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  test.each<[string, string | Uint8Array]>([
    ['nothing', ''],
    ['no JSON', '{"object":'],
    ['null', 'null'],
    ['an array', '[]'],
    ['a string', '"x"'],
    ['a number', '42'],
    ['true', 'true'],
    ['another object', '{"object":"instagram","entry":[]}'],
    ['entry null', '{"object":"page","entry":null}'],
    ['entry of null', '{"object":"page","entry":[null]}'],
    ['entry an object', '{"object":"page","entry":{}}'],
    ['100,000 levels', deep(100_000)],
    ['no UTF-8', Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ])('%s', async (_, body) => {
    const before = logged.length;
    expect((await post(url, body)).status).toBe(200);
    expect(logged.slice(before).join('\n')).toMatch(/webhook: .+ could not be used/);
  });

  test('one bad event among good ones spoils nothing', async () => {
    const before = graph.requests.length;
    const body = webhook(textEvent('one'), textEvent('two'));
    body.entry[0]?.messaging.splice(1, 0, null as never, 7 as never, {} as never);
    body.entry.unshift(null as never);
    expect((await post(url, body)).status).toBe(200);
    await graph.received(before + 2);
    await bot.drained();
    expect(graph.requests.slice(before).map(({ json }) => json.message)).toEqual([
      { text: 'You said one' },
      { text: 'You said two' },
    ]);
  });

  test('an event nobody has heard of is an event all the same', async () => {
    const before = seen.length;
    expect((await post(url, webhook({ telepathy: { thought: 'hm' } }))).status).toBe(200);
    await bot.drained();
    expect(seen.slice(before)).toEqual(['unknown']);
  });

  test('prototype keys pollute nothing', async () => {
    const body =
      `{"object":"page","__proto__":{"polluted":1},"entry":[{"id":"${PAGE}","time":1,"messaging":[` +
      `{"sender":{"id":"__proto__"},"recipient":{"id":"${PAGE}"},"timestamp":1,"constructor":{"prototype":{"polluted":1}},` +
      '"message":{"mid":"m_proto","text":"x","__proto__":{"polluted":1}}}]}]}';
    expect((await post(url, body)).status).toBe(200);
    await bot.drained();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('sizes', () => {
  test('1,000 events in one POST are all handled, in order', async () => {
    const before = graph.requests.length;
    const body = webhook(...Array.from({ length: 1_000 }, (_, index) => textEvent(`${index}`)));
    expect((await post(url, body)).status).toBe(200);
    await graph.received(before + 1_000);
    const texts = graph.requests.slice(before).map(({ json }) => (json.message as { text: string }).text);
    expect(texts).toEqual(Array.from({ length: 1_000 }, (_, index) => `You said ${index}`));
  });

  test('a body over the limit is 413', async () => {
    const body = ' '.repeat(4 * 1024 * 1024 + 1);
    expect((await post(url, body)).status).toBe(413);
  });

  test('a body that never ends is cut off at the limit', async () => {
    const { hostname, port, pathname } = new URL(url);
    const socket = createConnection(Number(port), hostname);
    socket.write(
      `POST ${pathname} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\nx-hub-signature-256: sha256=${'0'.repeat(64)}\r\n\r\n`,
    );
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    let written = 0;
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const more = () => {
        // Far over the limit the server must have closed.
        while (written < 64 * 1024 * 1024 && socket.writable) {
          written += chunk.length;
          if (!socket.write(chunk)) return;
        }
      };
      socket.on('data', (data) => (text += data));
      socket.on('drain', more);
      socket.on('error', () => resolve(text));
      socket.on('close', () => resolve(text));
      more();
    });
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });

  test('a compressed body is 415', async () => {
    expect((await post(url, 'x', { 'content-encoding': 'gzip' })).status).toBe(415);
  });
});

test('escaped Unicode is verified over its bytes and read as text', async () => {
  const before = graph.requests.length;
  const body = JSON.stringify(webhook(textEvent('äöå 😀 a/b')))
    .replace(/\//g, '\\/')
    .replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  expect((await post(url, body)).status).toBe(200);
  const sent = (await graph.received(before + 1)).at(-1);
  expect(sent?.json.message).toEqual({ text: 'You said äöå 😀 a/b' });
});

test('the same event three times, in turn and at once, is answered once', async () => {
  const before = graph.requests.length;
  const body = webhook(textEvent('once'));
  await post(url, body);
  await Promise.all([post(url, body), post(url, body)]);
  await bot.drained();
  expect(graph.requests.length).toBe(before + 1);
});

test('fetch(Request) answers as the listener does', async () => {
  const body = JSON.stringify(webhook(textEvent('by fetch')));
  const ask = (init: RequestInit, query = '') =>
    bot.fetch(new Request(`https://bot.example/webhooks/messenger${query}`, init));
  const before = graph.requests.length;
  expect((await ask({ method: 'POST', body, headers: { 'x-hub-signature-256': sign(body) } })).status).toBe(
    200,
  );
  await graph.received(before + 1);
  expect((await ask({ method: 'POST', body })).status).toBe(403);
  expect((await ask({ method: 'DELETE' })).status).toBe(405);
  const verified = await ask({}, '?hub.mode=subscribe&hub.verify_token=verify-me&hub.challenge=7');
  expect(await verified.text()).toBe('7');
});
