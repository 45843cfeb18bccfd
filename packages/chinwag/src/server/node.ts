import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { BodyTooLargeError, type WebhookAnswer, type WebhookRequest } from '../core/channel.js';
import { ConfigError } from '../core/errors.js';

/** Answers a request; throws only for what is wrong with the bot itself. */
export type Receive = (request: WebhookRequest) => Promise<WebhookAnswer>;

/** What frameworks in front may have put on a request. */
interface Prepared {
  /** Express: the address before it cut a mount path off. */
  originalUrl?: string;
  /** Serverless platforms: the bytes, already read. */
  rawBody?: unknown;
}

/** A Node request as plain data. A class, for an object with a getter of its own is dear to make for each request. */
class NodeRequest implements WebhookRequest {
  readonly method: string;
  readonly path: string;
  #request: IncomingMessage & Prepared;
  #search: string;

  constructor(request: IncomingMessage & Prepared) {
    const target = request.originalUrl ?? request.url ?? '/';
    const mark = target.indexOf('?');
    this.method = request.method ?? 'GET';
    this.path = mark === -1 ? target : target.slice(0, mark);
    this.#search = mark === -1 ? '' : target.slice(mark + 1);
    this.#request = request;
  }

  get query(): URLSearchParams {
    return new URLSearchParams(this.#search);
  }

  header(name: string): string | string[] | undefined {
    return this.#request.headers[name];
  }

  body(limit: number): Promise<Uint8Array> {
    return readBody(this.#request, limit);
  }
}

function readBody(request: IncomingMessage & Prepared, limit: number): Promise<Uint8Array> {
  if (request.rawBody instanceof Uint8Array) return Promise.resolve(request.rawBody);
  if (request.readableDidRead) {
    const hint = 'Mount the bot before body parsers: the signature is over the bytes as they came.';
    return Promise.reject(new ConfigError('the webhook’s body was read before the bot could', { hint }));
  }
  return new Promise((resolve, reject) => {
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > limit) return reject(new BodyTooLargeError());
    const chunks: Uint8Array[] = [];
    let size = 0;
    request.on('data', (chunk: Uint8Array) => {
      size += chunk.byteLength;
      if (size > limit) {
        request.removeAllListeners('data');
        request.pause();
        reject(new BodyTooLargeError());
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('close', () => {
      // Every request closes, and so does one that fails; an error is made, stack and all, only for one cut off.
      if (!request.complete) reject(new Error('The request was cut off'));
    });
  });
}

/** A listener for `node:http`, and for whatever takes one: `createServer(listener)`, Express, Connect. */
export function nodeListener(receive: Receive, report: (error: unknown) => void) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    receive(new NodeRequest(request)).then(
      (answer) => write(request, response, answer),
      (error) => {
        report(error);
        write(request, response, { status: 500 });
      },
    );
  };
}

function write(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body = '' }: WebhookAnswer,
) {
  if (response.destroyed) return;
  // A body that was not read to its end would be taken for the next request.
  const unread = !request.complete && request.method !== 'GET';
  response.writeHead(status, {
    'content-length': Buffer.byteLength(body),
    ...(unread ? { connection: 'close' } : undefined),
    ...headers,
  });
  response.end(body);
}

/** A server that gives up on clients that send too slowly. */
export async function createNodeServer(listener: ReturnType<typeof nodeListener>): Promise<Server> {
  // Loaded by whoever listens: it is a good part of a start-up, and a bot may stand behind another server.
  const { createServer } = await import('node:http');
  return createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, listener);
}
