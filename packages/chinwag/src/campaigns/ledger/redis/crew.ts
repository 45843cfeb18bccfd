import { isGone, patienceWith } from '../../leading/owner.js';
import type { Lease } from '../../ledger.js';
import { type Flat, pairs } from './records.js';

interface Seen {
  beat: string;
  /** Milliseconds it has stood still, as far as anybody was looking. */
  silent: number;
}

/** At least so often in a lease somebody must have looked: a Redis that was away hears nobody's beat. */
const LOOKS = 4;

/** A worker whose process has ended, or who has shown no sign of life for as long as a lease lasts. */
export interface Dead {
  fence: string;
  owner: string;
  beat: string;
}

/** The other workers of a campaign, as one of them sees them. Nobody compares clocks: a beat that stands still tells. */
export class Crew {
  #lease: number;
  #seen = new Map<string, Seen>();
  #lookedAt: number | undefined;

  /** @param lease Milliseconds. */
  constructor(lease: number) {
    this.#lease = lease;
  }

  /**
   * Looks at everybody; answers who is dead.
   * @param now By a clock of this process that never jumps.
   */
  look(me: Lease, workers: Flat, beats: Flat, now: number): Dead[] {
    const beatOf = new Map(pairs(beats));
    const dead: Dead[] = [];
    const passed = Math.min(now - (this.#lookedAt ?? now), this.#lease / LOOKS);
    this.#lookedAt = now;
    const known = this.#seen;
    this.#seen = new Map();
    for (const [fence, owner] of pairs(workers)) {
      if (Number(fence) === me.fence) continue;
      const beat = beatOf.get(fence) ?? '';
      const before = known.get(fence);
      const seen = { beat, silent: before?.beat === beat ? before.silent + passed : 0 };
      this.#seen.set(fence, seen);
      if (isGone(owner) || seen.silent >= patienceWith(owner, this.#lease)) dead.push({ fence, owner, beat });
    }
    return dead;
  }
}
