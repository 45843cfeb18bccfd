import type { CampaignState } from '../../../../report.js';
import type { Order } from '../../../protocol.js';

const WORDS = {
  scheduled: 'Scheduled',
  running: 'Running',
  paused: 'Paused',
  waiting: 'Waiting',
  stopped: 'Stopped',
  cancelled: 'Cancelled',
  finished: 'Finished',
  failed: 'Failed',
} as const satisfies Record<CampaignState, string>;

export const stateWord = (state: CampaignState) => WORDS[state];

/** An order that leads to another state. */
export type Steer = Exclude<Order['type'], 'rate'>;

const ORDER_WORDS = {
  pause: 'Pausing…',
  resume: 'Resuming…',
  cancel: 'Cancelling…',
} as const satisfies Record<Steer, string>;

/** What is under way, from when the order was taken until it has been followed. */
export const orderWord = (order: Steer) => ORDER_WORDS[order];

export const hasEnded = (state: CampaignState) => ['cancelled', 'finished', 'failed'].includes(state);
