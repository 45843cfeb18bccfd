import { createHash } from 'node:crypto';

const URL_SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** State of one sfc32 generator. */
type Generator = [number, number, number, number];

function next(g: Generator): number {
  const sum = (((g[0] + g[1]) | 0) + g[3]) | 0;
  g[3] = (g[3] + 1) | 0;
  g[0] = g[1] ^ (g[1] >>> 9);
  g[1] = (g[2] + (g[2] << 3)) | 0;
  g[2] = (((g[2] << 21) | (g[2] >>> 11)) + sum) | 0;
  return sum >>> 0;
}

/**
 * Makes every id of the emulator. Each kind of id has its own sequence, so that one more message does not change
 * the id of the next person; the same seed gives the same ids from run to run.
 */
export class Ids {
  readonly #seed: string;
  readonly #sequences = new Map<string, Generator>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** A decimal id as a string; JavaScript numbers cannot hold most of them. */
  decimal(kind: string, digits = 17): string {
    const g = this.#sequence(kind);
    let id = String(1 + (next(g) % 9));
    while (id.length < digits) id += String(next(g) % 1_000_000_000).padStart(9, '0');
    return id.slice(0, digits);
  }

  mid(): string {
    return `m_${this.text('message', 80)}`;
  }

  /** What an error's `fbtrace_id` and the `x-fb-trace-id` header show. */
  trace(): string {
    return `A${this.text('trace', 22)}`;
  }

  /** Random URL-safe characters. */
  text(kind: string, length: number): string {
    const g = this.#sequence(kind);
    let text = '';
    while (text.length < length) {
      let bits = next(g);
      for (let i = 0; i < 5; i++) {
        text += URL_SAFE.charAt(bits & 63);
        bits >>>= 6;
      }
    }
    return text.slice(0, length);
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(kind: string, limit: number): number {
    return next(this.#sequence(kind)) % limit;
  }

  /** Starts every sequence anew but those whose ids live on. */
  restart(except: string[]): void {
    for (const kind of this.#sequences.keys()) if (!except.includes(kind)) this.#sequences.delete(kind);
  }

  /** Where every sequence stands, to be saved with the world. */
  save(): Record<string, number[]> {
    return Object.fromEntries(this.#sequences);
  }

  load(saved: Record<string, number[]>): void {
    this.#sequences.clear();
    for (const [kind, [a = 0, b = 0, c = 0, d = 0]] of Object.entries(saved)) {
      this.#sequences.set(kind, [a, b, c, d]);
    }
  }

  #sequence(kind: string): Generator {
    let generator = this.#sequences.get(kind);
    if (!generator) {
      const hash = createHash('sha256').update(`${this.#seed}\n${kind}`).digest();
      generator = [hash.readInt32LE(0), hash.readInt32LE(4), hash.readInt32LE(8), 1];
      for (let i = 0; i < 12; i++) next(generator);
      this.#sequences.set(kind, generator);
    }
    return generator;
  }
}
