import type { WaitingCalls } from '../../graph/pacing/waits.js';
import { onTheClock } from '../quiet-hours.js';

/** The most sends on their way at once. */
const MOST = 50;
/** How many may wait for their turn: enough that the next one is always there. */
const AHEAD = 8;

/**
 * How many sends may be under way. What would only wait for its turn is better not begun: whatever has begun when the
 * process is killed may have gone out, for all that anybody knows.
 */
export class InFlight {
  readonly most = MOST;
  count = 0;
  #size = AHEAD;

  /** Whether something else than the answers decides how fast it goes: what begins may have to wait. */
  get mayWait(): boolean {
    return this.#size < MOST;
  }

  /** How many more may begin, when these wait. */
  room(waiting: readonly WaitingCalls[]): number {
    const ahead = waiting.reduce((sum, { campaigns }) => sum + campaigns, 0);
    this.#size = ahead > 0 ? AHEAD : Math.min(this.#size * 2, MOST);
    const room = ahead > 0 ? Math.min(AHEAD - ahead, MOST - this.count) : this.#size - this.count;
    return Math.max(0, room);
  }
}

/** What passes sooner is over before anybody has looked at a clock. */
const WORTH_A_TIME = 30_000;

/** Why sends that have begun do not go out; null when nothing out of the ordinary holds them up. */
export function hindrance(waiting: readonly WaitingCalls[], now: number): string | null {
  if (waiting.some(({ reason }) => reason === 'unreachable')) return 'the platform cannot be reached';
  const throttled = waiting.filter(({ reason }) => reason === 'throttled');
  if (throttled.length === 0) return null;
  const longest = Math.max(...throttled.map(({ resumesIn = 0 }) => resumesIn));
  return `the platform throttles the Page${longest > WORTH_A_TIME ? triedAgain(now + longest) : ''}`;
}

/** When it is seen whether what keeps everybody waiting is over. */
export const triedAgain = (at: number) => `, tried again at ${onTheClock(at)}`;
