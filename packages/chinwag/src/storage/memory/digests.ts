/** Slots to begin with; there are always at least twice as many as digests. */
const SLOTS = 1024;

/**
 * A set of texts that keeps 64 bits of each and nothing else: 16 to 32 bytes a text whatever its length, and no
 * object for the garbage collector to carry along. Among a million texts a new one is taken for a known one with a
 * chance of 1 in 10¹³. The seed is this process's own, so nobody can make two alike on purpose.
 */
export class Digests {
  #seed = Math.trunc(Math.random() * 0xffffffff);
  // Two numbers a slot; both are 0 where it is empty.
  #slots = new Uint32Array(2 * SLOTS);
  #mask = SLOTS - 1;
  #low = 0;
  #high = 0;
  size = 0;

  has(text: string): boolean {
    this.#digest(text);
    return this.#slots[2 * this.#find() + 1] !== 0;
  }

  /** Whether it was new. */
  add(text: string): boolean {
    this.#digest(text);
    if (!this.#put()) return false;
    this.size++;
    if (2 * this.size > this.#mask) this.#grow();
    return true;
  }

  /** The last digest's slot, or the empty one where it belongs. */
  #find(): number {
    let slot = this.#low & this.#mask;
    for (;;) {
      const high = this.#slots[2 * slot + 1];
      if (high === 0 || (high === this.#high && this.#slots[2 * slot] === this.#low)) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  /** Whether it was not there. */
  #put(): boolean {
    const slot = this.#find();
    const isNew = this.#slots[2 * slot + 1] === 0;
    this.#slots[2 * slot] = this.#low;
    this.#slots[2 * slot + 1] = this.#high;
    return isNew;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(2 * before.length);
    this.#mask = before.length - 1;
    for (let at = 0; at < before.length; at += 2) {
      this.#low = before[at] ?? 0;
      this.#high = before[at + 1] ?? 0;
      if (this.#high !== 0) this.#put();
    }
  }

  /** Two lanes, each multiplied by its own odd constant with every character, mixed with each other at the end. */
  #digest(text: string): void {
    let one = this.#seed ^ text.length;
    let other = ~this.#seed;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      one = Math.imul(one ^ code, 0x9e3779b1);
      other = Math.imul(other ^ code, 0x5f356495);
    }
    one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35);
    other = Math.imul(other ^ (other >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
    this.#low = one >>> 0;
    // Never 0, which marks an empty slot.
    this.#high = other >>> 0 || 1;
  }
}
