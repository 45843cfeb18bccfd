/** The last digits of an id, which are a number of 30 bits. */
const TAIL = 9;
const SLOTS = 1 << 6;
const FULLEST = 0.7;
/** Each part grows by itself, so that never all of it is there twice. */
const PARTS = 64;

/** PSIDs that were there, in 17 to 34 bytes each: as texts in a `Set` they would take about a hundred. */
export class PsidSet {
  #parts = Array.from({ length: PARTS }, () => new Part());

  get size(): number {
    return this.#parts.reduce((sum, { size }) => sum + size, 0);
  }

  /** Adds the id, which is digits; answers whether it is new. */
  add(psid: string): boolean {
    const head = Number(psid.slice(0, -TAIL));
    const tail = Number(psid.slice(-TAIL)) + 1;
    const hash = mix(head, tail);
    return this.#parts[hash % PARTS]?.add(head, tail, hash >>> 6) ?? false;
  }
}

function mix(head: number, tail: number): number {
  let mixed = Math.imul(tail, 0x9e3779b1) ^ Math.imul(head | 0, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

class Part {
  size = 0;
  #heads = new Float64Array(SLOTS);
  /** One more than the last digits, as 0 is an empty slot. */
  #tails = new Uint32Array(SLOTS);

  add(head: number, tail: number, hash: number): boolean {
    const slot = this.#find(head, tail, hash);
    if (this.#tails[slot] !== 0) return false;
    this.#heads[slot] = head;
    this.#tails[slot] = tail;
    this.size++;
    if (this.size > this.#tails.length * FULLEST) this.#grow();
    return true;
  }

  /** Where it is, or would be. */
  #find(head: number, tail: number, hash: number): number {
    const last = this.#tails.length - 1;
    let slot = hash & last;
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
      const slot = this.#find(head, tail, mix(head, tail) >>> 6);
      this.#heads[slot] = head;
      this.#tails[slot] = tail;
    }
  }
}
