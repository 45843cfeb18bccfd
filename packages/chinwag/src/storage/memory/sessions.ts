import type { Session, SessionStore } from '../../core/storage/session.js';

export interface MemorySessionStoreOptions {
  /** Sessions kept; the one unused the longest goes first. Default 100,000. */
  maxSize?: number;
  /** Minutes until an unused session is forgotten. Default: never. */
  expiresIn?: number;
  /** Milliseconds since 1970; for tests. */
  now?: () => number;
}

interface Kept {
  /** As text, so that nobody holds the stored object and a turn that fails leaves no trace. */
  json: string;
  expires: number;
}

/** Sessions in this process: quick, bounded, and gone when it ends. */
export class MemorySessionStore implements SessionStore {
  // A Map keeps its order of insertion, so the first key is the one unused the longest.
  #kept = new Map<string, Kept>();
  #maxSize: number;
  #lifetime: number;
  #now: () => number;

  constructor({
    maxSize = 100_000,
    expiresIn = Number.POSITIVE_INFINITY,
    now = Date.now,
  }: MemorySessionStoreOptions = {}) {
    this.#maxSize = maxSize;
    this.#lifetime = expiresIn * 60_000;
    this.#now = now;
  }

  read(id: string): Session | null {
    const kept = this.#kept.get(id);
    if (!kept) return null;
    if (kept.expires > this.#now()) return JSON.parse(kept.json) as Session;
    this.#kept.delete(id);
    return null;
  }

  write(id: string, session: Session): void {
    this.#kept.delete(id);
    this.#kept.set(id, { json: JSON.stringify(session), expires: this.#now() + this.#lifetime });
    if (this.#kept.size <= this.#maxSize) return;
    const oldest = this.#kept.keys().next();
    if (!oldest.done) this.#kept.delete(oldest.value);
  }

  destroy(id: string): void {
    this.#kept.delete(id);
  }

  all(): Session[] {
    return [...this.each()];
  }

  *each(): Generator<Session> {
    for (const id of this.#kept.keys()) {
      const session = this.read(id);
      if (session) yield session;
    }
  }
}
