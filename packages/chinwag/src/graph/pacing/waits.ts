import type { Logger } from '../../core/logger.js';
import type { GateListener } from './gate.js';
import type { Lane } from './lane.js';
import type { Line } from './line.js';

/** Calls that wait for their turn. */
export interface WaitingCalls {
  /** The Page's id, or a digest of its token where the id is not known. */
  page: string;
  /** `messages`, `media`, `conversations`, …; `other` for what has no limit of its own. */
  class: string;
  replies: number;
  campaigns: number;
  /** Milliseconds that the first of them has been waiting for. */
  waited: number;
  /** `limit`: for their turn. `throttled`: the platform refuses more for now. `unreachable`: nobody answers. */
  reason: 'limit' | 'throttled' | 'unreachable';
  /** Milliseconds until the platform, which throttles, is asked again; 0 while the answer is on its way. */
  resumesIn?: number;
}

/** A wait that is over sooner is nothing to speak of. */
const WORTH_TELLING = 1_000;

/** Tells the log, once each, when calls begin to wait for long and when nothing waits any more. */
export class Waits implements GateListener {
  #logger: Pick<Logger, 'info'> | undefined;

  constructor(logger: Pick<Logger, 'info'> | undefined) {
    this.#logger = logger;
  }

  waits(line: Line<Lane>, now: number): void {
    if (line.isTold || now - (line.since ?? now) < WORTH_TELLING) return;
    line.isTold = true;
    this.#logger?.info(`${titleOf(line)}: ${line.size} wait for their turn`);
  }

  clears(line: Line<Lane>, now: number): void {
    if (line.isTold) {
      const seconds = Math.round((now - (line.since ?? now)) / 1000);
      this.#logger?.info(`${titleOf(line)}: nothing waits any more, after ${seconds} s`);
    }
    line.isTold = false;
    line.since = undefined;
  }
}

/** What waits in a lane; undefined if nothing does. */
export function waitingIn(lane: Lane, now: number, isDown: boolean): WaitingCalls | undefined {
  const { reply, campaign } = lane.lines;
  if (!lane.isWaitedFor) return undefined;
  const until = lane.throttledUntil(now);
  return {
    page: lane.page.name,
    class: lane.name,
    replies: reply.size,
    campaigns: campaign.size,
    waited: now - Math.min(reply.since ?? now, campaign.since ?? now),
    ...(isDown ? { reason: 'unreachable' } : becauseOf(until, now)),
  };
}

function becauseOf(until: number | undefined, now: number): Pick<WaitingCalls, 'reason' | 'resumesIn'> {
  if (until === undefined) return { reason: 'limit' };
  return { reason: 'throttled', resumesIn: Math.max(0, until - now) };
}

function titleOf({ lane, priority }: Line<Lane>): string {
  return `Page ${lane.page.name}, ${lane.name}${priority === 'campaign' ? ' of campaigns' : ''}`;
}
