import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ConnectionError, GraphAnswerError, GraphError, TimeoutError } from '../../src/graph/errors.js';
import { Graph } from '../../src/graph/graph.js';
import { createTransport as overFetch } from '../../src/graph/transport/fetch.js';
import { createTransport as overNode } from '../../src/graph/transport/node.js';
import { holdTime } from './held-time.js';
import { failure, reply, stub, TOKEN } from './stub.js';

interface BadAnswer {
  name: string;
  give: (response: ServerResponse) => unknown;
  /** Default: GraphAnswerError. */
  is?: abstract new (
    ...args: never[]
  ) => Error;
  says: RegExp;
  status?: number;
  /** Where a transport has its own way with it. */
  onlyOver?: 'node';
}

/** 64 MB of blanks. */
const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));

const head = { 'content-type': 'application/json' };
const page = `<!DOCTYPE html>\n<html><body>Bad Gateway\u001b[31m ${TOKEN} ${'x'.repeat(500)}`;

/** A gigabyte, if anybody listens that long. */
function flood(response: ServerResponse): void {
  const megabyte = Buffer.alloc(1024 * 1024, 0x20);
  response.writeHead(200, { ...head, 'content-length': 1024 * megabyte.length });
  const pour = () => {
    while (!response.destroyed && response.write(megabyte));
    if (!response.destroyed) response.once('drain', pour);
  };
  pour();
}

function cutShort(response: ServerResponse, text: string): void {
  response.writeHead(200, { ...head, 'content-length': 1000 });
  response.write(text, () => response.destroy());
}

