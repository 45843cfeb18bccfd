import { createTransport } from '#transport';
import type { Span } from '../core/telemetry.js';
import { systemClock } from '../core/time/clock.js';
import { parseAnswer, readAnswer } from './answer.js';
import { Attempts, type Undertaking } from './attempts.js';
import {
  type BatchItem,
  type BatchOptions,
  type BatchResult,
  type BatchResults,
  encodeBatch,
  readBatch,
} from './batch.js';
import { BatchAttempts, type Settle } from './batch-attempts.js';
import type { CallOptions, GraphCall } from './call.js';
import { type Credentials, Keyring } from './credentials.js';
import { encodeAddress, encodeJson } from './encode.js';
import { CallError, type RequestName } from './errors.js';
import { describeFailure } from './failure.js';
import { answered, attemptToFollow, batchToFollow, callToFollow, factsOf } from './following.js';
import { Multipart } from './multipart.js';
import { checkMaxInFlight, checkOrigin, checkTimeout, checkVersion, type GraphOptions } from './options.js';
import { Pacing } from './pacing/pacing.js';
import type { WaitingCalls } from './pacing/waits.js';
import type { Transport, TransportAnswer, TransportRequest } from './transport/transport.js';

export type { GraphOptions } from './options.js';

/** Time that a file gets beyond the usual: for the platform to digest it, and a second for each 256 KB. */
const FILE_TIME = 60_000;
const FILE_BYTES_PER_MS = 256;

