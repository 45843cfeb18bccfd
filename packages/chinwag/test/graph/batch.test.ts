import { inspect } from 'node:util';
import { describe, expect, expectTypeOf, onTestFinished, test } from 'vitest';
import type { BatchItem, BatchResult } from '../../src/graph/batch.js';
import { CallError, ConnectionError, GraphAnswerError, GraphError } from '../../src/graph/errors.js';
import { Graph } from '../../src/graph/graph.js';
import type { GraphOptions } from '../../src/graph/options.js';
import { failure, nobody, reply, SECRET, stub, TOKEN } from './stub.js';

const ok = (body: unknown) => ({ code: 200, body: JSON.stringify(body) });
const no = (code: number, subcode?: number) => ({
  code: 400,
  body: JSON.stringify({ error: { message: 'no', code, error_subcode: subcode } }),
});

const send = (text: string): BatchItem<{ message_id: string }> => ({
  method: 'POST',
  path: 'me/messages',
  body: { recipient: { id: '10' }, message: { text } },
});

async function batching(slots: unknown = [], options: GraphOptions = {}) {
  const { origin, seen } = await stub((response) => reply(response, slots));
  const graph = new Graph({ origin, accessToken: TOKEN, ...options });
  onTestFinished(() => graph.close());
  const items = () => seen[0]?.json.batch as Record<string, string>[];
  return { graph, seen, items };
}

test('is one POST, its token in header and body and never in the address', async () => {
  const { graph, seen, items } = await batching([ok({ message_id: 'm_1' }), ok({ id: '5' })], {
    appSecret: SECRET,
  });
  const read = ({ id }: { id: string }) => Number(id);
  const results = await graph.batch([
    send('Hi!'),
    { method: 'GET', path: '5', query: { fields: 'id,name' }, read },
  ]);
  expect(results).toEqual([
    { status: 'fulfilled', value: { message_id: 'm_1' } },
    { status: 'fulfilled', value: 5 },
  ]);
  expectTypeOf(results[0]).toEqualTypeOf<BatchResult<{ message_id: string }>>();
  expectTypeOf(results[1]).toEqualTypeOf<BatchResult<number>>();
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ method: 'POST', headers: { authorization: `Bearer ${TOKEN}` } });
  expect(seen[0]?.url.pathname).toBe('/v26.0/');
  expect([...(seen[0]?.url.searchParams.keys() ?? [])]).toEqual(['appsecret_proof']);
  expect(seen[0]?.json).toMatchObject({ access_token: TOKEN, include_headers: false });
  expect(items()).toEqual([
    {
      method: 'POST',
      relative_url: 'me/messages',
      body: 'recipient=%7B%22id%22%3A%2210%22%7D&message=%7B%22text%22%3A%22Hi!%22%7D',
    },
    { method: 'GET', relative_url: '5?fields=id%2Cname' },
  ]);
});

describe('no text can become anything else', () => {
  test.each([
    '&access_token=evil&recipient={"id":"666"}',
    '"},{"method":"DELETE","relative_url":"me',
    '%26access_token%3Devil',
    'a=b;c#d?e+f g\r\n\0',
    '{result=m1:$.message_id}',
    '\\{result=m1:$.message_id}',
    '👩‍👩‍👧 \ud83d',
  ])('%s', async (text) => {
    const { graph, items } = await batching([]);
    await graph.batch([
      { ...send('first'), name: 'm1' },
      send(text),
      { ...send('third'), body: { name: text.replace(/\ud83d$/, '') } },
    ]);
    expect(items()).toHaveLength(3);
    const [, second, third] = items().map(({ body }) => new URLSearchParams(body));
    expect([...(second?.keys() ?? [])]).toEqual(['recipient', 'message']);
    expect(JSON.parse(second?.get('message') ?? '')).toEqual({ text });
    expect(second?.get('message')).not.toContain('{result=');
    expect([...(third?.entries() ?? [])]).toEqual([['name', text.replace(/\ud83d$/, '')]]);
    expect(items()[1]).toMatchObject({ method: 'POST', relative_url: 'me/messages' });
    // Whatever refers to a name in a text refers to none on the wire.
    expect(items()[0]?.name).not.toBe('m1');
  });
});

