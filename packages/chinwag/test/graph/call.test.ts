import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ConfigError } from '../../src/core/errors.js';
import type { GraphCall } from '../../src/graph/call.js';
import { CallError } from '../../src/graph/errors.js';
import { Graph } from '../../src/graph/graph.js';
import type { GraphOptions } from '../../src/graph/options.js';
import { createTransport as overFetch } from '../../src/graph/transport/fetch.js';
import { createTransport as overNode } from '../../src/graph/transport/node.js';
import { failure, reply, SECRET, stub, TOKEN } from './stub.js';

function graphAt(origin: string, options: GraphOptions = {}): Graph {
  const graph = new Graph({ origin, accessToken: TOKEN, ...options });
  onTestFinished(() => graph.close());
  return graph;
}

const proofOf = (token: string) => createHmac('sha256', SECRET).update(token).digest('hex');

describe.each([
  ['undici', () => overNode({ connections: 10 })],
  ['fetch', () => overFetch()],
])('a call over %s', (_name, transport) => {
  test('posts JSON, the token in a header and nowhere else', async () => {
    const { origin, seen } = await stub((response) => reply(response, { message_id: 'm_1' }));
    const graph = graphAt(origin, { transport: transport() });
    const answer = await graph.call({
      method: 'POST',
      path: 'me/messages',
      body: { recipient: { id: '10' }, message: { text: 'Grüße 👋 \ud83d' } },
    });
    expect(answer).toEqual({ message_id: 'm_1' });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', json: { message: { text: 'Grüße 👋 \ud83d' } } });
    expect(seen[0]?.url.pathname).toBe('/v26.0/me/messages');
    expect(seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
    });
    expect(seen[0]?.url.href).not.toContain(TOKEN);
    expect(seen[0]?.body.toString()).not.toContain(TOKEN);
  });

  test('puts a query together: JSON for objects, nothing for undefined, no way to add a parameter', async () => {
    const { origin, seen } = await stub();
    const query = {
      fields: 'a,b',
      skipped: undefined,
      limit: 5,
      list: ['x'],
      text: 'a&access_token=b#c d+é',
    };
    await graphAt(origin, { transport: transport() }).call({ method: 'GET', path: '10', query });
    expect(Object.fromEntries(seen[0]?.url.searchParams ?? [])).toEqual({
      fields: 'a,b',
      limit: '5',
      list: '["x"]',
      text: 'a&access_token=b#c d+é',
    });
    expect(seen[0]?.body).toHaveLength(0);
    expect(seen[0]?.headers['content-type']).toBeUndefined();
  });

  test('deletes, with a body if there is one', async () => {
    const { origin, seen } = await stub();
    const graph = graphAt(origin, { transport: transport() });
    await graph.call({ method: 'DELETE', path: 'me/messenger_profile', body: { fields: ['greeting'] } });
    await graph.call({ method: 'DELETE', path: '77' });
    expect(seen.map(({ method, json }) => [method, json])).toEqual([
      ['DELETE', { fields: ['greeting'] }],
      ['DELETE', {}],
    ]);
  });

  test('proves who sends, for each token by itself', async () => {
    const { origin, seen } = await stub();
    const graph = graphAt(origin, { transport: transport(), appSecret: SECRET });
    const appToken = `123456|${SECRET}`;
    await graph.call({ method: 'GET', path: 'me' });
    await graph.call({ method: 'GET', path: 'me', query: { fields: 'id' } });
    await graph.call({ method: 'POST', path: 'app/subscriptions', body: {}, accessToken: appToken });
    expect(seen.map(({ url }) => url.searchParams.get('appsecret_proof'))).toEqual([
      proofOf(TOKEN),
      proofOf(TOKEN),
      proofOf(appToken),
    ]);
    expect(seen[1]?.url.searchParams.get('fields')).toBe('id');
    expect(seen[2]?.headers.authorization).toBe(`Bearer ${appToken}`);
  });

  test('gives what `read` makes of the answer', async () => {
    const { origin } = await stub((response) => reply(response, { id: '5' }));
    const call: GraphCall<number> = {
      method: 'GET',
      path: '5',
      read: ({ id }: { id: string }) => Number(id),
    };
    expect(await graphAt(origin, { transport: transport() }).call(call)).toBe(5);
  });
});

test('no proof without a secret, nor when it is not wanted', async () => {
  const { origin, seen } = await stub();
  await graphAt(origin).call({ method: 'GET', path: 'me' });
  await graphAt(origin, { appSecret: SECRET, appSecretProof: false }).call({ method: 'GET', path: 'me' });
  expect(seen.map(({ url }) => url.search)).toEqual(['', '']);
});

test('more tokens than are remembered all get their proof', async () => {
  const { origin, seen } = await stub();
  const graph = graphAt(origin, { appSecret: SECRET, timeout: 60_000 });
  const tokens = Array.from({ length: 1100 }, (_, index) => `page-${index}`);
  await Promise.all(tokens.map((accessToken) => graph.call({ method: 'GET', path: 'me', accessToken })));
  expect(seen.map(({ url }) => url.searchParams.get('appsecret_proof')).sort()).toEqual(
    tokens.map(proofOf).sort(),
  );
});

