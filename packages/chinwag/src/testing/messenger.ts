// For whoever compiles for an older library than the one that knows `await using`.
/// <reference lib="esnext.disposable" preserve="true" />
import type { Emulator, Fault, GraphRequestRecord, NewFault, WebhookRecord } from '@chinwag/emulator';
import type { ChinwagBot } from '../create-bot.js';
import { ExpectationError } from './expectation-error.js';
import type { Failure } from './failures.js';
import { Person } from './person.js';
import { rest, restless, type Stage, within } from './stage.js';
import { describeFailure } from './transcript.js';

/** Messenger's time, which a test can move, and the bot's with it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Moves it: `{ hours: 25 }` later the 24-hour window is shut, and what was scheduled until then goes out. Negative
   * numbers move it back.
   */
  move(by: Parameters<Emulator['moveClock']>[0]): void;
}

/** A Messenger with a bot in it, for people to talk to. {@link emulate} makes it. */
export class Messenger<State extends object = Record<string, unknown>> {
  readonly bot: ChinwagBot<State>;
  /** For what this class has no word for. */
  readonly emulator: Emulator;
  readonly clock: Clock;
  readonly #stage: Stage;
  #closed: Promise<void> | undefined;

  constructor(bot: ChinwagBot<State>, stage: Stage) {
    const { emulator, clock } = stage;
    const move = (by: Parameters<Emulator['moveClock']>[0]) => {
      emulator.moveClock(by);
      clock.catchUp();
    };
    this.#stage = stage;
    this.bot = bot;
    this.emulator = emulator;
    this.clock = { now: () => emulator.now(), move };
  }

  /** Somebody new. The Page knows them from something they have done, so the 24-hour window is open. */
  async person(given: Parameters<Emulator['person']>[0] = {}): Promise<Person> {
    return new Person(await this.emulator.person(given), this.#stage);
  }

  /**
   * Lets requests fail by rule: `{ topic: 'messages', times: 1, effect: { type: 'error', code: 1200 } }`. The answer
   * takes the rule back.
   */
  fails(rule: NewFault): Fault & { remove(): void } {
    return this.emulator.fault(rule);
  }

  /** Every Graph request with its answer, oldest first; tokens are blanked. */
  requests(): GraphRequestRecord[] {
    return this.emulator.requests();
  }

  /** Every webhook with the bot's answer, oldest first. */
  webhooks(): WebhookRecord[] {
    return this.emulator.webhooks();
  }

  /**
   * What has gone wrong in actions and sends, also what the error action took care of. What a test has read here
   * fails no expectation any more. Of a bot that existed before, nothing is known.
   */
  failures(): Failure[] {
    return this.#stage.failures.all();
  }

  /**
   * Resolves when the bot has nothing to do and nothing is on its way between it and Messenger.
   *
   * @throws {ExpectationError} when it does not come to rest in time.
   */
  idle(): Promise<void> {
    return rest(this.#stage);
  }

  /**
   * Lets the bot finish, and closes it and the emulator.
   *
   * @throws {ExpectationError} when an action failed and no expectation has told of it, or the bot does not finish.
   */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    const { bot, emulator, failures, timeout } = this.#stage;
    const finished = await within(
      timeout,
      bot.close().then(() => true),
    );
    await emulator.close();
    const failure = failures.next();
    if (failure) {
      throw new ExpectationError(`The bot failed and no test noticed: ${describeFailure(failure.error)}`, {
        operator: 'close',
        cause: failure.error,
      });
    }
    if (!finished) throw restless(bot, timeout);
  }
}
