import type { Tally } from '../ledger.js';

/** Of a campaign of which nothing has been counted. */
export function emptyTally(variants: number): Tally {
  return {
    progress: { queued: 0, sending: 0, sent: 0, failed: 0, doubtful: 0, skipped: 0 },
    failures: {},
    variants: Array.from({ length: variants }, () => ({
      sent: 0,
      delivered: 0,
      read: 0,
      answered: 0,
      failed: 0,
    })),
  };
}