test('tells its hooks of every request, without a token', async () => {
  const usage = '{"1":[{"type":"messenger","call_count":4}]}';
  const { origin } = await stub((response) => {
    response.setHeader('x-business-use-case-usage', usage);
    reply(response, { error: { code: 100, message: 'no' } }, 400);
  });
  const told: unknown[] = [];
  const graph = graphAt(origin, {
    appSecret: SECRET,
    onRequest: (request) => told.push(request),
    onResponse: (response) => told.push(response),
  });
  await failure(graph.call({ method: 'POST', path: 'me/messages', query: { a: TOKEN }, body: {} }));
  expect(told).toEqual([
    { method: 'POST', path: 'me/messages', attempt: 1 },
    {
      method: 'POST',
      path: 'me/messages',
      attempt: 1,
      status: 400,
      headers: expect.objectContaining({ 'x-business-use-case-usage': usage }),
      duration: expect.any(Number),
    },
  ]);
  expect(JSON.stringify(told)).not.toContain(TOKEN);
});

test('a hook that throws before a request keeps it from going out', async () => {
  const { origin, seen } = await stub();
  const graph = graphAt(origin, {
    onRequest: () => {
      throw new Error('not today');
    },
  });
  expect(await failure(graph.call({ method: 'GET', path: 'me' }))).toMatchObject({ message: 'not today' });
  expect(seen).toEqual([]);
});

test('an inspected client shows no token and no secret', () => {
  const shown = inspect(new Graph({ accessToken: TOKEN, appSecret: SECRET }), {
    depth: 10,
    showHidden: true,
  });
  expect(shown).not.toContain(TOKEN);
  expect(shown).not.toContain(SECRET);
});

describe('what is refused before it is sent', () => {
  const circle: Record<string, unknown> = {};
  circle.circle = circle;
  const post = (body: Record<string, unknown>): GraphCall => ({ method: 'POST', path: 'me/messages', body });
  const cases: [string, GraphCall][] = [
    ['a query in the path', { method: 'GET', path: 'me?access_token=x' }],
    ['a fragment', { method: 'GET', path: 'me#x' }],
    ['a way up', { method: 'GET', path: '../v1.0/me' }],
    ['a way up, escaped', { method: 'GET', path: 'me/%2e%2e/x' }],
    ['another host', { method: 'GET', path: '//evil.example/me' }],
    ['a slash in front', { method: 'GET', path: '/me' }],
    ['a line end', { method: 'GET', path: 'me\r\nx: y' }],
    ['a blank', { method: 'GET', path: 'me/a b' }],
    ['a token in the query', { method: 'GET', path: 'me', query: { access_token: TOKEN } }],
    ['half a character in the query', { method: 'GET', path: 'me', query: { q: '\ud83d' } }],
    ['a circle', post({ circle })],
    ['a BigInt', post({ id: 1n })],
    [
      'a getter that throws',
      post({
        get text() {
          throw new Error('no');
        },
      }),
    ],
    ['a body with GET', { method: 'GET', path: 'me', body: {} }],
  ];
  test.each(cases)('%s', async (_name, call) => {
    const { origin, seen } = await stub();
    const error = await failure(graphAt(origin).call(call));
    expect(error).toBeInstanceOf(CallError);
    expect(error).toMatchObject({ code: 'call', outcome: 'notSent', hint: expect.any(String) });
    expect(inspect(error)).not.toContain(TOKEN);
    expect(seen).toEqual([]);
  });

  test.each([
    ['no token', undefined],
    ['an empty token', ''],
    ['a token with a line end', `${TOKEN}\n`],
    ['a token that would begin another header', `${TOKEN}\r\nx-evil: 1`],
    ['a token in quotes and blanks', `" ${TOKEN}"`],
  ])('%s', async (_name, accessToken) => {
    const { origin, seen } = await stub();
    const error = await failure(graphAt(origin, { accessToken }).call({ method: 'GET', path: 'me' }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toMatch(/access ?token/i);
    expect(inspect(error)).not.toContain(TOKEN);
    expect(seen).toEqual([]);
  });
});

describe('options', () => {
  test.each([
    ['v26.0', 'v26.0'],
    ['26.0', 'v26.0'],
    ['v3.3', 'v3.3'],
  ])('version %s is %s', (version, expected) => expect(new Graph({ version }).version).toBe(expected));

  test.each([
    ['https://graph.facebook.com', 'https://graph.facebook.com'],
    ['http://127.0.0.1:3100/', 'http://127.0.0.1:3100'],
    ['HTTPS://Graph.Facebook.com:443', 'https://graph.facebook.com'],
  ])('origin %s is %s', (origin, expected) => expect(new Graph({ origin }).origin).toBe(expected));

  const bad: [string, GraphOptions][] = [
    ['version', { version: 'latest' }],
    ['version', { version: '26' }],
    ['version', { version: 'v26.0/..' }],
    ['origin', { origin: 'graph.facebook.com' }],
    ['origin', { origin: 'https://graph.facebook.com/v26.0' }],
    ['origin', { origin: `https://user:${TOKEN}@graph.facebook.com` }],
    ['origin', { origin: 'ftp://graph.facebook.com' }],
    ['timeout', { timeout: 0 }],
    ['timeout', { timeout: Number.NaN }],
    ['maxInFlight', { maxInFlight: 0 }],
    ['maxInFlight', { maxInFlight: 1.5 }],
  ];
  test.each(bad)('%s is named when it is wrong: %o', (key, options) => {
    const make = () => new Graph(options);
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(new RegExp(`^${key} `));
    expect(make).not.toThrow(TOKEN);
  });
});
