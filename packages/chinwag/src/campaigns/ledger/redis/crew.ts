import type { Lease } from '../../ledger.js';
import { isGone } from '../../owner.js';
import { type Flat, pairs } from './records.js';

interface Seen {
  beat: string;
  /** By this process's clock that never jumps. */
  since: number;
}

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

  /** @param lease Milliseconds. */
  constructor(lease: number) {
    this.#lease = lease;
  }

  /** Looks at everybody; answers who is dead. */
  look(me: Lease, workers: Flat, beats: Flat, now: number): Dead[] {
    const beatOf = new Map(pairs(beats));
    const dead: Dead[] = [];
    const known = this.#seen;
    this.#seen = new Map();
    for (const [fence, owner] of pairs(workers)) {
      if (Number(fence) === me.fence) continue;
      const beat = beatOf.get(fence) ?? '';
      const before = known.get(fence);
      const seen = before?.beat === beat ? before : { beat, since: now };
      this.#seen.set(fence, seen);
      if (isGone(owner) || now - seen.since >= this.#lease) dead.push({ fence, owner, beat });
    }
    return dead;
  }
}
