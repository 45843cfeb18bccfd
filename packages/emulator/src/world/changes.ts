import type { Exchange } from '../traffic/exchange.js';
import type { Message, Thread } from './model.js';

/** Something that somebody watching may want to draw again. */
export type Change =
  | { kind: 'world' }
  | { kind: 'thread'; thread: Thread; message?: Message }
  | { kind: 'traffic'; exchange: Exchange }
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
