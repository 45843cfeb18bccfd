import { createRequire } from 'node:module';
import { ConfigError } from '../../core/errors.js';

/** A client of `ioredis`: any topology it knows. */
export interface IoredisClient {
  call(command: string, ...args: string[]): Promise<unknown>;
}

/** A client of `redis` (node-redis), connected to one server. */
export interface NodeRedisClient {
  sendCommand(args: string[]): Promise<unknown>;
}

export type RedisClient = IoredisClient | NodeRedisClient;

/** What is needed of a client we made ourselves. */
export interface OwnClient extends IoredisClient {
  status: string;
  /** The connection, once there is one. */
  stream?: { readonly writableCorked: number; cork(): void; uncork(): void };
  connect(): Promise<void>;
  quit(): Promise<unknown>;
  disconnect(): void;
  on(name: 'error', listener: (error: Error) => void): unknown;
}

type ClientClass = new (url: string, options: object) => OwnClient;

/** A client that fails at once while the server is away, and comes back by itself. */
export function makeClient(url: string, options: object): OwnClient {
  const client = new (findIoredis())(url, {
    lazyConnect: true,
    // What is kept waiting here would be forgotten with the process, while its sender believes it safe.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times: number) => Math.min(times * 50, 1_000),
    ...options,
  });
  // Each call that fails tells of it; without a listener the client would write to the console as well.
  client.on('error', () => undefined);
  return client;
}

export function isRedisClient(client: unknown): client is RedisClient {
  const { call, sendCommand } = (client ?? {}) as { call?: unknown; sendCommand?: unknown };
  return typeof call === 'function' || typeof sendCommand === 'function';
}

export function command(client: RedisClient, name: string, args: string[]): Promise<unknown> {
  if ('stream' in client) writeTogether((client as OwnClient).stream);
  // ioredis has a `sendCommand` too, which takes something else.
  return 'call' in client ? client.call(name, ...args) : client.sendCommand([name, ...args]);
}

/**
 * What is asked within a tick goes out in one piece. Not by ioredis' own pipelining, which lets nothing out before the
 * answer to the piece before has come: with a server that is slow, everything would wait twice.
 */
function writeTogether(stream: OwnClient['stream']): void {
  if (!stream || stream.writableCorked > 0) return;
  stream.cork();
  setImmediate(() => stream.uncork());
}

function findIoredis(): ClientClass {
  try {
    const { Redis } = createRequire(import.meta.url)('ioredis') as { Redis: ClientClass };
    return Redis;
  } catch (cause) {
    throw new ConfigError('The Redis storage needs the package `ioredis`, or a client of yours.', {
      hint: 'Run `npm install ioredis`, or pass `client`.',
      cause,
    });
  }
}
