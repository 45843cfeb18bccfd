import type { Pool } from 'undici';
import { refuseAborted } from './deadline.js';
import { openPool, type PlainRequest, sendThrough } from './pool.js';
import type { Transport, TransportAnswer, TransportOptions, TransportRequest } from './transport.js';
import type { Uploader, UploadRequest } from './upload.js';

/** On Node: an undici pool for each origin, and `node:http` for files, which it streams in half the memory. */
export function createTransport(options: TransportOptions): Transport {
  return new NodeTransport(options);
}

class NodeTransport implements Transport {
  #connections: number;
  #pools = new Map<string, Pool>();
  #PoolClass: typeof Pool | undefined;
  #uploader: Promise<Uploader> | undefined;

  constructor(options: TransportOptions) {
    this.#connections = options.connections;
  }

  open(origin: string): Promise<void> | undefined {
    return this.#pools.has(origin) ? undefined : this.#open(origin).then(() => {});
  }

  send(request: TransportRequest): Promise<TransportAnswer> {
    const pool = this.#pools.get(request.origin);
    // Most are of this kind, so they get no promise more than they need.
    if (pool && isPlain(request) && !request.signal?.aborted) return sendThrough(pool, request);
    return this.#prepareAndSend(request);
  }

  async #prepareAndSend(request: TransportRequest): Promise<TransportAnswer> {
    refuseAborted(request.signal);
    if (isPlain(request)) return sendThrough(await this.#open(request.origin), request);
    this.#uploader ??= import('./upload.js').then(({ Uploader }) => new Uploader());
    return (await this.#uploader).send(request as UploadRequest);
  }

  async close(): Promise<void> {
    const uploader = await this.#uploader;
    uploader?.close();
    await Promise.all([...this.#pools.values()].map((pool) => pool.close()));
    this.#pools.clear();
  }

  async #open(origin: string): Promise<Pool> {
    // Loaded when the first request needs it: most of a start-up would go into it otherwise.
    this.#PoolClass ??= (await import('undici/lib/dispatcher/pool.js')).default;
    const pool = this.#pools.get(origin) ?? openPool(this.#PoolClass, origin, this.#connections);
    this.#pools.set(origin, pool);
    return pool;
  }
}

function isPlain(request: TransportRequest): request is PlainRequest {
  return request.body === undefined || typeof request.body === 'string';
}
