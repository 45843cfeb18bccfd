import type { ParkedEvent } from '../../core/storage/storage.js';

/** With its identity, so that it comes back as the event it was. */
export type Kept = ParkedEvent & { identity: string };

/** What was put aside: so many at most, and the oldest goes first. */
export class MemoryParked {
  #most: number;
  #kept = new Map<string, Kept>();
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  put(parked: Omit<Kept, 'id' | 'at'>, at: number): void {
    const id = String(++this.#count);
    this.#kept.set(id, { ...parked, id, at });
    const oldest = this.#kept.size > this.#most ? this.#kept.keys().next() : undefined;
    if (oldest?.value) this.#kept.delete(oldest.value);
  }

  get(id: string): Kept | undefined {
    return this.#kept.get(id);
  }

  delete(id: string): boolean {
    return this.#kept.delete(id);
  }

  newest(limit: number): ParkedEvent[] {
    const newest = [...this.#kept.values()].reverse().slice(0, limit);
    return newest.map(({ identity: _, ...parked }) => parked);
  }
}