test('order, names and omitted answers', async () => {
  const { graph, items } = await batching([ok({ message_id: 'm_1' }), null, ok({ message_id: 'm_3' }), null]);
  const results = await graph.batch([
    { ...send('1'), name: 'one' },
    { ...send('2'), name: 'two', dependsOn: 'one', omitResponseOnSuccess: true },
    { ...send('3'), dependsOn: 'two' },
    { ...send('4'), omitResponseOnSuccess: true },
  ]);
  const [one, two, three, four] = items();
  expect(one).toMatchObject({ omit_response_on_success: false });
  expect(two).toMatchObject({ depends_on: one?.name, omit_response_on_success: true });
  expect(three).toEqual({ ...three, depends_on: two?.name });
  expect(four).toMatchObject({ omit_response_on_success: true });
  expect(new Set([one?.name, two?.name]).size).toBe(2);
  expect(results.map(({ status }) => status)).toEqual(Array(4).fill('fulfilled'));
  expect(results[1]).toEqual({ status: 'fulfilled', value: undefined });
});

test('an item with its own token brings its own proof', async () => {
  const { graph, items, seen } = await batching([], { appSecret: SECRET });
  const other = 'EAAother&x=1';
  await graph.batch([
    send('mine'),
    { ...send('other'), accessToken: other },
    { method: 'GET', path: 'me', query: { fields: 'id' }, accessToken: other },
    { ...send('mine again'), accessToken: TOKEN },
  ]);
  expect(seen[0]?.url.href).not.toContain('EAA');
  const queries = items().map(({ relative_url }) => new URL(relative_url ?? '', 'http://x').searchParams);
  expect(queries.map((query) => query.get('access_token'))).toEqual([null, other, other, null]);
  expect(queries.map((query) => query.get('appsecret_proof')?.length)).toEqual([
    undefined,
    64,
    64,
    undefined,
  ]);
  expect(queries[2]?.get('fields')).toBe('id');
});

test('F32: each item is settled by its own answer: 30 fine, 8 later, 4 tokens, 4 gone, 4 unknown', async () => {
  const slots = [
    ...Array.from({ length: 30 }, (_, index) => ok({ message_id: `m_${index}` })),
    ...Array(8).fill(no(613)),
    ...Array(4).fill(no(190, 460)),
    ...Array(4).fill(no(551)),
    ...Array(4).fill(null),
  ];
  const again = Array.from({ length: 8 }, (_, index) => ok({ message_id: `m_${30 + index}` }));
  const { origin, seen } = await stub((response) => reply(response, seen.length === 1 ? slots : again));
  const retries: unknown[] = [];
  const graph = new Graph({ origin, accessToken: TOKEN, onRetry: (retry) => retries.push(retry) });
  onTestFinished(() => graph.close());
  const results = await graph.batch(slots.map((_, index) => send(`${index}`)));
  expect(results).toHaveLength(50);
  results.slice(0, 38).forEach((result, index) => {
    expect(result).toEqual({ status: 'fulfilled', value: { message_id: `m_${index}` } });
  });
  const repeated = seen[1]?.json.batch as { body: string }[];
  expect(repeated.map(({ body }) => new URLSearchParams(body).get('message'))).toEqual(
    Array.from({ length: 8 }, (_, index) => JSON.stringify({ text: `${30 + index}` })),
  );
  expect(seen).toHaveLength(2);
  expect(retries).toHaveLength(8);
  expect(retries[0]).toMatchObject({ attempt: 1, path: 'me/messages', error: { code: 613 } });
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  expect(reasons.slice(0, 8)).toSatisfy((all: unknown[]) => all.every((each) => each instanceof GraphError));
  expect(reasons.map((reason) => (reason as GraphError).code)).toEqual([
    ...Array(4).fill(190),
    ...Array(4).fill(551),
    ...Array(4).fill('answer'),
  ]);
  expect(reasons[11]).toBeInstanceOf(GraphAnswerError);
  expect(reasons[11]).toMatchObject({
    outcome: 'unknown',
    message: expect.stringMatching(/missing in its batch/),
  });
});

test('F32: the token of an item that is refused is not used again, and the others go on', async () => {
  const dead = 'EAAdeadTOKEN0123456789';
  const { origin, seen } = await stub((response, { json }) => {
    const wire = json.batch as { relative_url: string }[];
    reply(
      response,
      wire.map(({ relative_url }) => (relative_url.includes(dead) ? no(190) : ok({ message_id: 'm' }))),
    );
  });
  const troubles: unknown[] = [];
  const graph = new Graph({ origin, accessToken: TOKEN, onTrouble: (trouble) => troubles.push(trouble) });
  onTestFinished(() => graph.close());
  const items = [send('1'), { ...send('2'), accessToken: dead }];
  const states = async () => (await graph.batch(items)).map(({ status }) => status);
  expect(await states()).toEqual(['fulfilled', 'rejected']);
  expect(await states()).toEqual(['fulfilled', 'rejected']);
  expect(seen.map(({ json }) => (json.batch as unknown[]).length)).toEqual([2, 1]);
  expect(troubles).toMatchObject([{ kind: 'tokenInvalid', error: { code: 190 } }]);
});

