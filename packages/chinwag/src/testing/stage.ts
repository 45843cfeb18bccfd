import type { Emulator } from '@chinwag/emulator';
import type { ChinwagBot } from '../create-bot.js';
import type { BotClock } from './bot-clock.js';
import { ExpectationError } from './expectation-error.js';
import type { Failures } from './failures.js';
import type { News } from './news.js';
import { afterPatience } from './patience.js';

/** What everybody in a test has in common. */
export interface Stage {
  bot: Pick<ChinwagBot, 'close' | 'drained' | 'pending'>;
  emulator: Emulator;
  /** The bot's, unless it brought its own. */
  clock: BotClock;
  news: News;
  failures: Failures;
  /** Milliseconds somebody waits for what they expect. */
  timeout: number;
}

/**
 * Waits until the bot has nothing to do and nothing is on its way between it and Messenger.
 *
 * @throws {ExpectationError} when it does not come to rest in time.
 */
export async function rest({ bot, emulator, timeout }: Stage): Promise<void> {
  const rested = async () => {
    // What the bot sent comes back as echoes, deliveries and reads.
    do {
      await bot.drained();
      await emulator.idle();
    } while (bot.pending > 0);
    return true;
  };
  if (!(await within(timeout, rested()))) throw restless(bot, timeout);
}

/** What a promise comes to, or undefined when it takes longer. */
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let stop = () => {};
  const tooLate = new Promise<undefined>((resolve) => {
    stop = afterPatience(milliseconds, () => resolve(undefined));
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    stop();
  }
}

export function restless({ pending }: Stage['bot'], timeout: number): ExpectationError {
  const events = pending === 1 ? '1 event is' : `${pending} events are`;
  return new ExpectationError(
    `The bot has not come to rest within ${timeout} ms: ${events} not done. An action may wait for something that never comes.`,
    { operator: 'idle', expected: 0, actual: pending },
  );
}
