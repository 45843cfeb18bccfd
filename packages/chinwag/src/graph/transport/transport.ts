/** A body of several parts whose length is known before the first byte goes out. */
export interface MultipartBody {
  /** Bytes of the whole body. */
  readonly contentLength: number;
  /**
   * The body's bytes, in order. A chunk is valid until the next one is asked for. Throws where a part turns out
   * shorter or longer than announced.
   */
  chunks(): AsyncIterable<Uint8Array>;
}

/** One HTTP request as plain data. */
export interface TransportRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** `https://graph.facebook.com`. */
  origin: string;
  /** Begins with `/`; the query belongs to it. */
  path: string;
  /** Lower-case names. The token is in here and nowhere else. */
  headers: Readonly<Record<string, string>>;
  body?: string | MultipartBody;
  /** Milliseconds until the request is given up. */
  timeout: number;
  signal?: AbortSignal;
  /** Hears when the request really goes: once there is a connection that can take it. */
  onStart?: () => void;
}

export interface TransportAnswer {
  status: number;
  /** Lower-case names. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Decoded as UTF-8; at most {@link ANSWER_LIMIT} bytes. */
  body: string;
}

/**
 * Carries requests. Follows no redirect (the token would go along), reads no more than {@link ANSWER_LIMIT}
 * bytes of an answer, repeats nothing, and fails with a {@link TransportFailure}.
 */
export interface Transport {
  /** Prepares what the first request would have to wait for; undefined where there is nothing to wait for. */
  open?(origin: string): Promise<void> | undefined;
  send(request: TransportRequest): Promise<TransportAnswer>;
  /** Lets what is on its way finish, then closes the connections. */
  close(): Promise<void>;
}

export interface TransportOptions {
  /** The most connections to one origin. */
  connections: number;
}

/** Nothing the Graph API says is longer; what is, is not meant for us. */
export const ANSWER_LIMIT = 1024 * 1024;

/**
 * `connection`: refused, reset, never opened. `timeout` and `aborted`: given up by our side. `cutOff`: the
 * connection ended in the middle of the answer. `tooLarge`: the answer passed the limit. `content`: the file to
 * upload failed; the reason is the cause.
 */
export type TransportFailureKind = 'connection' | 'timeout' | 'aborted' | 'cutOff' | 'tooLarge' | 'content';

/** Why there is no answer, and whether the request can have been handled nevertheless. */
export class TransportFailure extends Error {
  readonly kind: TransportFailureKind;
  /** `notSent` only if the other side cannot have got a whole request. */
  readonly outcome: 'notSent' | 'unknown';
  /** The answer as far as it came. */
  readonly answer: TransportAnswer | undefined;

  constructor(
    kind: TransportFailureKind,
    outcome: 'notSent' | 'unknown',
    options: { cause?: unknown; answer?: TransportAnswer } = {},
  ) {
    super(kind, { cause: options.cause });
    this.name = 'TransportFailure';
    this.kind = kind;
    this.outcome = outcome;
    this.answer = options.answer;
  }
}
