import type { ChannelEvent } from './event.js';
import { InOrder } from './in-order.js';

export interface InboxOptions {
  /** Turns running at once; more wait. Default 100. */
  concurrency?: number;
  /** Events accepted and not done; past it the webhook answers 503 and Meta tries again. Default 10,000. */
  limit?: number;
  /** Identities remembered, in two halves of this size; the older half goes first. Default 250,000. */
  remember?: number;
}

/**
 * Takes events in, each once, and hands them on: those of one conversation one at a time in the order they
 * came, those of different conversations side by side.
 */
export class Inbox<Event extends ChannelEvent> {
  #handle: (event: Event) => Promise<void>;
  #order = new InOrder();
  #concurrency: number;
  #limit: number;
  #remember: number;
  #recent = new Set<string>();
  #older = new Set<string>();
  #running = 0;
  #waiting: (() => void)[] = [];
  #accepted = 0;
  #whenEmpty: (() => void)[] = [];

  constructor(
    handle: (event: Event) => Promise<void>,
    { concurrency = 100, limit = 10_000, remember = 250_000 }: InboxOptions = {},
  ) {
    this.#handle = handle;
    this.#concurrency = concurrency;
    this.#limit = limit;
    this.#remember = remember;
  }

  /** Events accepted and not done yet. */
  get size(): number {
    return this.#accepted;
  }

  /** Takes all of the events, or none when there is no room for them. */
  accept(events: Event[]): boolean {
    if (this.#accepted > 0 && this.#accepted + events.length > this.#limit) return false;
    for (const event of events) {
      if (this.#isNew(event.identity)) this.#begin(event);
    }
    return true;
  }

  /** Resolves when every accepted event is done. */
  drained(): Promise<void> {
    if (this.#accepted === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenEmpty.push(resolve));
  }

  /** Runs a task in the order of a conversation, as if an event had come. */
  run<T>(conversationId: string, task: () => Promise<T>): Promise<T> {
    this.#accepted++;
    const done = this.#order.run(conversationId, () => this.#inTurn(task));
    const count = () => this.#done();
    done.then(count, count);
    return done;
  }

  #begin(event: Event): void {
    this.#accepted++;
    const turn = () => this.#inTurn(() => this.#handle(event));
    const running = event.conversationId === null ? turn() : this.#order.run(event.conversationId, turn);
    const count = () => this.#done();
    running.then(count, count);
  }

  async #inTurn<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running < this.#concurrency) this.#running++;
    // Who finishes hands its place over, so the count stays as it is.
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }

  #done(): void {
    this.#accepted--;
    if (this.#accepted === 0) for (const resolve of this.#whenEmpty.splice(0)) resolve();
  }

  #isNew(identity: string): boolean {
    if (this.#recent.has(identity) || this.#older.has(identity)) return false;
    if (this.#recent.size >= this.#remember) {
      this.#older = this.#recent;
      this.#recent = new Set();
    }
    this.#recent.add(identity);
    return true;
  }
}
