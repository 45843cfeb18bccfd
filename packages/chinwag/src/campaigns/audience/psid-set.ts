/** The last digits of an id, which are a number of 30 bits. */
const TAIL = 9;
const SLOTS = 1 << 12;
const FULLEST = 0.7;

/** PSIDs that were there, in 17 to 34 bytes each: as texts in a `Set` they would take about a hundred. */
export class PsidSet {
  #size = 0;
  #heads = new Float64Array(SLOTS);
  /** One more than the last digits, as 0 is an empty slot. */
  #tails = new Uint32Array(SLOTS);

  get size(): number {
    return this.#size;
  }

  /** Adds the id, which is digits; answers whether it is new. */
  add(psid: string): boolean {
    const head = Number(psid.slice(0, -TAIL));
    const tail = Number(psid.slice(-TAIL)) + 1;
    const slot = this.#find(head, tail);
    if (this.#tails[slot] !== 0) return false;
    this.#heads[slot] = head;
    this.#tails[slot] = tail;
    this.#size++;
    if (this.#size > this.#tails.length * FULLEST) this.#grow();
    return true;
  }

  /** Where it is, or would be. */
  #find(head: number, tail: number): number {
    const last = this.#tails.length - 1;
    let mixed = Math.imul(tail, 0x9e3779b1) ^ Math.imul(head | 0, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
    let slot = (mixed ^ (mixed >>> 13)) & last;
    while (this.#tails[slot] !== 0 && (this.#tails[slot] !== tail || this.#heads[slot] !== head)) {
      slot = (slot + 1) & last;
    }
    return slot;
  }

  #grow(): void {
    const heads = this.#heads;
    const tails = this.#tails;
    this.#heads = new Float64Array(heads.length * 2);
    this.#tails = new Uint32Array(tails.length * 2);
    for (const [index, tail] of tails.entries()) {
      if (tail === 0) continue;
      const head = heads[index] ?? 0;
      const slot = this.#find(head, tail);
      this.#heads[slot] = head;
      this.#tails[slot] = tail;
    }
  }
}
