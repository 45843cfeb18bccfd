import type { Exchange } from '../traffic/exchange.js';
import type { Message, Person, Thread } from './model.js';

/** Something that somebody watching may want to draw again. */
export type Change =
  /** Apps, Pages, the clock, limits: everything but people and what they say. */
  | { kind: 'world' }
  /** Somebody is new, or has another name. */
  | { kind: 'person'; person: Person }
  | { kind: 'thread'; thread: Thread; message?: Message }
  | { kind: 'traffic'; exchange: Exchange }
  /** Nothing needs to be as it was. */
  | { kind: 'reset' };

/** Tells whoever watches what has changed. Costs nothing while nobody does. */
export class Changes {
  readonly #watchers = new Set<(change: Change) => void>();

  watch(watcher: (change: Change) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  tell(change: Change): void {
    for (const watcher of this.#watchers) watcher(change);
  }
}
