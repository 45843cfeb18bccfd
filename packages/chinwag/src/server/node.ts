import { BodyTooLargeError, type WebhookAnswer, type WebhookRequest } from '../core/channel.js';
import { ConfigError } from '../core/errors.js';

/** Answers a request; throws only for what is wrong with the bot itself. */
export type Receive = (request: WebhookRequest) => Promise<WebhookAnswer>;

/** What is needed of a request of `node:http`, and what frameworks in front may have put on it. */
interface Incoming {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly readableDidRead: boolean;
  readonly complete: boolean;
  on(name: 'data', listener: (chunk: Uint8Array) => void): unknown;
  on(name: 'end' | 'close', listener: () => void): unknown;
  removeAllListeners(name: 'data'): unknown;
  pause(): unknown;
  /** Express: the address before it cut a mount path off. */
  originalUrl?: string;
  /** Serverless platforms: the bytes, already read. */
  rawBody?: unknown;
}

/** What is needed of an answer of `node:http`. */
interface Outgoing {
  readonly destroyed: boolean;
  writeHead(status: number, headers: Record<string, string | number>): unknown;
  end(body: string): unknown;
}

/** What `node:http`, Express and Connect call with each request. */
export type NodeListener = (request: Incoming, response: Outgoing) => void;

/** A Node request as plain data. A class, for an object with a getter of its own is dear to make for each request. */
class NodeRequest implements WebhookRequest {
  readonly method: string;
  readonly path: string;
  #request: Incoming;
  #search: string;

  constructor(request: Incoming) {
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

function readBody(request: Incoming, limit: number): Promise<Uint8Array> {
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
export function nodeListener(receive: Receive, report: (error: unknown) => void): NodeListener {
  return (request, response) => {
    receive(new NodeRequest(request)).then(
      (answer) => write(request, response, answer),
      (error) => {
        report(error);
        write(request, response, { status: 500 });
      },
    );
  };
}

function write(request: Incoming, response: Outgoing, { status, headers, body = '' }: WebhookAnswer) {
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
