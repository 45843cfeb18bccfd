/** Tries to reach an origin that could not be reached: 5 a second at first, then one in two seconds. */
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 2_000;
/** One connection may break while others open. So many in a row, and nobody is there. */
const IN_A_ROW = 3;

/**
 * Whether the other side can be reached at all. While it cannot, one call at a time is let through to see; a connection
 * that does not open though others do is the affair of its own call.
 */
export class Origin {
  #failed = 0;
  #down: { since: number; tryAt: number; pause: number; isTrying: boolean } | undefined;

  get isDown(): boolean {
    return this.#down !== undefined;
  }

  /** Since when, in the clock's monotonic milliseconds. */
  get downSince(): number | undefined {
    return this.#down?.since;
  }

  /** When one call may try: `now` or before it if at once, `Infinity` while one does. */
  tryAt(): number {
    if (!this.#down) return 0;
    return this.#down.isTrying ? Number.POSITIVE_INFINITY : this.#down.tryAt;
  }

  /** A call goes. */
  try(): void {
    if (this.#down) this.#down.isTrying = true;
  }

  /** No connection could be opened for a call begun then. Answers whether that is news. */
  unreachable(now: number, begun: number, random: number): boolean {
    const before = this.#down;
    // Many may have been under way when the first one failed.
    if (before && begun < before.tryAt) return false;
    if (!before && ++this.#failed < IN_A_ROW) return false;
    const pause = before ? Math.min(LONGEST_PAUSE, before.pause * 1.5) : FIRST_PAUSE;
    const tryAt = now + pause * (1 + random / 10);
    this.#down = { since: before?.since ?? now, tryAt, pause, isTrying: false };
    return before === undefined;
  }

  /** For how long a call rests whose connection did not open, apart from what it waits for with all others. */
  restAfter(attempt: number, random: number): number {
    if (this.#down || attempt < IN_A_ROW) return 0;
    return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - IN_A_ROW)) * (0.5 + random / 2);
  }

  /** Who tried was called off before anything could be seen. */
  calledOff(begun: number): void {
    if (this.#down && begun >= this.#down.tryAt) this.#down.isTrying = false;
  }

  /** A call begun then has come to its end in another way. Answers whether that is news. */
  reached(begun: number): boolean {
    this.#failed = 0;
    if (!this.#down || begun < this.#down.tryAt) return false;
    this.#down = undefined;
    return true;
  }
}
