import { randomUUID } from 'node:crypto';
import type { Job, Queue, Worker } from 'bullmq';
import { ConfigError } from '../../../core/errors.js';
import { makeClient, type OwnClient } from '../../../storage/redis/client.js';
import { explained, inTime, type ServerOptions } from './server.js';

/** How long a ticket that was taken may not have been used before another worker gets it, in milliseconds. */
const LOCK = 10_000;
const STALLED_CHECK = 5_000;
/** A ticket never fails: what is true of a chunk stands in the ledger, and a ticket too many does no harm. */
const ALWAYS = 1_000_000;
const QUEUE = 'chunks';

interface Ticket {
  chunk: number;
}

/** Hands out chunks: each is a job of BullMQ that one worker gets. */
export class Tickets {
  #options: ServerOptions;
  #prefix: string;
  #opened: Promise<{ queue: Queue<Ticket>; worker: Worker<Ticket>; client: OwnClient }> | undefined;
  #coming: Promise<Job<Ticket> | undefined> | undefined;

  /** @param prefix What the keys of the queue begin with. */
  constructor(options: ServerOptions, prefix: string) {
    this.#options = options;
    this.#prefix = prefix;
  }

  async issue(chunks: readonly number[]): Promise<void> {
    const opts = { removeOnComplete: true, removeOnFail: true };
    await this.#ask(async () => {
      const { queue } = await this.#open();
      await queue.addBulk(chunks.map((chunk) => ({ name: 'chunk', data: { chunk }, opts })));
    });
  }

  /** The next chunk there is a ticket for; `done` when the ticket has served. */
  async next(): Promise<{ chunk: number; done: () => Promise<void> } | undefined> {
    const token = randomUUID();
    // One that comes too late for whoever asked is for who asks next.
    this.#coming ??= this.#open().then(({ worker }) => worker.getNextJob(token, { block: false }));
    const coming = this.#coming;
    coming.catch(() => {
      if (this.#coming === coming) this.#coming = undefined;
    });
    const job = await this.#ask(() => coming);
    this.#coming = undefined;
    if (!job) return undefined;
    return {
      chunk: job.data.chunk,
      done: async () => {
        // Whoever was too slow finds it taken from them: it will come again, and do no harm.
        await job.moveToCompleted(null, job.token ?? token, false).catch(() => undefined);
      },
    };
  }

  /** Whether there are tickets that nobody has used. */
  async areThere(): Promise<boolean> {
    return this.#ask(async () => {
      const { queue } = await this.#open();
      const { waiting = 0, active = 0 } = await queue.getJobCounts('waiting', 'active');
      return waiting + active > 0;
    });
  }

  /** All of them, used or not. */
  async forget(): Promise<void> {
    await this.#ask(async () => {
      const { queue } = await this.#open();
      await queue.obliterate({ force: true });
    });
  }

  async close(): Promise<void> {
    const opened = await this.#opened?.catch(() => undefined);
    if (!opened) return;
    await inTime(Promise.allSettled([opened.worker.close(true), opened.queue.close()]), 1_000).catch(
      () => undefined,
    );
    opened.client.disconnect();
  }

  #open() {
    this.#opened ??= this.#connect();
    this.#opened.catch(() => {
      this.#opened = undefined;
    });
    return this.#opened;
  }

  async #connect() {
    const { Queue, Worker } = await loadBullmq();
    const { url, connection } = this.#options;
    const client = makeClient(url, { enableAutoPipelining: false, ...connection });
    try {
      await client.connect();
    } catch (error) {
      client.disconnect();
      throw error;
    }
    const options = { connection: client as never, prefix: this.#prefix };
    const queue = new Queue<Ticket>(QUEUE, options);
    const worker = new Worker<Ticket>(QUEUE, null, {
      ...options,
      autorun: false,
      lockDuration: LOCK,
      stalledInterval: STALLED_CHECK,
      maxStalledCount: ALWAYS,
    });
    // Each call that fails tells of it.
    queue.on('error', () => undefined);
    worker.on('error', () => undefined);
    await worker.startStalledCheckTimer();
    return { queue, worker, client };
  }

  async #ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await inTime(work(), this.#options.timeout);
    } catch (error) {
      throw error instanceof ConfigError ? error : explained(error);
    }
  }
}

/** @throws {ConfigError} where it is not installed. */
export async function loadBullmq(): Promise<typeof import('bullmq')> {
  try {
    return await import('bullmq');
  } catch (cause) {
    throw new ConfigError('Campaigns on Redis need the package `bullmq`.', {
      hint: 'Run `npm install bullmq ioredis`.',
      cause,
    });
  }
}
