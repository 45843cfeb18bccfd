import { once } from 'node:events';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { graphRequest } from '../../../../test/graph-request.js';
import type { GraphCall } from '../../src/graph/call.js';
import { Graph } from '../../src/graph/graph.js';
import { found, isListed } from '../listed.js';
import { makeCertificate } from './certificate.js';
import { TOKEN } from './stub.js';

/** One connection in so many is broken. */
const ONE_IN = 20;
/** Then another has to be opened, so that there are many. */
const CALLS_A_CONNECTION = 5;

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A platform that speaks TLS, and notes the number of each call it has read to its end. */
async function secured() {
  const seen: unknown[] = [];
  const server = createSecureServer(makeCertificate(), async (request, response) => {
    const body = await graphRequest(request, response);
    if (!body) return;
    const { n } = JSON.parse(body.toString());
    seen.push(n);
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ n }));
  });
  server.maxRequestsPerSocket = CALLS_A_CONNECTION;
  return { seen, port: await listening(server) };
}

/** Breaks a connection: when it is accepted, when its first bytes have come, or in the middle of the first answer. */
const breaks: ((near: Socket, far: Socket) => void)[] = [
  (near) => near.destroy(),
  (near) => near.resetAndDestroy(),
  (near) => near.once('data', () => near.destroy()),
  (near) => near.once('data', () => near.resetAndDestroy()),
  (near, far) => {
    near.pipe(far);
    far.once('data', (data: Buffer) => near.end(data.subarray(0, 90)));
  },
];

/** The way there, on which one connection in so many is broken before it is secured. */
async function brittle(port: number) {
  let opened = 0;
  let broken = 0;
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const each of [near, far]) each.on('error', () => {});
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    if (++opened % ONE_IN === 0) breaks[broken++ % breaks.length]?.(near, far);
    else near.pipe(far).pipe(near);
  });
  return {
    origin: `https://127.0.0.1:${await listening(server)}`,
    broken: () => broken,
    opened: () => opened,
  };
}

test('F27: connections broken while they are secured are opened again: nothing is missing, nothing twice', async () => {
  // Of who is at the other end nothing is to be learned here.
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { seen, port } = await secured();
  const way = await brittle(port);
  const graph = new Graph({ origin: way.origin, accessToken: TOKEN, maxInFlight: 20 });
  onTestFinished(() => graph.close());
  const calls = isListed ? 10_000 : 600;
  const call = (n: number): GraphCall => ({ method: 'POST', path: 'me/messages', body: { n } });
  const results = await Promise.allSettled(Array.from({ length: calls }, (_, n) => graph.call(call(n))));
  const failed = results.filter(({ status }) => status === 'rejected');
  const missing = calls - new Set(seen).size;
  const twice = seen.length - new Set(seen).size;
  found({
    fault: 'F27',
    scene: `${calls} calls over TLS, ${way.broken()} of ${way.opened()} connections broken before they were secured`,
    promise: 'tried again: none missing, none twice',
    measured: `${missing} missing, ${twice} twice, ${failed.length} failed`,
    isMet: missing === 0 && twice === 0 && failed.length === 0,
  });
  expect(way.broken()).toBeGreaterThanOrEqual(breaks.length);
});
