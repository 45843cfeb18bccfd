import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { graphRequest } from '../../../../test/graph-request.js';
import { steadyPort } from '../../../../test/steady-port.js';

/** A request as it came over the wire. */
export interface Seen {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** What the body says, when it is JSON. */
  json: Record<string, unknown>;
}

export interface Stub {
  origin: string;
  /** Every request that arrived whole, oldest first. */
  seen: Seen[];
  sockets: Set<Socket>;
  /** How many connections there have ever been. */
  opened: () => number;
  /** How many were open at once at most. */
  peak: () => number;
}

export type Answer = (response: ServerResponse, seen: Seen, request: IncomingMessage) => unknown;

/** A real server that stands in for the Graph API until the test is over. */
export async function stub(answer: Answer = (response) => reply(response, {})): Promise<Stub> {
  const seen: Seen[] = [];
  const sockets = new Set<Socket>();
  let opened = 0;
  let peak = 0;
  const server = createServer(async (request, response) => {
    const body = await graphRequest(request, response);
    if (!body) return;
    const isJson = request.headers['content-type'] === 'application/json';
    const one: Seen = {
      method: request.method ?? '',
      url: new URL(request.url ?? '', 'http://stub'),
      headers: request.headers,
      body,
      json: isJson ? JSON.parse(body.toString()) : {},
    };
    seen.push(one);
    await answer(response, one, request);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    opened += 1;
    peak = Math.max(peak, sockets.size);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, seen, sockets, opened: () => opened, peak: () => peak };
}

export function reply(response: ServerResponse, body: unknown, status = 200): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' }).end(text);
}

/** An address where nobody listens. */
export async function nobody(): Promise<string> {
  return `http://127.0.0.1:${await steadyPort()}`;
}

/** Settles with the error; fails if there is none. */
export async function failure(promise: Promise<unknown>): Promise<Error> {
  const result = await promise.then(
    (value) => ({ value }),
    (error: Error) => ({ error }),
  );
  if ('error' in result) return result.error;
  throw new Error(`There should have been an error, not ${JSON.stringify(result.value)}`);
}

export const TOKEN = 'EAATESTtoken0123456789abcdefghijklmnop';
export const SECRET = '0123456789abcdef0123456789abcdef';
