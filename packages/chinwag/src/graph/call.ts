import type { Place } from '../core/places.js';
import type { GraphFile } from './file.js';

/**
 * One request to the Graph API, as plain data. Resources and messages describe calls; only {@link Graph} makes
 * them, so a call can just as well be an item of a batch.
 */
export interface GraphCall<Result = unknown> {
  method: 'GET' | 'POST' | 'DELETE';
  /** Relative to the version: `me/messages`, `5550001`. Never carries a token. */
  path: string;
  /** Wire names; `undefined` values are left out, arrays and objects travel as JSON. */
  query?: Record<string, unknown>;
  /** Wire names. JSON, or the fields of a multipart form when there is a `file`. */
  body?: Record<string, unknown>;
  /** Sent as the multipart part `filedata`. */
  file?: GraphFile;
  /** Instead of the client's own token: an app token, or another Page's. */
  accessToken?: string;
  /** Makes the platform's answer into what the caller gets; the answer as it came when left out. */
  read?: (answer: never) => Result;
}

/** How long to wait, and how to stop waiting. */
export interface CallOptions {
  /** Aborts the request. One that was already on the wire may still have arrived. */
  signal?: AbortSignal;
  /**
   * Milliseconds until the request fails with a `TimeoutError`, counted from its own start, not from when it
   * began to wait for others, and noticed at most a quarter of it, or a second, late. Default: the client's, 10 s;
   * with a file a minute more, and a second for each 256 KB of it.
   */
  timeout?: number;
  /** A `campaign` waits where not everything can go at once; what answers somebody (`reply`, the default) goes first. */
  priority?: Priority;
  /** @internal */
  passage?: Passage;
}

/** What happens around each attempt of a call. */
export interface Passage {
  /** Asked before it goes out, after it has waited for its turn; what it rejects with ends the call. */
  guard?: Guard | undefined;
  /** Which is not needed while it waits for its turn. */
  place?: Place | undefined;
}

/** Whether an attempt may still be made; rejects where not. */
export type Guard = () => Promise<void> | undefined;

/** Who goes first when not everything can go at once. */
export type Priority = 'reply' | 'campaign';
