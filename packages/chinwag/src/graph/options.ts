import { ConfigError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import type { SharedBudgets } from '../core/storage/budget.js';
import type { Telemetry } from '../core/telemetry.js';
import type { Clock } from '../core/time/clock.js';
import type { PacingRules } from './pacing/rules.js';
import type { Transport, TransportAnswer } from './transport/transport.js';

export interface GraphOptions {
  /** For every call that carries none of its own. */
  accessToken?: string;
  /** With it every request proves that it comes from a server that knows the secret. */
  appSecret?: string;
  /** `v26.0`, also as `26.0`. Default: `v26.0`. */
  version?: string;
  /** Default: `https://graph.facebook.com`. */
  origin?: string;
  /** Send `appsecret_proof`. Default: yes, when there is an `appSecret`. */
  appSecretProof?: boolean;
  /** Instead of undici and `node:http` on Node, and `fetch` elsewhere. */
  transport?: Transport;
  /** Milliseconds for one request. Default: 10,000. */
  timeout?: number;
  /** The most requests on their way at once; more wait for their turn. Default: 100. */
  maxInFlight?: number;
  /** Called before a request goes out. What it throws fails the call, and nothing is sent. */
  onRequest?: (request: RequestNote) => void;
  /** Called when an answer came, whatever it says. It must not throw: the request has been carried out. */
  onResponse?: (response: ResponseNote) => void;
  /** Called when a call has failed and will be made again. It must not throw. */
  onRetry?: (retry: RetryNote) => void;
  /** Called when a trouble begins that concerns more than one call. It must not throw. */
  onTrouble?: (trouble: Trouble) => void;
  /** Milliseconds that a call goes on being tried while nobody can be reached; campaigns go on. Default: 60,000. */
  patience?: number;
  /** What the platform allows; `false` to go by nothing, not even by what it says. Default: by what it says. */
  rules?: PacingRules | false;
  /** Where several processes keep one count of what they send. Default: each keeps its own. */
  budgets?: SharedBudgets;
  /** Where time and chance come from. Default: the machine. */
  clock?: Clock;
  /** Hears of troubles, waits and repetitions. Default: nobody. */
  logger?: Logger;
  /** Follows every call and each attempt at it. Default: nobody. */
  telemetry?: Telemetry;
}

/** A request, for logs and measurements: no token, no query, nothing of what was sent. */
export interface RequestNote {
  method: string;
  /** Relative to the version; empty for a batch. */
  path: string;
  /** 1 for the first. */
  attempt: number;
}

export interface RetryNote extends RequestNote {
  /** What the attempt failed with. */
  error: unknown;
  /** Milliseconds until the next; longer where the Page has to wait or nobody can be reached. */
  pause: number;
}

/**
 * `throttled`: the platform refuses more calls of this class for now, they wait. `pageBlocked`: the Page must not
 * send. `tokenInvalid`: the platform does not take the Page's token. `unreachable`: no connection can be opened.
 */
export interface Trouble {
  kind: 'throttled' | 'pageBlocked' | 'tokenInvalid' | 'unreachable';
  /** The Page's id where it is known, else a digest of its token. */
  page?: string;
  /** `messages`, `media`, …: what is throttled. */
  class?: string;
  /** When it is tried again. */
  until?: Date;
  error: unknown;
}

export interface ResponseNote extends RequestNote {
  status: number;
  /** Lower-case names; the usage headers are among them. */
  headers: TransportAnswer['headers'];
  /** Milliseconds. */
  duration: number;
}

export function checkVersion(version: string): string {
  const found = /^v?(\d{1,3}\.\d{1,2})$/.exec(version);
  if (found) return `v${found[1]}`;
  throw new ConfigError(`version is ${JSON.stringify(version)}, which is no version of the Graph API.`, {
    hint: "Write it like 'v26.0'.",
  });
}

export function checkOrigin(origin: string): string {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  const isBare = url?.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  if (url && isBare && /^https?:$/.test(url.protocol)) return url.origin;
  throw new ConfigError('origin is not the address of a server.', {
    hint: "Write scheme and host, with a port if need be, and nothing behind: 'https://graph.facebook.com'.",
  });
}

/** Timers take no longer one: 24 days. */
const LONGEST = 2 ** 31 - 1;

export function checkTimeout(timeout: number): number {
  if (timeout > 0) return Math.min(timeout, LONGEST);
  throw new ConfigError(`timeout is ${timeout}.`, { hint: 'Give milliseconds, more than 0.' });
}

export function checkMaxInFlight(most: number): number {
  if (Number.isInteger(most) && most > 0) return most;
  throw new ConfigError(`maxInFlight is ${most}.`, { hint: 'Give a whole number, 1 or more.' });
}
