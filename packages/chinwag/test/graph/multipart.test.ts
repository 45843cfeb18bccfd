import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { GraphCall } from '../../src/graph/call.js';
import { ConnectionError, GraphError, TimeoutError } from '../../src/graph/errors.js';
import { type GraphFile, prepareFile } from '../../src/graph/file.js';
import { FileError } from '../../src/graph/file-error.js';
import { Graph } from '../../src/graph/graph.js';
import type { GraphOptions } from '../../src/graph/options.js';
import { createTransport as overFetch } from '../../src/graph/transport/fetch.js';
import { failure, nobody, reply, SECRET, type Seen, stub, TOKEN } from './stub.js';

const bytes = (size: number) => Uint8Array.from({ length: size }, (_, index) => (index * 31) % 256);

function file(content: GraphFile['content'], size: number, more: Partial<GraphFile> = {}): GraphFile {
  return { filename: 'cat.png', contentType: 'image/png', size, content, ...more };
}

function upload(one: GraphFile, body: Record<string, unknown> = {}): GraphCall {
  return { method: 'POST', path: 'me/messages', body, file: one };
}

function graphAt(origin: string, options: GraphOptions = {}): Graph {
  const graph = new Graph({ origin, accessToken: TOKEN, ...options });
  onTestFinished(() => graph.close());
  return graph;
}

/** Read by somebody else's parser. */
function formOf(seen: Seen | undefined): Promise<FormData> {
  const headers = { 'content-type': seen?.headers['content-type'] ?? '' };
  return new Response(new Uint8Array(seen?.body ?? []), { headers }).formData();
}

async function* inPieces(content: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < content.length; from += size) yield content.subarray(from, from + size);
}