const badAnswers: BadAnswer[] = [
  {
    name: 'HTML with 502',
    give: (r) => reply(r, page, 502),
    says: /is HTML.*HTTP 502.*Bad Gateway/,
    status: 502,
  },
  { name: 'HTML with 200', give: (r) => reply(r, page), says: /is HTML, not JSON \(HTTP 200\)/, status: 200 },
  { name: 'nothing with 200', give: (r) => r.writeHead(200).end(), says: /is empty/, status: 200 },
  { name: 'nothing with 204', give: (r) => r.writeHead(204).end(), says: /is empty/, status: 204 },
  { name: 'nothing with 500', give: (r) => r.writeHead(500).end(), says: /a failure without/, status: 500 },
  { name: '{} with 503', give: (r) => reply(r, {}, 503), says: /a failure without/, status: 503 },
  { name: 'half of the JSON', give: (r) => reply(r, '{"message_id":"m_'), says: /cut off or damaged/ },
  {
    name: 'a connection that ends in the answer',
    give: (r) => cutShort(r, '{"a":'),
    says: /was cut off.*\{"a":/,
  },
  {
    name: 'a connection that ends after the head',
    give: (r) => cutShort(r, ''),
    says: /cut off|lost its connection/,
  },
  { name: 'plain text', give: (r) => reply(r, 'OK'), says: /is not JSON.*OK/ },
  ...['42', '"x"', 'null', 'true'].map((text) => ({
    name: text,
    give: (r: ServerResponse) => reply(r, text),
    says: /is not an object/,
  })),
  { name: 'a list', give: (r) => reply(r, '[{"id":"1"}]'), says: /is a list/ },
  {
    name: 'compressed, unasked',
    give: (r) => r.writeHead(200, { ...head, 'content-encoding': 'gzip' }).end(gzipSync('{"id":"1"}')),
    says: /is compressed/,
    onlyOver: 'node',
  },
  {
    name: 'compressed, and far larger than it looks',
    give: (r) => r.writeHead(200, { ...head, 'content-encoding': 'gzip' }).end(bomb),
    says: /is compressed|is larger than 1048576 bytes/,
  },
  { name: 'a gigabyte', give: flood, says: /is larger than 1048576 bytes/, status: 200 },
  {
    name: 'a redirect',
    give: (r) => r.writeHead(302, { location: '/elsewhere' }).end('<html>'),
    says: /is a redirect, which is not followed/,
    status: 302,
  },
  { name: 'an error in a 200', give: (r) => reply(r, refusal), is: GraphError, says: /#100/ },
  {
    name: 'a code as text',
    give: (r) => reply(r, { error: { ...refusal.error, code: '190' } }),
    is: GraphError,
    says: /190/,
  },
  {
    name: 'an error without a code',
    give: (r) => reply(r, { error: { message: 'no' } }, 400),
    says: /without a code/,
  },
  {
    name: 'an error that is text',
    give: (r) => reply(r, { error: 'invalid_request' }, 400),
    says: /without a code/,
  },
  { name: 'an error that is null', give: (r) => reply(r, { error: null }, 400), says: /without a code/ },
  {
    name: 'a reset',
    give: (r) => r.socket?.resetAndDestroy(),
    is: ConnectionError,
    says: /lost its connection|failed/,
  },
  { name: 'a closed connection', give: (r) => r.destroy(), is: ConnectionError, says: /is unknown/ },
  { name: 'silence', give: () => {}, is: TimeoutError, says: /not answered within 300 ms.*is unknown/ },
  {
    name: 'an answer that never ends',
    give: (r) => r.writeHead(200, head).write('{"id":'),
    is: TimeoutError,
    says: /not answered within 300 ms/,
  },
  {
    name: 'a head of 64 KB',
    give: (r) => r.writeHead(200, { ...head, 'x-long': 'x'.repeat(65_536) }).end('{}'),
    is: ConnectionError,
    says: /header/i,
  },
];

const refusal = { error: { message: '(#100) No matching user found', code: 100, error_subcode: 2018001 } };

describe.each([
  ['node', () => overNode({ connections: 10 })],
  ['fetch', () => overFetch()],
])('F30: over %s', (transportName, transport) => {
  const cases = badAnswers.filter(({ onlyOver }) => onlyOver === undefined || onlyOver === transportName);
  test.each(cases)('$name', async ({ give, is = GraphAnswerError, says, status }) => {
    const pass = is === TimeoutError ? holdTime() : undefined;
    const { origin, seen } = await stub(give);
    const timeout = pass ? 300 : 30_000;
    const graph = new Graph({ origin, accessToken: TOKEN, transport: transport(), timeout });
    onTestFinished(() => graph.close());
    const call = {
      method: 'POST',
      path: 'me/messages',
      body: { message: { text: 'secret plans' } },
    } as const;
    const failing = failure(graph.call(call));
    await expect.poll(() => seen).toHaveLength(1);
    pass?.(300);
    const error = await failing;
    expect(error).toBeInstanceOf(is);
    expect(error.message).toMatch(says);
    expect(error.message).toContain('POST me/messages');
    expect(error).toMatchObject({ method: 'POST', path: 'me/messages', hint: expect.any(String) });
    if (!(error instanceof GraphError)) expect(error).toMatchObject({ outcome: 'unknown' });
    if (status !== undefined) expect(error).toMatchObject({ status });
    expect(error.message.length).toBeLessThan(420);
    const shown = inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error);
    expect(shown).not.toContain(TOKEN);
    expect(shown).not.toContain('secret plans');
    expect(shown).not.toContain('\u001b');
    // Once, for it may have been carried out; and never to where it was redirected.
    expect(seen).toHaveLength(1);
  });
});

test('an answer with a byte order mark is read', async () => {
  const { origin } = await stub((response) => reply(response, '\ufeff{"id":"1"}'));
  const graph = new Graph({ origin, accessToken: TOKEN });
  onTestFinished(() => graph.close());
  expect(await graph.call({ method: 'GET', path: 'me' })).toEqual({ id: '1' });
});

test('an answer in many pieces, cut inside of characters, is read', async () => {
  const text = JSON.stringify({ name: 'Зоя 👩‍👩‍👧 '.repeat(2000) });
  const { origin } = await stub(async (response) => {
    response.writeHead(200);
    const bytes = Buffer.from(text);
    for (let from = 0; from < bytes.length; from += 1001) {
      await new Promise((resolve) => response.write(bytes.subarray(from, from + 1001), resolve));
    }
    response.end();
  });
  for (const transport of [overNode({ connections: 1 }), overFetch()]) {
    const graph = new Graph({ origin, accessToken: TOKEN, transport });
    expect(await graph.call({ method: 'GET', path: 'me' })).toEqual(JSON.parse(text));
    await graph.close();
  }
});

test('what `read` cannot find is an answer error, not a TypeError', async () => {
  const { origin } = await stub((response) => reply(response, { other: `token ${TOKEN}` }));
  const graph = new Graph({ origin, accessToken: TOKEN });
  onTestFinished(() => graph.close());
  const error = await failure(
    graph.call({
      method: 'GET',
      path: 'me',
      read: (answer: { data: { id: string }[] }) => answer.data.length,
    }),
  );
  expect(error).toBeInstanceOf(GraphAnswerError);
  expect(error).toMatchObject({ status: 200, cause: expect.any(TypeError) });
  expect(error.message).toMatch(/lacks what was expected in it/);
  expect(inspect(error)).not.toContain(TOKEN);
});
