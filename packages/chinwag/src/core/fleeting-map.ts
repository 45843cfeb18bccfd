/** Once so many keys have gone, a new table is worth its while; few enough that none of them grows old. */
const MANY = 256;

/**
 * A map of what comes and goes by the thousand, a few hundred at a time. A `Map` copies itself into a new table every
 * few deletions and links the old one to it; let one of them grow old, and all that has passed since stays in memory
 * until the next full collection. This one blanks its entries and begins anew, with no link, now and then.
 */
export class FleetingMap<Key, Value extends NonNullable<unknown>> {
  #entries = new Map<Key, Value | undefined>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(key: Key): Value | undefined {
    return this.#entries.get(key);
  }

  set(key: Key, value: Value): void {
    if (this.#entries.get(key) === undefined) this.#size++;
    this.#entries.set(key, value);
  }

  delete(key: Key): void {
    if (this.#entries.get(key) === undefined) return;
    this.#entries.set(key, undefined);
    this.#size--;
    if (this.#entries.size - this.#size >= Math.max(MANY, this.#size)) this.#renew();
  }

  #renew(): void {
    const entries = new Map<Key, Value>();
    this.#entries.forEach((value, key) => {
      if (value !== undefined) entries.set(key, value);
    });
    this.#entries = entries;
  }

  *[Symbol.iterator](): Generator<[Key, Value]> {
    for (const [key, value] of this.#entries) if (value !== undefined) yield [key, value];
  }
}