test('an item that others depend on is not made again by itself', async () => {
  const { graph, seen } = await batching([no(613), null]);
  const results = await graph.batch([
    { ...send('1'), name: 'first' },
    { ...send('2'), dependsOn: 'first' },
  ]);
  expect(results).toMatchObject([{ reason: { code: 613 } }, { reason: { code: 'answer' } }]);
  expect(seen).toHaveLength(1);
});

describe('a damaged slot fails its item alone', () => {
  test.each<[string, unknown, RegExp]>([
    ['a number', 5, /damaged in its batch/],
    ['no code', { body: '{}' }, /damaged in its batch/],
    ['a body that is no string', { code: 200, body: {} }, /damaged in its batch/],
    ['a body of HTML', { code: 502, body: '<html>' }, /is HTML.*HTTP 502/],
    ['an empty body', { code: 200, body: '' }, /is empty/],
    ['a body cut off', { code: 200, body: '{"id' }, /cut off/],
    ['an error with 200', { code: 200, body: no(100).body }, /refused POST me\/messages: no \(100\)/],
    ['a failure without an error', { code: 500, body: '{}' }, /a failure without/],
  ])('%s', async (_name, slot, says) => {
    const { graph } = await batching([ok({ id: '1' }), slot, ok({ id: '3' })]);
    const [before, damaged, after] = await graph.batch([send('1'), send('2'), send('3')]);
    expect(damaged).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(says) } });
    expect([before, after]).toMatchObject([{ value: { id: '1' } }, { value: { id: '3' } }]);
  });
});

test('slots that are not there leave their items unknown', async () => {
  const { graph } = await batching([ok({ id: '1' })]);
  const [, missing] = await graph.batch([send('1'), { ...send('2'), omitResponseOnSuccess: true }]);
  expect(missing).toMatchObject({ status: 'rejected', reason: { outcome: 'unknown' } });
});

test('headers come when they are asked for', async () => {
  const slot = { ...ok({ id: '1' }), headers: [{ name: 'Content-Type', value: 'text/javascript' }, null] };
  const { graph, seen } = await batching([slot, { ...no(100), headers: [{ name: 'X-A', value: 'b' }] }]);
  const results = await graph.batch([send('1'), send('2')], { includeHeaders: true });
  expect(seen[0]?.json.include_headers).toBe(true);
  expect(results).toMatchObject([
    { status: 'fulfilled', headers: { 'content-type': 'text/javascript' } },
    { status: 'rejected', headers: { 'x-a': 'b' } },
  ]);
});

test('an empty batch asks nothing', async () => {
  const { graph, seen } = await batching();
  expect(await graph.batch([])).toEqual([]);
  expect(seen).toEqual([]);
});

describe('what is refused before anything is sent', () => {
  const file = { filename: 'a.txt', contentType: 'text/plain', size: 1, content: new Uint8Array(1) };
  test.each<[string, BatchItem[], RegExp]>([
    ['51 items', Array(51).fill(send('x')), /51 items is over the limit of 50/],
    ['a file', [{ ...send('x'), file }], /has a file/],
    [
      'two of one name',
      [
        { ...send('1'), name: 'a' },
        { ...send('2'), name: 'a' },
      ],
      /same name/,
    ],
    ['a dependency on nobody', [{ ...send('1'), dependsOn: 'b' }], /depends on "b"/],
    ['a path that is none', [{ ...send('1'), path: 'me?x' }], /no path/],
  ])('%s', async (_name, items, says) => {
    const { graph, seen } = await batching();
    const error = await failure(graph.batch(items));
    expect(error).toBeInstanceOf(CallError);
    expect(error.message).toMatch(says);
    expect(seen).toEqual([]);
  });
});

describe('the batch as a whole fails', () => {
  test('when the platform refuses it', async () => {
    const { graph } = await batching({ error: { message: `bad ${TOKEN}`, code: 190 } });
    const error = await failure(graph.batch([send('1')]));
    expect(error).toBeInstanceOf(GraphError);
    expect(error.message).toBe('The Graph API refused POST /: bad … (190)');
  });

  test('when the answer is no list', async () => {
    const { graph } = await batching({ id: '5' });
    expect(await failure(graph.batch([send('1')]))).toBeInstanceOf(GraphAnswerError);
  });

  test('when nobody is there, saying that nothing was sent', async () => {
    const graph = new Graph({ origin: await nobody(), accessToken: TOKEN, patience: 1 });
    const error = await failure(graph.batch([{ ...send('1'), accessToken: 'EAAanotherTOKEN123' }]));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ outcome: 'notSent' });
    expect(inspect(error)).not.toContain('EAA');
    await graph.close();
  });
});
