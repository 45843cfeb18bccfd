import { ConfigError } from '../../core/errors.js';
import { LeaseLostError, StorageError } from '../../core/storage/storage.js';
import type { StorageSettings } from '../options.js';
import { LOCAL } from './address.js';
import { command, isRedisClient, makeClient, type OwnClient, type RedisClient } from './client.js';
import type { Script } from './script.js';

const GOODBYE_MILLISECONDS = 1_000;

export interface ServerOptions {
  client?: RedisClient;
  url?: string;
  connection?: object;
  prefix?: string;
  timeout?: number;
}

/** Runs steps on the server, each in one round trip, and says in our words what went wrong. */
export class Server {
  #client: RedisClient;
  #own: OwnClient | null = null;
  #timeout: number;
  #tag: string;
  #settings: string[];
  #now: (() => number) | undefined;

  constructor(
    { client, url = LOCAL, connection = {}, prefix = 'chinwag', timeout = 3_000 }: ServerOptions,
    { lease, remember, lifetime, owner }: StorageSettings,
    now: (() => number) | undefined,
  ) {
    if (!/^[^{}]+$/.test(prefix)) {
      throw new ConfigError(`The storage's prefix is a text without braces, not ${JSON.stringify(prefix)}.`);
    }
    if (client !== undefined && !isRedisClient(client)) {
      throw new ConfigError("The storage's client is neither one of ioredis nor one of redis.");
    }
    if (client === undefined) this.#own = makeClient(url, connection);
    this.#client = client ?? (this.#own as OwnClient);
    this.#timeout = timeout;
    this.#tag = `{${prefix}}`;
    this.#settings = [lease, remember, Number.isFinite(lifetime) ? lifetime : '', owner].map(String);
    this.#now = now;
  }

  async open(): Promise<void> {
    if (this.#own?.status !== 'wait') return;
    try {
      await this.#own.connect();
    } catch (error) {
      throw this.#explain(error);
    }
  }

  async close(): Promise<void> {
    if (this.#own) await letGo(this.#own);
  }

  run<T>(script: Script, ...args: (string | number)[]): Promise<T> {
    return this.runInTime(script, args, () => undefined);
  }

  /** As {@link run}; an answer that comes after its caller was told that there is none goes to `late`. */
  async runInTime<T>(script: Script, args: (string | number)[], late: (answer: T) => void): Promise<T> {
    const values = ['1', this.#tag, String(this.#now?.() ?? ''), ...this.#settings, ...args.map(String)];
    try {
      return await this.#inTime(this.#evaluate(script, values) as Promise<T>, late);
    } catch (error) {
      throw this.#explain(error);
    }
  }

  async #evaluate(script: Script, values: string[]): Promise<unknown> {
    try {
      return await command(this.#client, 'EVALSHA', [script.hash, ...values]);
    } catch (error) {
      if (!messageOf(error).startsWith('NOSCRIPT')) throw error;
      return command(this.#client, 'EVAL', [script.text, ...values]);
    }
  }

  #inTime<T>(answer: Promise<T>, late: (answer: T) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        reject(new Error(`no answer within ${this.#timeout} ms`));
        answer.then(late, () => {});
      };
      const timer = setTimeout(giveUp, this.#timeout);
      answer.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  #explain(error: unknown): Error {
    const message = messageOf(error);
    if (message.includes('LEASELOST')) {
      return new LeaseLostError('the conversation');
    }
    return new StorageError(`Redis does not do what it was asked: ${message}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Lets go of a client. A server that is on its way out too, or stands still, is not waited for. */
export async function letGo(client: OwnClient): Promise<void> {
  const leave = setTimeout(() => client.disconnect(), GOODBYE_MILLISECONDS);
  try {
    if (client.status === 'ready') await client.quit();
  } catch {
    // Whatever was asked before has an answer or an error of its own.
  } finally {
    clearTimeout(leave);
    client.disconnect();
  }
}
