import type { HeldTurn, SendRecord, Storage } from '../storage/storage.js';
import { type Clock, pause, systemClock } from '../time/clock.js';

/** What becomes of a send of which nobody knows whether it arrived. */
export type UnknownOutcome = 'resend' | 'leave';

export interface JournalOptions {
  /** Milliseconds to wait for the echo of a send whose outcome is unknown. Default 5,000. */
  echoWait?: number;
  /** Then: send it again, at the risk of a double, or leave it, at the risk of a gap. Default `leave`. */
  unknownOutcome?: UnknownOutcome;
}

type Result = Record<string, unknown>;

/** A send began, and whether it arrived cannot be told. */
interface Uncertain {
  outcome?: unknown;
}

/** An attempt that is not to be made any more: what it would send has arrived. */
class Arrived extends Error {
  readonly result: Result;

  constructor(result: Result) {
    super('It has arrived.');
    this.result = result;
  }
}

const POLL_MILLISECONDS = 100;
/** What is longer than this was no waiting. */
const LONGEST_POLL_MILLISECONDS = 500;

/**
 * The sends of one turn, each under a key that is the same when the turn is taken again: what has gone out is not
 * sent twice, and what may have gone out is looked for before it is.
 */
export class Journal {
  #storage: Storage;
  #turn: HeldTurn;
  #prefix: string;
  #earlier: Map<string, SendRecord>;
  #options: Required<JournalOptions>;
  #clock: Clock;
  /** When each send was last noted, by its key. */
  #noted = new Map<string, number>();
  #count = 0;

  constructor(
    storage: Storage,
    turn: HeldTurn,
    prefix: string,
    options: JournalOptions = {},
    clock: Clock = systemClock,
  ) {
    this.#storage = storage;
    this.#turn = turn;
    this.#prefix = prefix;
    this.#earlier = new Map(turn.sends.map((send) => [send.key, send]));
    this.#clock = clock;
    this.#options = { echoWait: 5_000, unknownOutcome: 'leave', ...options };
  }

  /** The key of the next send. To be asked in the order of the calls. */
  nextKey(): string {
    return `${this.#prefix}.${this.#count++}`;
  }

  /** Sends, unless an earlier attempt of this turn has. */
  async once<T extends Result>(key: string, send: () => Promise<T>): Promise<T> {
    const earlier = this.#earlier.get(key);
    if (earlier?.state === 'sent') return earlier.result as T;
    if (earlier) {
      const arrived = await this.#echoOf(key);
      if (arrived) return arrived as T;
      if (this.#options.unknownOutcome === 'leave') return {} as T;
    }
    return this.#attempt(key, send, this.#options.unknownOutcome === 'resend');
  }

  /** Does something, unless an earlier attempt of this turn has; what fails, or is cut off, is done again. */
  async remember<T>(name: string, make: () => Promise<T> | T): Promise<T> {
    const key = `${this.nextKey()}:${name}`;
    const earlier = this.#earlier.get(key);
    if (earlier?.state === 'sent') return earlier.result?.value as T;
    const value = await make();
    await this.#storage.begin(this.#turn, key);
    await this.#storage.sent(this.#turn, key, { value });
    return value;
  }

  async #attempt<T extends Result>(key: string, send: () => Promise<T>, again: boolean): Promise<T> {
    const known = await this.#begin(key);
    if (known) return known as T;
    let result: T;
    try {
      result = await send();
    } catch (error) {
      if (error instanceof Arrived) return error.result as T;
      if ((error as Uncertain | null)?.outcome !== 'unknown') {
        await this.#storage.unsent(this.#turn, key);
        throw error;
      }
      const arrived = await this.#echoOf(key);
      if (arrived) return arrived as T;
      if (again) return this.#attempt(key, send, false);
      throw error;
    }
    await this.#storage.sent(this.#turn, key, result);
    return result;
  }

  /** Notes that a send goes out now, or answers what it has come to. */
  async #begin(key: string): Promise<Result | null> {
    for (;;) {
      const asked = this.#clock.monotonic();
      const known = await this.#note(key);
      // Who stood still in the meantime may have lost the conversation since, and asks again.
      this.#noted.set(key, asked);
      if (known || this.#isFresh(asked)) return known;
    }
  }

  /**
   * What is to be asked before each attempt of a send. Who has waited for a turn to send, or stood still, notes the
   * send again: the conversation may be another's by now.
   */
  guard(key: string): () => Promise<void> | undefined {
    return () => {
      const noted = this.#noted.get(key);
      if (noted === undefined || this.#isFresh(noted)) return undefined;
      return this.#begin(key).then((known) => {
        if (known) throw new Arrived(known);
      });
    };
  }

  #isFresh(noted: number): boolean {
    return this.#clock.monotonic() - noted < this.#storage.lease / 2;
  }

  async #note(key: string): Promise<Result | null> {
    try {
      return await this.#storage.begin(this.#turn, key);
    } catch (error) {
      // It may be noted yet, by a storage that is late; but nothing goes out now.
      if (!this.#earlier.has(key) && !this.#noted.has(key)) this.#withdraw(key).catch(() => {});
      throw error;
    }
  }

  async #withdraw(key: string): Promise<void> {
    await this.#storage.unsent(this.#turn, key);
  }

  /** What the echo said, if one comes within the wait; counted from now, for none could come to a dead process. */
  async #echoOf(key: string): Promise<Result | undefined> {
    for (let left = this.#options.echoWait; ; ) {
      const asked = this.#clock.monotonic();
      const known = await this.#storage.sendOf(key);
      if (known?.state === 'sent') return known.result;
      if (left <= 0) return undefined;
      await pause(POLL_MILLISECONDS, this.#clock);
      // A process that stood still has heard no echo meanwhile.
      left -= Math.min(this.#clock.monotonic() - asked, LONGEST_POLL_MILLISECONDS);
    }
  }
}
