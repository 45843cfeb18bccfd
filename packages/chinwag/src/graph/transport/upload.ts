import * as http from 'node:http';
import * as https from 'node:https';
import { Deadline } from './deadline.js';
import {
  ANSWER_LIMIT,
  type MultipartBody,
  type TransportAnswer,
  TransportFailure,
  type TransportRequest,
} from './transport.js';

export type UploadRequest = TransportRequest & { body: MultipartBody };

const KEEP_ALIVE = 30_000;

/** Uploads over `node:http`, which holds no more of a file than the socket has room for. */
export class Uploader {
  #plain = new http.Agent({ keepAlive: true, timeout: KEEP_ALIVE });
  #secure = new https.Agent({ keepAlive: true, timeout: KEEP_ALIVE });

  send(request: UploadRequest): Promise<TransportAnswer> {
    const { method, origin, path, body } = request;
    const headers = { ...request.headers, 'content-length': body.contentLength };
    const outgoing = origin.startsWith('https:')
      ? https.request(origin + path, { method, headers, agent: this.#secure })
      : http.request(origin + path, { method, headers, agent: this.#plain });
    return new Promise((resolve, reject) => new Upload(request, outgoing, resolve, reject));
  }

  close(): void {
    this.#plain.destroy();
    this.#secure.destroy();
  }
}

/** One upload: writes as fast as the socket takes it, and listens for an answer all the while. */
class Upload {
  #outgoing: http.ClientRequest;
  #resolve: (answer: TransportAnswer) => void;
  #reject: (failure: TransportFailure) => void;
  #deadline: Deadline;
  #isWhole = false;
  #isSettled = false;
  #goOn = () => {};

  constructor(
    request: UploadRequest,
    outgoing: http.ClientRequest,
    resolve: (answer: TransportAnswer) => void,
    reject: (failure: TransportFailure) => void,
  ) {
    this.#outgoing = outgoing;
    this.#resolve = resolve;
    this.#reject = reject;
    const { timeout, signal, body } = request;
    this.#deadline = new Deadline(timeout, signal, (kind) => {
      const cause = kind === 'aborted' ? signal?.reason : undefined;
      this.#fail(new TransportFailure(kind, this.#outcome, { cause }));
    });
    outgoing.once('socket', () => request.onStart?.());
    outgoing.on('response', (incoming) => this.#read(incoming));
    outgoing.on('error', (cause) => this.#fail(new TransportFailure('connection', this.#outcome, { cause })));
    this.#write(body).catch((cause) => this.#fail(new TransportFailure('content', 'notSent', { cause })));
  }

  /** Without its last byte no form is a form, so nothing can have come of it. */
  get #outcome(): 'notSent' | 'unknown' {
    return this.#isWhole ? 'unknown' : 'notSent';
  }

  async #write(body: MultipartBody): Promise<void> {
    for await (const chunk of body.chunks()) {
      if (this.#isSettled) return;
      await this.#flush(chunk);
    }
    if (this.#isSettled) return;
    this.#isWhole = true;
    this.#outgoing.end();
  }

  /** Until the chunk is out, for its bytes may be overwritten then; or until nobody wants it any more. */
  #flush(chunk: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.#goOn = resolve;
      this.#outgoing.write(chunk, () => resolve());
    });
  }

  #read(incoming: http.IncomingMessage): void {
    const chunks: Buffer[] = [];
    let length = 0;
    const answer = (): TransportAnswer => ({
      status: incoming.statusCode ?? 0,
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString(),
    });
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > ANSWER_LIMIT)
        this.#fail(new TransportFailure('tooLarge', 'unknown', { answer: answer() }));
      else chunks.push(chunk);
    });
    incoming.on('end', () => {
      if (!this.#settle()) return;
      this.#resolve(answer());
      // Refused before it was all there: the rest need not travel.
      if (!this.#isWhole) this.#outgoing.destroy();
    });
    incoming.on('error', (cause) => {
      this.#fail(new TransportFailure('cutOff', 'unknown', { cause, answer: answer() }));
    });
  }

  #fail(failure: TransportFailure): void {
    if (!this.#settle()) return;
    this.#reject(failure);
    this.#outgoing.destroy();
  }

  #settle(): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    this.#deadline.clear();
    this.#goOn();
    return true;
  }
}
