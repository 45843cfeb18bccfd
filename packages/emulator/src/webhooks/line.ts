import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery, Failure, Outcome, WebhookDelivery } from './delivery.js';

/** What a line needs of whoever owns it. */
export interface LineOwner {
  readonly settings: WebhookDelivery;
  readonly closed: boolean;
  /** True as often as a probability says. */
  chance(probability: number): boolean;
  /** The webhook that carries these events; the answer sends it. */
  compose(deliveries: Delivery[]): (attempt: number) => Promise<Failure | undefined>;
  /** Resolves when somebody listens at the callback again: false when that took too long. */
  comesBack(delivery: Delivery): Promise<boolean>;
  /** Notes that webhooks come through, or do not; the answer says what follows from that. */
  note(delivery: Delivery, failed: boolean): string;
}

/** "Immediately a few more times": milliseconds before each further attempt. */
const RETRY_AFTER = [100, 400, 1_500];

/** After so many milliseconds without a bot, whoever waits for an outcome is told that there is none yet. */
const PATIENCE = 2_000;
/** The same for what comes while the bot is known to be away: long enough to notice that it is back. */
const LATER_PATIENCE = 800;

/** How long an event that lets the next one pass waits for it, and how long a batch waits to fill. */
const HOLD = 500;
const GATHER = 50;

interface Waiting {
  delivery: Delivery;
  due: number;
  settled: boolean;
  settle(outcome: Outcome): void;
}

/**
 * Webhooks that must not overtake each other: one after the other. While nobody listens at the callback they stay in
 * the line, and go out in order when the bot is back.
 */
export class Line {
  readonly #owner: LineOwner;
  readonly #onEmpty: () => void;
  #waiting: Waiting[] = [];
  #sending: Waiting[] = [];
  #running = false;
  /** Why the bot has not been there for longer than anybody wants to wait. */
  #absence: string | undefined;
  #wake = () => {};

  /** @param onEmpty Called when the last event has left the line. */
  constructor(owner: LineOwner, onEmpty: () => void) {
    this.#owner = owner;
    this.#onEmpty = onEmpty;
  }

  add(delivery: Delivery): Promise<Outcome> {
    return new Promise((resolve) => {
      const waiting: Waiting = {
        delivery,
        due: performance.now() + this.#owner.settings.delay,
        settled: false,
        settle(outcome) {
          if (waiting.settled) return;
          waiting.settled = true;
          resolve(outcome);
        },
      };
      this.#waiting.push(waiting);
      if (this.#absence !== undefined) this.#losePatience(waiting);
      this.#wake();
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0 && !this.#owner.closed) {
      this.#sending = await this.#next();
      const outcome = await this.#deliver(this.#sending);
      for (const each of this.#sending) {
        if (each.settled) each.delivery.late?.(outcome);
        else each.settle(outcome);
      }
      this.#sending = [];
    }
    for (const each of this.#waiting) each.settle('the emulator was closed');
    this.#running = false;
    this.#onEmpty();
  }

  /** Takes the next events out of the line: one, or as many as go into a batch. */
  async #next(): Promise<Waiting[]> {
    const { settings } = this.#owner;
    const wait = (this.#waiting[0]?.due ?? 0) - performance.now();
    if (wait > 0) await sleep(wait);
    if (settings.batch > 1 && this.#waiting.length < settings.batch) await sleep(GATHER);
    if (settings.disorder > 0 && this.#owner.chance(settings.disorder)) await this.#letPass();
    const now = performance.now();
    const ready = this.#waiting.findIndex(({ due }) => due > now);
    const most = ready < 1 ? settings.batch : Math.min(ready, settings.batch);
    return this.#waiting.splice(0, most);
  }

  /** The first event steps behind the second, if one comes soon enough. */
  async #letPass(): Promise<void> {
    if (this.#waiting.length < 2) {
      const arrival = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      await Promise.race([arrival, sleep(HOLD, undefined, { ref: false })]);
      this.#wake = () => {};
    }
    const [first, second] = this.#waiting;
    if (first && second) this.#waiting.splice(0, 2, second, first);
  }

  async #deliver(group: Waiting[]): Promise<Outcome> {
    const [first] = group;
    if (!first) return undefined;
    const send = this.#owner.compose(group.map(({ delivery }) => delivery));
    let patience: NodeJS.Timeout | undefined;
    try {
      for (let attempt = 1; ; ) {
        const failure = await send(attempt);
        if (!failure) {
          this.#absence = undefined;
          this.#owner.note(first.delivery, false);
          if (this.#owner.chance(this.#owner.settings.duplicates)) await send(1);
          return undefined;
        }
        const consequence = this.#owner.note(first.delivery, true);
        if (failure.absent) {
          patience ??= setTimeout(() => this.#loseHeart(failure.reason), PATIENCE).unref();
          if (await this.#owner.comesBack(first.delivery)) continue;
          return failure.reason + this.#owner.note(first.delivery, true);
        }
        const pause = RETRY_AFTER[attempt - 1];
        if (pause === undefined || failure.final || this.#owner.closed) return failure.reason + consequence;
        await sleep(pause, undefined, { ref: false });
        attempt++;
      }
    } finally {
      clearTimeout(patience);
    }
  }

  #losePatience(waiting: Waiting): void {
    const tell = () => {
      if (this.#absence !== undefined) waiting.settle(this.#absence);
    };
    setTimeout(tell, LATER_PATIENCE).unref();
  }

  /** Nobody shall wait for hours: everyone in the line is told, and the line goes on waiting. */
  #loseHeart(reason: string): void {
    this.#absence = `${reason}; it is sent again when the bot is back`;
    for (const each of [...this.#sending, ...this.#waiting]) each.settle(this.#absence);
  }
}
