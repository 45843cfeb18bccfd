import type { IncomingMessage } from 'node:http';

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** On every answer. */
export const SAFE_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Why a request is refused, if it is. The page has no password, so it must be asked by somebody at this machine: under a
 * name of this machine (a foreign name that resolves to it is a rebinding attack), and for an order from the page itself.
 */
export function refusalOf({ method, headers }: IncomingMessage, port: number): string | undefined {
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  if (!headers.host || !hosts.includes(headers.host.toLowerCase())) {
    return 'This page answers only at localhost.';
  }
  if (method === 'GET' || method === 'HEAD') return undefined;
  if (headers.origin !== `http://${headers.host}`) return 'Orders are taken only from the page itself.';
  if (headers['content-type']?.split(';', 1)[0]?.trim() !== 'application/json') return 'An order is JSON.';
  return undefined;
}
