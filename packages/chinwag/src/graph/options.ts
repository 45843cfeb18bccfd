import { ConfigError } from '../core/errors.js';
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
}

/** A request, for logs and measurements: no token, no query, nothing of what was sent. */
export interface RequestNote {
  method: string;
  /** Relative to the version; empty for a batch. */
  path: string;
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
