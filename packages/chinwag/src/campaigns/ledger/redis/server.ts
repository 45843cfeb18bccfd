import { LeaseLostError, StorageError } from '../../../core/storage/storage.js';
import { makeClient, type OwnClient } from '../../../storage/redis/client.js';
import { letGo } from '../../../storage/redis/server.js';
import type { Script } from './script.js';

export interface ServerOptions {
  url: string;
  connection: object;
  timeout: number;
}

type Evaluate = (script: string, keys: 1, tag: string, ...args: Argument[]) => Promise<unknown>;

/** `ioredis` speaks bytes as well as text. */
type Client = OwnClient & Record<'evalsha' | 'eval' | 'evalshaBuffer' | 'evalBuffer', Evaluate>;

export type Argument = string | number | Uint8Array;

/** Runs steps on the server, each in one round trip, and says in our words what went wrong. */
export class Server {
  #client: Client;
  #timeout: number;
  #opening: Promise<void> | undefined;
  #name: string;

  constructor({ url, connection, timeout }: ServerOptions) {
    this.#client = makeClient(url, connection) as Client;
    this.#timeout = timeout;
    this.#name = nameOf(url);
  }

  close(): Promise<void> {
    return letGo(this.#client);
  }

  command<T>(name: string, ...args: Argument[]): Promise<T> {
    return this.#ask(() => this.#client.call(name, ...args.map(String))) as Promise<T>;
  }

  run<T>(script: Script, tag: string, ...args: Argument[]): Promise<T> {
    return this.#evaluate('', script, tag, args) as Promise<T>;
  }

  /** As {@link run}, for what is not text. */
  runBinary<T>(script: Script, tag: string, ...args: Argument[]): Promise<T> {
    return this.#evaluate('Buffer', script, tag, args) as Promise<T>;
  }

  #evaluate(as: '' | 'Buffer', { hash, text }: Script, tag: string, args: Argument[]) {
    const client = this.#client;
    return this.#ask(async () => {
      try {
        return await client[`evalsha${as}`](hash, 1, tag, ...args);
      } catch (error) {
        if (!messageOf(error).startsWith('NOSCRIPT')) throw error;
        return client[`eval${as}`](text, 1, tag, ...args);
      }
    });
  }

  async #ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      if (this.#client.status === 'wait') {
        this.#opening ??= this.#client.connect().finally(() => {
          this.#opening = undefined;
        });
      }
      await this.#opening;
      return await inTime(work(), this.#timeout);
    } catch (error) {
      throw explained(error, this.#name);
    }
  }
}

export function inTime<T>(answer: Promise<T>, timeout: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`no answer within ${timeout} ms`));
    const timer = setTimeout(late, timeout);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

export function explained(error: unknown, server = 'Redis'): Error {
  const message = messageOf(error);
  if (message.includes('LEASELOST')) {
    return new LeaseLostError('others have taken over what this process was sending');
  }
  return new StorageError(`${server} does not do what it was asked: ${message}`, { cause: error });
}

/** Where it is, for whoever has mistyped it; without the password. */
function nameOf(url: string): string {
  return URL.canParse(url) ? `Redis at ${new URL(url).host}` : 'Redis';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
