import type { MessengerClient } from '../messenger/client.js';
import type { Audience, Person } from './audience.js';
import type { Campaign } from './campaign.js';
import type { Ledger } from './ledger.js';

/** By its name, so that it is found also where another copy of the package has made the campaign. */
export const REHEARSE = Symbol.for('chinwag.rehearse');

/** Where a campaign can be tried out: what is sent, and what is noted of it, stays there. */
export interface Stage {
  ledger(): Promise<Ledger>;
  client(): Promise<MessengerClient>;
  /** The people of an audience, and they are there to be sent to. */
  audience<P extends Person>(audience: Audience<P>): Audience<P>;
}

/** A campaign that can be tried out. */
export interface Rehearsable {
  /** The same campaign on a stage, at once: its own client, ledger, time and quiet hours do not count there. */
  [REHEARSE](stage: Stage): Campaign;
}