const PATIENCE = 60_000;

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
  #pacing: Pacing;
  #attempts: Attempts;
  #hooks: Pick<GraphOptions, 'onRequest' | 'onResponse' | 'telemetry'>;
  #closed: Promise<void> | undefined;

  constructor(options: GraphOptions = {}) {
    const { accessToken, appSecret, appSecretProof = true, onRequest, onResponse, telemetry } = options;
    const { clock = systemClock, logger, rules, budgets, patience = PATIENCE, onRetry, onTrouble } = options;
    this.origin = checkOrigin(options.origin ?? 'https://graph.facebook.com');
    this.version = checkVersion(options.version ?? 'v26.0');
    this.#accessToken = accessToken;
    this.#timeout = checkTimeout(options.timeout ?? 10_000);
    this.#keyring = new Keyring(appSecret, appSecretProof);
    const most = checkMaxInFlight(options.maxInFlight ?? 100);
    this.#transport = options.transport ?? createTransport({ connections: most });
    this.#pacing = new Pacing({ most, clock, logger, rules, shared: budgets });
    this.#attempts = new Attempts(this.#pacing, { patience, logger, onRetry, onTrouble });
    this.#hooks = { onRequest, onResponse, telemetry };
  }

  /** The client's own token; a call can carry another. */
  get accessToken(): string | undefined {
    return this.#accessToken;
  }

  /** What waits now, by Page and class, and for what. */
  get waiting(): WaitingCalls[] {
    return this.#pacing.waiting;
  }

  /** Makes known which Page a token speaks for: its limits are the Page's, and outlive the token. */
  bind(accessToken: string, pageId: string): void {
    this.#pacing.bind(accessToken, pageId);
  }

  /** The Page that a token speaks for: its id, or where that is not known a digest of the token. */
  pageOf(accessToken = this.#accessToken ?? ''): string {
    return this.#pacing.page(accessToken).name;
  }

  /**
   * Makes one call, when the Page's limits let it, and makes it again where that is safe. Throws `GraphError` (the
   * platform refused it), `PageBlockedError` (the Page must not send), `GraphAnswerError` (no answer of the
   * platform), `ConnectionError`, `TimeoutError`, `AbortError` (it could not be asked, or not be heard: see their
   * `outcome`), `FileError`, `CallError` or `ConfigError` (it must not be sent as it is).
   */
  call<Result>(call: GraphCall<Result>, options: CallOptions = {}): Promise<Result> {
    const made = this.#make(call, options);
    return call.file ? made.catch((error: unknown) => discard(call, error)) : made;
  }

  // No promise more than it needs: this is the path of every send.
  #make<Result>(call: GraphCall<Result>, options: CallOptions): Promise<Result> {
    try {
      this.#checkOpen(call);
      const credentials = this.#credentials(call.accessToken);
      return credentials instanceof Promise
        ? credentials.then((found) => this.#undertake(call, found, options))
        : this.#undertake(call, credentials, options);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #undertake<Result>(
    call: GraphCall<Result>,
    credentials: Credentials,
    options: CallOptions,
  ): Promise<Result> {
    const request = this.#request(call, credentials, options);
    const { token, secrets } = credentials;
    const undertaking: Undertaking = {
      request: call,
      lane: this.#pacing.lane(token, call),
      count: 1,
      token,
      priority: options.priority ?? 'reply',
      signal: options.signal,
      isRepeatable: isRepeatable(call),
      place: options.passage?.place,
    };
    const read = (answer: TransportAnswer) => readAnswer(call, answer, secrets);
    const run = () =>
      this.#attempts.run(undertaking, (attempt, onStart) => {
        request.onStart = onStart;
        const exchange = () => this.#exchange(undertaking, request, secrets, attempt, read);
        const guarding = options.passage?.guard?.();
        return guarding ? guarding.then(exchange) : exchange();
      });
    const open = () => {
      // Before its turn comes: what has had its turn must be on its way at once.
      const opening = call.file ? undefined : this.#transport.open?.(request.origin);
      return opening ? opening.then(run) : run();
    };
    const { telemetry } = this.#hooks;
    if (!telemetry) return open();
    return telemetry.follow(callToFollow(undertaking), (span) => {
      undertaking.span = span;
      return open();
    });
  }

  /**
   * Makes up to 50 calls in one request. They may run side by side unless one depends on another, each counts for
   * the rate limits, and each is settled by itself, as with `Promise.allSettled`; those that can be are made again by
   * themselves, but for those that depend on others. Files go alone, not in a batch. Throws what {@link Graph.call}
   * throws if the request as a whole fails.
   */
  async batch<const Items extends readonly BatchItem[]>(
    items: Items,
    options: BatchOptions = {},
  ): Promise<BatchResults<Items>> {
    if (items.length === 0) return [] as unknown as BatchResults<Items>;
    this.#checkOpen({ method: 'POST', path: '' });
    const credentials = await this.#credentials(options.accessToken);
    const tokens = new Set(items.flatMap(({ accessToken }) => accessToken ?? []));
    const others = await Promise.all([...tokens].map((token) => this.#credentials(token)));
    const known = new Map(others.map((other) => [other.token, other]));
    const secrets = [credentials, ...others].flatMap((each) => each.secrets);
    const whole: GraphCall = { method: 'POST', path: '' };
    const encode = (some: readonly BatchItem[]) =>
      this.#request({ ...whole, body: encodeBatch(some, credentials, known, options) }, credentials, options);
    const first = encode(items);
    await this.#transport.open?.(first.origin);
    const settle: Settle = async (some, undertaking, attempt, onStart) => {
      const request = some.length === items.length ? first : encode(some);
      request.onStart = onStart;
      return this.#exchange(undertaking, request, secrets, attempt, (answer) =>
        readBatch(some, parseAnswer(whole, answer, secrets), answer, secrets),
      );
    };
    const run = (span?: Span) =>
      new BatchAttempts(this.#attempts, this.#pacing, credentials.token, options, span).run(items, settle);
    const { telemetry } = this.#hooks;
    const results = telemetry ? telemetry.follow(batchToFollow(items), run) : run();
    return (await results) as BatchResult[] as BatchResults<Items>;
  }

  /**
   * Lets what is on its way finish, and what can go soon; then closes the connections. Calls made from now on are
   * refused, and so is what waits for a Page that is throttled, or while nobody can be reached.
   */
  close(): Promise<void> {
    this.#closed ??= this.#pacing
      .close(new CallError('close() came while this waited for its turn: nothing was sent.'))
      .then(() => this.#transport.close());
    return this.#closed;
  }

  #checkOpen({ method, path }: RequestName): void {
    if (this.#closed) throw new CallError(`${method} ${path} came after close(): nothing was sent.`);
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

  /** One attempt. */
  #exchange<Result>(
    undertaking: Undertaking,
    request: TransportRequest,
    secrets: readonly string[],
    attempt: number,
    read: (answer: TransportAnswer) => Result,
  ): Promise<Result> {
    const { telemetry } = this.#hooks;
    if (!telemetry) return this.#ask(undertaking, request, secrets, attempt, read);
    return telemetry.follow(attemptToFollow(undertaking, request.origin, attempt), async (span) => {
      const noting = (answer: TransportAnswer) => {
        span.note(answered(answer));
        return read(answer);
      };
      try {
        return await this.#ask(undertaking, request, secrets, attempt, noting);
      } catch (error) {
        span.note(factsOf(error));
        throw error;
      }
    });
  }

  async #ask<Result>(
    { request: { method, path }, lane }: Undertaking,
    request: TransportRequest,
    secrets: readonly string[],
    attempt: number,
    read: (answer: TransportAnswer) => Result,
  ): Promise<Result> {
    const { onRequest, onResponse } = this.#hooks;
    onRequest?.({ method, path, attempt });
    const started = onResponse ? performance.now() : 0;
    let answer: TransportAnswer;
    try {
      answer = await this.#transport.send(request);
    } catch (failure) {
      throw describeFailure({ method, path }, request, failure, secrets);
    }
    const { status, headers } = answer;
    this.#pacing.heed(lane, headers);
    onResponse?.({ method, path, attempt, status, headers, duration: performance.now() - started });
    return read(answer);
  }
}

/** Lets go of the file that was not sent, or not to the end. */
function discard({ file }: GraphCall, error: unknown): never {
  file?.discard?.();
  throw error;
}

/** Whether a call can be made twice: a stream can be read once. */
export function isRepeatable({ file }: GraphCall): boolean {
  return !file || !(Symbol.asyncIterator in file.content);
}
