import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FileError } from '../../src/graph/file-error.js';
import { Graph } from '../../src/graph/graph.js';
import { ArgumentError, appCalls, pageCalls, personCalls } from '../../src/messenger/resources/index.js';
import { APP, APP_TOKEN, PSID } from './cases/case.js';

/** What the platform got. */
interface Request {
  method: string | undefined;
  url: URL;
  token: string | undefined;
  form: Response;
}

let requests: Request[] = [];
let answer: unknown;
let folder: string;
let graph: Graph;

const server = createServer(async (request, response) => {
  requests.push(await received(request));
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
});

async function received(request: IncomingMessage): Promise<Request> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const type = request.headers['content-type'] ?? '';
  return {
    method: request.method,
    url: new URL(request.url ?? '', 'http://graph'),
    token: request.headers.authorization,
    form: new Response(Buffer.concat(chunks), { headers: { 'content-type': type } }),
  };
}

async function only(): Promise<Request> {
  expect(requests).toHaveLength(1);
  return requests[0] as Request;
}

beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  graph = new Graph({ origin: `http://127.0.0.1:${port}`, accessToken: 'PAGE_TOKEN' });
  folder = await mkdtemp(join(tmpdir(), 'chinwag-'));
  await writeFile(join(folder, 'dot.png'), PNG);
});

afterAll(async () => {
  await graph.close();
  await new Promise((closed) => server.close(closed));
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  requests = [];
  answer = { success: true };
});

/** The first bytes of a picture, and some more. */
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

test('a call arrives: method, address, token and body', async () => {
  answer = { id: '5550001' };
  const persona = { name: 'Ana', profilePictureUrl: 'https://x.example/ana.png' };
  await expect(graph.call(pageCalls.createPersona(persona))).resolves.toEqual({ id: '5550001' });
  const { method, url, token, form } = await only();
  expect(`${method} ${url.pathname}${url.search}`).toBe('POST /v26.0/me/personas');
  expect(token).toBe('Bearer PAGE_TOKEN');
  expect(await form.json()).toEqual({ name: 'Ana', profile_picture_url: 'https://x.example/ana.png' });
});

test('lists in a query are JSON, ids in a path stay as they are', async () => {
  await graph.call(personCalls.deleteUserPersistentMenu(PSID));
  await graph.call(pageCalls.getMessage('m_Ab-c$1=='));
  const [menu, message] = requests.map(({ url }) => url);
  expect(menu?.searchParams.get('params')).toBe('["persistent_menu"]');
  expect(menu?.searchParams.get('psid')).toBe(PSID);
  expect(message?.pathname).toBe('/v26.0/m_Ab-c$1==');
});

test('a deletion can say what is to be deleted', async () => {
  await graph.call(personCalls.dissociateLabel(PSID, '712'));
  const { method, url, form } = await only();
  expect(`${method} ${url.pathname}`).toBe('DELETE /v26.0/712/label');
  expect(await form.json()).toEqual({ user: PSID });
});

test("the app's calls carry the app's token, in the header", async () => {
  answer = { data: { is_valid: true } };
  await expect(graph.call(appCalls.debugToken(APP))).resolves.toEqual({ isValid: true });
  const { url, token } = await only();
  expect(token).toBe(`Bearer ${APP_TOKEN}`);
  expect(Object.fromEntries(url.searchParams)).toEqual({ input_token: 'PAGE_TOKEN' });
});

const files: [string, () => Parameters<typeof pageCalls.uploadImage>, { name: string; type: string }][] = [
  ['a stream', () => [createReadStream(join(folder, 'dot.png'))], { name: 'dot.png', type: 'image/png' }],
  ['bytes', () => [PNG, { filename: 'my.png' }], { name: 'my.png', type: 'image/png' }],
  ['nameless bytes', () => [PNG], { name: 'file.png', type: 'image/png' }],
  ['a blob', () => [new Blob([PNG]), { contentType: 'image/png' }], { name: 'file.png', type: 'image/png' }],
];

test.each(files)('%s is uploaded, named and typed, and kept by default', async (_, args, { name, type }) => {
  answer = { attachment_id: '1857777774821032' };
  const call = await pageCalls.uploadImage(...args());
  await expect(graph.call(call)).resolves.toEqual({ attachmentId: '1857777774821032' });
  const form = await (await only()).form.formData();
  expect(JSON.parse(String(form.get('message')))).toEqual({
    attachment: { type: 'image', payload: { is_reusable: true } },
  });
  const file = form.get('filedata') as File;
  expect({ name: file.name, type: file.type, bytes: Buffer.from(await file.arrayBuffer()) }).toEqual({
    name,
    type,
    bytes: PNG,
  });
});

test('what is uploaded need not be kept', async () => {
  const { body } = await pageCalls.uploadFile('https://x.example/a.pdf', { isReusable: false });
  expect(body).toEqual({
    message: {
      attachment: { type: 'file', payload: { url: 'https://x.example/a.pdf', is_reusable: false } },
    },
  });
});

const MEGABYTE = 1024 * 1024;

test.each([
  ['an image', () => pageCalls.uploadImage(Buffer.concat([PNG, Buffer.alloc(8 * MEGABYTE)])), FileError],
  ['a video', () => pageCalls.uploadVideo(Buffer.alloc(25 * MEGABYTE + 1)), FileError],
  ['an empty file', () => pageCalls.uploadFile(Buffer.alloc(0)), FileError],
  ['a file that is not there', () => pageCalls.uploadFile(createReadStream(join(folder, 'none'))), FileError],
  ['no address', () => pageCalls.uploadImage('nowhere'), ArgumentError],
  ['no file', () => pageCalls.uploadImage(7 as never), ArgumentError],
  ['no known kind', () => pageCalls.uploadAttachment('gif' as never, PNG), ArgumentError],
])('%s that cannot be uploaded is refused before anything is sent', async (_, upload, error) => {
  await expect(upload()).rejects.toThrow(error);
  expect(requests).toEqual([]);
});
