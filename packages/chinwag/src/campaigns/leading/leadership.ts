import type { Clock } from '../../core/time/clock.js';
import { pause } from '../../core/time/clock.js';
import { CampaignRunningError } from '../errors.js';
import type { CampaignRecord, Holder, Lease, Ledger } from '../ledger.js';
import { isGone, patienceWith } from './owner.js';

/** How often whoever runs a campaign shows that they live, and looks what operators want. Milliseconds. */
export const BEAT = 250;
/** Who has shown no sign of life for so long has ended, or stands still and will find that it has lost the campaign. */
export const LEASE = 10_000;

/**
 * Takes the right to run a campaign. Nobody compares clocks: who is there is watched, and has it taken from them only
 * when their process is seen to have ended, or when their beat has stood still for as long as a lease lasts.
 *
 * @throws {CampaignRunningError} when whoever runs it is alive.
 */
export async function lead(
  ledger: Ledger,
  { id, name }: Pick<CampaignRecord, 'id' | 'name'>,
  owner: string,
  { clock, lease = LEASE }: { clock: Clock; lease?: number | undefined },
): Promise<Lease> {
  let taken = await ledger.hold(id, owner);
  if (isLease(taken)) return taken;
  let seen = taken;
  const began = clock.monotonic();
  for (;;) {
    const left = isGone(seen.owner) ? 0 : began + patienceWith(seen.owner, lease) - clock.monotonic();
    if (left <= 0) {
      taken = await ledger.hold(id, owner, seen);
    } else {
      await pause(Math.min(BEAT, left), clock);
      // Looks without taking it from anybody.
      taken = await ledger.hold(id, owner);
    }
    if (isLease(taken)) return taken;
    if (taken.owner !== seen.owner || taken.beat !== seen.beat) {
      if (!isGone(taken.owner)) throw new CampaignRunningError(name, taken.owner);
      seen = taken;
    }
  }
}

function isLease(held: Lease | Holder): held is Lease {
  return 'fence' in held;
}
