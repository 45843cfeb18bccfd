import { createTransport } from '#transport';
import { parseAnswer, readAnswer } from './answer.js';
import { type BatchItem, type BatchOptions, type BatchResults, encodeBatch, readBatch } from './batch.js';
import type { CallOptions, GraphCall } from './call.js';
import { type Credentials, Keyring } from './credentials.js';
import { encodeAddress, encodeJson } from './encode.js';
import { AbortError, CallError, type RequestName } from './errors.js';
import { describeFailure, wasNeverOpened } from './failure.js';
import { InFlight } from './in-flight.js';
import { Multipart } from './multipart.js';
import { checkMaxInFlight, checkOrigin, checkTimeout, checkVersion, type GraphOptions } from './options.js';
import type { Transport, TransportAnswer, TransportRequest } from './transport/transport.js';

export type { GraphOptions } from './options.js';

/** Time that a file gets beyond the usual: for the platform to digest it, and a second for each 256 KB. */
const FILE_TIME = 60_000;
const FILE_BYTES_PER_MS = 256;

/** A network that was gone is often back by then. */
const RETRY_AFTER = 100;

/**
 * The Graph API. Makes the calls that others describe, bounded in number and time; the token travels in a header
 * and never shows in an address or an error.
 */
export class Graph {
  /** `https://graph.facebook.com`. A test points it elsewhere. */
  origin: string;
  /** `v26.0`. */
  readonly version: string;
  #accessToken: string | undefined;
  #timeout: number;
  #keyring: Keyring;
  #transport: Transport;
  #inFlight: InFlight;
  #hooks: Pick<GraphOptions, 'onRequest' | 'onResponse'>;
  #closed: Promise<void> | undefined;

  constructor(options: GraphOptions = {}) {
    const { accessToken, appSecret, appSecretProof = true, onRequest, onResponse } = options;
    this.origin = checkOrigin(options.origin ?? 'https://graph.facebook.com');
    this.version = checkVersion(options.version ?? 'v26.0');
    this.#accessToken = accessToken;
    this.#timeout = checkTimeout(options.timeout ?? 10_000);
    this.#keyring = new Keyring(appSecret, appSecretProof);
    const maxInFlight = checkMaxInFlight(options.maxInFlight ?? 100);
    this.#transport = options.transport ?? createTransport({ connections: maxInFlight });
    this.#inFlight = new InFlight(maxInFlight);
    this.#hooks = { onRequest, onResponse };
  }

  /** The client's own token; a call can carry another. */
  get accessToken(): string | undefined {
    return this.#accessToken;
  }

  /**
   * Makes one call. Throws `GraphError` (the platform refused it), `GraphAnswerError` (no answer of the platform),
   * `ConnectionError`, `TimeoutError`, `AbortError` (it could not be asked, or not be heard: see their `outcome`),
   * `FileError`, `CallError` or `ConfigError` (it must not be sent as it is).
   */
  async call<Result>(call: GraphCall<Result>, options: CallOptions = {}): Promise<Result> {
    try {
      const credentials = await this.#credentials(call.accessToken);
      const answer = await this.#exchange(call, this.#request(call, credentials, options), credentials);
      return readAnswer(call, answer, credentials.secrets);
    } catch (error) {
      call.file?.discard?.();
      throw error;
    }
  }

  /**
   * Makes up to 50 calls in one request. They may run side by side unless one depends on another, each counts for
   * the rate limits, and each is settled by itself, as with `Promise.allSettled`. Files go alone, not in a batch.
   * Throws what {@link Graph.call} throws if the request as a whole fails.
   */
  async batch<const Items extends readonly BatchItem[]>(
    items: Items,
    options: BatchOptions = {},
  ): Promise<BatchResults<Items>> {
    if (items.length === 0) return [] as unknown as BatchResults<Items>;
    const whole: GraphCall = { method: 'POST', path: '' };
    const credentials = await this.#credentials(options.accessToken);
    const tokens = new Set(items.flatMap(({ accessToken }) => accessToken ?? []));
    const others = await Promise.all([...tokens].map((token) => this.#credentials(token)));
    const body = encodeBatch(
      items,
      credentials,
      new Map(others.map((other) => [other.token, other])),
      options,
    );
    const secrets = [credentials, ...others].flatMap((each) => each.secrets);
    const answer = await this.#exchange(
      whole,
      this.#request({ ...whole, body }, credentials, options),
      credentials,
    );
    const slots = parseAnswer(whole, answer, secrets);
    return readBatch(items, slots, answer, secrets) as BatchResults<Items>;
  }

  /** Lets what is on its way finish, then closes the connections. Calls made from now on are refused. */
  close(): Promise<void> {
    this.#closed ??= this.#inFlight.idle().then(() => this.#transport.close());
    return this.#closed;
  }

  #credentials(token = this.#accessToken): Credentials | Promise<Credentials> {
    return (token !== undefined && this.#keyring.find(token)) || this.#keyring.make(token);
  }

  #request(call: GraphCall, { headers, proof }: Credentials, options: CallOptions): TransportRequest {
    const { method, file } = call;
    const address = encodeAddress(call);
    const proved = proof === undefined ? '' : `${address.includes('?') ? '&' : '?'}appsecret_proof=${proof}`;
    const request: TransportRequest = {
      method,
      origin: this.origin,
      path: `/${this.version}/${address}${proved}`,
      headers: headers.plain,
      timeout: checkTimeout(options.timeout ?? this.#timeout),
      signal: options.signal,
    };
    if (method === 'GET' && (call.body || file)) {
      throw new CallError(`GET ${call.path} cannot have a body.`, { hint: 'Use query.' });
    }
    if (file) {
      const body = new Multipart(call.body ?? {}, file);
      request.body = body;
      request.headers = { ...headers.plain, 'content-type': body.contentType };
      if (options.timeout === undefined)
        request.timeout += FILE_TIME + Math.ceil(file.size / FILE_BYTES_PER_MS);
    } else if (call.body) {
      request.body = encodeJson(call.body);
      request.headers = headers.json;
    }
    return request;
  }

  /** Waits for its turn, then asks; repeats once if the connection never opened. */
  async #exchange(
    name: RequestName,
    request: TransportRequest,
    { secrets }: Credentials,
  ): Promise<TransportAnswer> {
    const { method, path } = name;
    if (this.#closed) throw new CallError(`${method} ${path} came after close(): nothing was sent.`);
    try {
      request.signal?.throwIfAborted();
      await this.#inFlight.enter(request.signal);
    } catch (reason) {
      throw new AbortError(name, 'notSent', reason);
    }
    try {
      const { onRequest, onResponse } = this.#hooks;
      onRequest?.({ method, path });
      const started = performance.now();
      const answer = await this.#send(request).catch((failure: unknown) => {
        throw describeFailure(name, request, failure, secrets);
      });
      const { status, headers } = answer;
      onResponse?.({ method, path, status, headers, duration: performance.now() - started });
      return answer;
    } finally {
      this.#inFlight.leave();
    }
  }

  async #send(request: TransportRequest): Promise<TransportAnswer> {
    try {
      return await this.#transport.send(request);
    } catch (failure) {
      // A file may have been read from already, and everything else may have been handled.
      if (!wasNeverOpened(failure) || typeof request.body === 'object') throw failure;
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER));
      return this.#transport.send(request);
    }
  }
}
