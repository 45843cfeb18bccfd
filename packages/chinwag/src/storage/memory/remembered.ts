import { Digests } from './digests.js';

/** Identities seen in the last while, in two halves: when the newer is old or full, the older is forgotten. */
export class Remembered {
  #recent = new Digests();
  #older = new Digests();
  #turned: number;
  #lifetime: number;
  #limit: number;
  #now: () => number;

  /** Each is remembered for at least `lifetime` milliseconds, unless more than `limit` come in that time. */
  constructor(lifetime: number, now: () => number, limit = 500_000) {
    this.#lifetime = lifetime;
    this.#limit = limit;
    this.#now = now;
    this.#turned = now();
  }

  /** Whether it was new. */
  add(identity: string): boolean {
    const age = this.#now() - this.#turned;
    if (age >= this.#lifetime || this.#recent.size >= this.#limit) this.#turn(age);
    if (this.#older.size > 0 && this.#older.has(identity)) return false;
    return this.#recent.add(identity);
  }

  #turn(age: number): void {
    this.#older = age >= 2 * this.#lifetime ? new Digests() : this.#recent;
    this.#recent = new Digests();
    this.#turned = this.#now();
  }
}
