/** Deeper than any webhook; what lies below counts for nothing, so that no nesting overflows the stack. */
const DEEPEST = 64;

/**
 * A short, stable name for a JSON value, whatever the order of its keys: 64 bits, which is plenty to tell one
 * person's events of one kind apart, and no protection against somebody who makes collisions on purpose (webhooks
 * are signed).
 */
export function fingerprint(value: unknown): string {
  const hash = new Fingerprint();
  hash.add(value, 0);
  return hash.toString();
}

/** Two 32-bit lanes, each multiplied by its own odd constant with every character and mixed at the end. */
class Fingerprint {
  #low = 0x811c9dc5;
  #high = 0x9e3779b9;

  add(value: unknown, depth: number): void {
    if (depth > DEEPEST) return;
    if (Array.isArray(value)) {
      this.#text(`[${value.length}`);
      for (const item of value) this.add(item, depth + 1);
    } else if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
      this.#text(`{${entries.length}`);
      for (const [key, inner] of entries) {
        this.#text(`${key.length}.${key}`);
        this.add(inner, depth + 1);
      }
    } else {
      const text = String(value);
      this.#text(`${typeof value}${text.length}.${text}`);
    }
  }

  #text(text: string): void {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      this.#low = Math.imul(this.#low ^ code, 0x01000193);
      this.#high = Math.imul(this.#high ^ code, 0x85ebca6b) ^ (this.#high >>> 13);
    }
  }

  toString(): string {
    return [this.#low ^ (this.#high >>> 16), this.#high ^ (this.#low >>> 15)]
      .map((lane) => (lane >>> 0).toString(36))
      .join('');
  }
}
