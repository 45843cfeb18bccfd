import type { Session, SessionStore } from '../core/storage/session.js';
import { StorageError } from '../core/storage/storage.js';
import { sessionOf } from './kept-text.js';

/** What is asked of a Keyv, or of anything like one: a `Map` will do. */
export interface KeyvLike {
  get(key: string): unknown;
  set(key: string, value: string, lifetime?: number): unknown;
  delete(key: string): unknown;
  /** Keyv 5 answers as if there were nothing when its store fails, unless this is set: so it is. */
  throwOnErrors?: boolean;
  /** Where an older Keyv tells of trouble, and answers as if there were nothing. */
  on?(name: 'error', listener: (error: unknown) => void): unknown;
  /** There when the store of a Keyv can list what it has. */
  iterator?: unknown;
}

export interface KeyvSessionStoreOptions {
  /** Minutes until an unused session is forgotten. Default: never. */
  expiresIn?: number;
}

/** Sessions in any store Keyv knows: Postgres, MySQL, Mongo, DynamoDB and so on. */
export class KeyvSessionStore implements SessionStore {
  #keyv: KeyvLike;
  #lifetime: number | undefined;
  #troubles = 0;
  #trouble: unknown;

  constructor(keyv: KeyvLike, { expiresIn }: KeyvSessionStoreOptions = {}) {
    this.#keyv = keyv;
    this.#lifetime = expiresIn === undefined ? undefined : expiresIn * 60_000;
    if (keyv.throwOnErrors === false) keyv.throwOnErrors = true;
    keyv.on?.('error', (error) => {
      this.#troubles++;
      this.#trouble = error;
    });
  }

  async read(id: string): Promise<Session | null> {
    const value = await this.#ask(id, () => this.#keyv.get(id));
    return value === undefined || value === null ? null : sessionOf(id, String(value));
  }

  async write(id: string, session: Session): Promise<void> {
    const text = JSON.stringify(session);
    const isKept = await this.#ask(id, () => this.#keyv.set(id, text, this.#lifetime));
    if (isKept === false) throw new StorageError(`The session ${id} was not kept: the store refused it.`);
  }

  async destroy(id: string): Promise<void> {
    await this.#ask(id, () => this.#keyv.delete(id));
  }

  /** Throws where the store cannot list what it has. */
  async all(): Promise<Session[]> {
    const sessions: Session[] = [];
    for await (const session of this.each()) sessions.push(session);
    return sessions;
  }

  /** As {@link all}, one after the other. */
  async *each(): AsyncGenerator<Session> {
    const { iterator } = this.#keyv;
    if (typeof iterator !== 'function') {
      throw new StorageError('This store cannot list its sessions: its Keyv adapter has no iterator.');
    }
    const entries = iterator.call(this.#keyv, undefined) as AsyncIterable<[string, unknown]>;
    for await (const [id, value] of entries) yield sessionOf(id, String(value));
  }

  async #ask(id: string, ask: () => unknown): Promise<unknown> {
    const before = this.#troubles;
    try {
      const answer = await ask();
      if (this.#troubles === before) return answer;
    } catch (cause) {
      throw new StorageError(`The store of the session ${id} does not answer.`, { cause });
    }
    throw new StorageError(`The store of the session ${id} does not answer.`, { cause: this.#trouble });
  }
}