describe.each<[string, () => GraphOptions]>([
  ['node:http', () => ({})],
  ['fetch', () => ({ transport: overFetch() })],
])('over %s', (_name, options) => {
  const content = bytes(300_000);
  test.each<[string, GraphFile['content']]>([
    ['bytes', content],
    ['a Buffer', Buffer.from(content)],
    ['a blob', new Blob([content])],
    ['pieces', { [Symbol.asyncIterator]: () => inPieces(content, 70_001) }],
  ])('%s arrive as they are, after the fields, their length known', async (_kind, given) => {
    const { origin, seen } = await stub((response) => reply(response, { attachment_id: '5' }));
    const graph = graphAt(origin, { ...options(), appSecret: SECRET });
    const body = {
      recipient: { id: '10' },
      message: { attachment: { type: 'image', payload: { is_reusable: true } } },
      messaging_type: 'RESPONSE',
      persona_id: undefined,
    };
    expect(await graph.call(upload(file(given, content.length), body))).toEqual({ attachment_id: '5' });
    expect(seen[0]?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}` });
    expect(Number(seen[0]?.headers['content-length'])).toBe(seen[0]?.body.length);
    expect(seen[0]?.headers['transfer-encoding']).toBeUndefined();
    expect(seen[0]?.url.searchParams.get('appsecret_proof')).toHaveLength(64);
    expect(seen[0]?.body.toString('latin1')).not.toContain(TOKEN);
    const form = await formOf(seen[0]);
    expect([...form.keys()]).toEqual(['recipient', 'message', 'messaging_type', 'filedata']);
    expect(JSON.parse(String(form.get('recipient')))).toEqual({ id: '10' });
    const arrived = form.get('filedata') as File;
    expect([arrived.name, arrived.type]).toEqual(['cat.png', 'image/png']);
    expect(Buffer.from(await arrived.arrayBuffer()).equals(Buffer.from(content))).toBe(true);
  });

  test('bytes and blobs can be sent again', async () => {
    const { origin, seen } = await stub();
    const graph = graphAt(origin, options());
    for (const given of [content, new Blob([content])]) {
      const call = upload(file(given, content.length));
      await graph.call(call);
      await graph.call(call);
    }
    expect(new Set(seen.map(({ body }) => body.length)).size).toBe(1);
  });

  test.each<[string, number, RegExp]>([
    ['fewer', 300_001, /measured to have 300001 bytes and gave only 300000/],
    ['more', 299_999, /measured to have 299999 bytes and gave more/],
    ['far more', 1, /gave more/],
  ])(
    'content of %s bytes than announced is refused, and no whole form arrives',
    async (_kind, size, says) => {
      const { origin, seen } = await stub();
      const pieces = { [Symbol.asyncIterator]: () => inPieces(content, 50_000) };
      const error = await failure(graphAt(origin, options()).call(upload(file(pieces, size))));
      expect(error).toBeInstanceOf(FileError);
      expect(error).toMatchObject({ reason: 'changed', message: expect.stringMatching(says) });
      expect(seen).toEqual([]);
    },
  );

  test('content that fails half way is refused, and no whole form arrives', async () => {
    const { origin, seen } = await stub();
    const failing = async function* () {
      yield bytes(100_000);
      throw new Error('disk on fire');
    };
    const error = await failure(graphAt(origin, options()).call(upload(file(failing(), 200_000))));
    expect(error).toBeInstanceOf(FileError);
    expect(error).toMatchObject({ reason: 'unreadable', message: expect.stringMatching(/disk on fire/) });
    expect(seen).toEqual([]);
  });

  test('a refusal by the platform is a GraphError', async () => {
    const { origin } = await stub((response) => {
      reply(response, { error: { message: 'too large', code: 100, error_subcode: 2018109 } }, 400);
    });
    const error = await failure(graphAt(origin, options()).call(upload(file(content, content.length))));
    expect(error).toBeInstanceOf(GraphError);
    expect(error).toMatchObject({ subcode: 2018109 });
  });
});

describe('names cannot break out of their place', () => {
  const names = [
    'a"\r\nX-Evil: y\r\n\r\n<script>',
    '";filename="other.png',
    'a\\"b.png',
    'line\u2028end.png',
    'übergröße 🦄.png',
    '%22%0D.png',
    '',
  ];
  test.each(names)('file name %j', async (filename) => {
    const { origin, seen } = await stub();
    await graphAt(origin).call(upload(file(bytes(5), 5, { filename }), { recipient: '1' }));
    const form = await formOf(seen[0]);
    expect([...form.keys()]).toEqual(['recipient', 'filedata']);
    const text = seen[0]?.body.toString() ?? '';
    expect(text.match(/Content-Disposition/g)).toHaveLength(2);
    expect(text).not.toContain('\r\nX-Evil');
    const escaped = filename.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
    expect(text).toContain(`filename="${escaped}"\r\nContent-Type: image/png\r\n\r\n`);
  });

  test('field names, values and types', async () => {
    const { origin, seen } = await stub();
    const body = { 'a"; name="b': 'x\r\n--chinwag\r\nContent-Disposition: form-data; name="evil"\r\n\r\ny' };
    await graphAt(origin).call(upload(file(bytes(5), 5, { contentType: 'image/png\r\nX-Evil: y' }), body));
    const form = await formOf(seen[0]);
    expect([...form.keys()]).toHaveLength(2);
    expect([...form.values()][0]).toBe(body['a"; name="b']);
    expect((form.get('filedata') as File).type).toBe('application/octet-stream');
  });
});

test('an answer before all is sent ends the upload, and the source is let go', async () => {
  const server = createServer((request, response) => {
    request.once('data', () => reply(response, { error: { message: 'no', code: 100 } }, 400));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  let isLetGo = false;
  const endless = async function* () {
    try {
      for (;;) {
        yield bytes(65_536);
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      isLetGo = true;
    }
  };
  const error = await failure(graphAt(`http://127.0.0.1:${port}`).call(upload(file(endless(), 2 ** 30))));
  expect(error).toMatchObject({ code: 100 });
  await expect.poll(() => isLetGo).toBe(true);
});

test('a server that stops reading is waited for only so long, and nothing piles up', async () => {
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  server.on('connection', (socket) => socket.pause());
  await once(server, 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  let given = 0;
  const counted = async function* () {
    for (;;) {
      given += 65_536;
      yield bytes(65_536);
    }
  };
  const graph = graphAt(`http://127.0.0.1:${port}`);
  const error = await failure(graph.call(upload(file(counted(), 2 ** 30)), { timeout: 500 }));
  expect(error).toBeInstanceOf(TimeoutError);
  // No form without its end, so nothing can have come of it.
  expect(error).toMatchObject({ outcome: 'notSent' });
  // What the sockets of the system hold, not what there is.
  expect(given).toBeLessThan(30_000_000);
});

test('a reset in the middle is a connection error, and the stream is let go', async () => {
  const server = createServer((request) => {
    request.once('data', () => request.socket.resetAndDestroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const path = await temporary('big.bin', bytes(8_000_000));
  const stream = createReadStream(path);
  const prepared = await prepareFile(stream);
  const error = await failure(graphAt(`http://127.0.0.1:${port}`).call(upload(prepared)));
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ outcome: 'notSent' });
  await expect.poll(() => stream.closed).toBe(true);
});

test.each<[string, (origin: string, call: GraphCall) => Promise<unknown>]>([
  ['nobody is there', async (_origin, call) => graphAt(await nobody()).call(call)],
  ['the path is none', (origin, call) => graphAt(origin).call({ ...call, path: 'me?x' })],
  ['there is no token', (origin, call) => graphAt(origin, { accessToken: '' }).call(call)],
  ['it is aborted before', (origin, call) => graphAt(origin).call(call, { signal: AbortSignal.abort() })],
])('a stream is let go when %s', async (_name, attempt) => {
  const { origin, seen } = await stub();
  const stream = createReadStream(await temporary('a.bin', bytes(1000)));
  const call = upload(await prepareFile(stream));
  await failure(attempt(origin, call));
  await expect.poll(() => stream.closed).toBe(true);
  expect(seen).toEqual([]);
});

test('a file that grows while it is sent is refused', async () => {
  const { origin, seen } = await stub();
  const path = await temporary('growing.log', bytes(500_000));
  const prepared = await prepareFile(createReadStream(path));
  const writer = createWriteStream(path, { flags: 'a' });
  writer.end(bytes(10));
  await once(writer, 'close');
  const error = await failure(graphAt(origin).call(upload(prepared)));
  expect(error).toMatchObject({ reason: 'changed' });
  expect(seen).toEqual([]);
});

test('a stream can be sent once, and says so the second time', async () => {
  const { origin, seen } = await stub();
  const graph = graphAt(origin);
  const call = upload(await prepareFile(createReadStream(await temporary('a.txt', bytes(9)))));
  await graph.call(call);
  const error = await failure(graph.call(call));
  expect(error).toMatchObject({
    reason: 'unusable',
    message: expect.stringMatching(/was read or closed before/),
  });
  expect(seen).toHaveLength(1);
});

test('a part of a file, a stream of unknown length, and a web stream arrive whole', async () => {
  const { origin, seen } = await stub();
  const graph = graphAt(origin);
  const path = await temporary('part.bin', bytes(200_000));
  const sources = [
    createReadStream(path, { start: 10, end: 149_999 }),
    Readable.from(inPieces(bytes(200_000).subarray(10, 150_000), 9999)),
    Readable.toWeb(
      Readable.from(inPieces(bytes(200_000).subarray(10, 150_000), 9999)),
    ) as ReadableStream<Uint8Array>,
    new PassThrough().end(Buffer.from(bytes(200_000).subarray(10, 150_000))),
  ];
  for (const source of sources) await graph.call(upload(await prepareFile(source)));
  for (const one of seen) {
    const arrived = (await formOf(one)).get('filedata') as File;
    expect(
      Buffer.from(await arrived.arrayBuffer()).equals(Buffer.from(bytes(200_000).subarray(10, 150_000))),
    ).toBe(true);
  }
  expect(seen).toHaveLength(4);
});

async function temporary(name: string, content: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chinwag-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}
