import type { Dispatcher, Pool } from 'undici';
import { Deadline } from './deadline.js';
import { ANSWER_LIMIT, type TransportAnswer, TransportFailure, type TransportRequest } from './transport.js';

/** A request without a stream in it: the hot path. */
export type PlainRequest = TransportRequest & { body?: string };

/** Longer than a pause in a conversation, shorter than the platform keeps its side open. */
const KEEP_ALIVE = 30_000;

export function openPool(PoolClass: typeof Pool, origin: string, connections: number): Pool {
  return new PoolClass(origin, {
    connections,
    keepAliveTimeout: KEEP_ALIVE,
    // One deadline over the whole request takes the place of both.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

export function sendThrough(pool: Pool, request: PlainRequest): Promise<TransportAnswer> {
  return new Promise((resolve, reject) => {
    const { method, path, headers, body } = request;
    pool.dispatch({ method, path, headers, body }, new Exchange(request, resolve, reject));
  });
}

/** One request on its way: what undici tells of it, made into an answer or a failure. */
class Exchange implements Dispatcher.DispatchHandler {
  #resolve: (answer: TransportAnswer) => void;
  #reject: (failure: TransportFailure) => void;
  #signal: AbortSignal | undefined;
  #deadline: Deadline;
  #onStart: (() => void) | undefined;
  /** There from the moment the request is written to an open connection. */
  #controller: Dispatcher.DispatchController | undefined;
  #settled = false;
  #status = 0;
  #headers: TransportAnswer['headers'] = {};
  #chunks: Buffer[] | undefined;
  #length = 0;

  constructor(
    request: TransportRequest,
    resolve: (answer: TransportAnswer) => void,
    reject: (failure: TransportFailure) => void,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#signal = request.signal;
    this.#onStart = request.onStart;
    this.#deadline = new Deadline(request.timeout, request.signal, (kind) => {
      const cause = kind === 'aborted' ? this.#signal?.reason : undefined;
      this.#giveUp(new TransportFailure(kind, this.#outcome, { cause }));
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Given up while it waited for a connection: stopped before a byte of it is written.
    if (this.#settled) controller.abort(new Error('given up'));
    else {
      this.#controller = controller;
      this.#onStart?.();
    }
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: TransportAnswer['headers'],
  ): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return;
    this.#length += chunk.length;
    if (this.#length > ANSWER_LIMIT) {
      this.#giveUp(new TransportFailure('tooLarge', 'unknown', { answer: this.#answer() }));
    } else {
      if (this.#chunks) this.#chunks.push(chunk);
      else this.#chunks = [chunk];
    }
  }

  onResponseEnd(): void {
    if (this.#settle()) this.#resolve(this.#answer());
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    if (!this.#settle()) return;
    this.#reject(
      this.#status === 0
        ? new TransportFailure('connection', this.#outcome, { cause })
        : new TransportFailure('cutOff', 'unknown', { cause, answer: this.#answer() }),
    );
  }

  get #outcome(): 'notSent' | 'unknown' {
    return this.#controller ? 'unknown' : 'notSent';
  }

  #giveUp(failure: TransportFailure): void {
    if (!this.#settle()) return;
    this.#reject(failure);
    this.#controller?.abort(failure);
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    this.#deadline.clear();
    return true;
  }

  #answer(): TransportAnswer {
    const chunks = this.#chunks ?? [];
    const bytes = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    return { status: this.#status, headers: this.#headers, body: bytes.toString() };
  }
}
