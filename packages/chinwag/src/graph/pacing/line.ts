import type { Priority } from '../call.js';

/** A call that waits to go. */
export interface Ticket {
  /** How many calls it counts for. */
  count: number;
  /** The token it speaks with. */
  token: string;
  go(now: number): void;
  refuse(reason: unknown): void;
  /** Nobody waits for it any more. */
  isGone: boolean;
}

/** Places that have been passed; fewer are not worth cutting off. */
const PASSED = 1024;

/** Calls of one class, Page and priority that wait, in the order they came. */
export class Line<Lane> {
  readonly lane: Lane;
  readonly priority: Priority;
  /** When it is worth asking again; `Infinity` for a line that is woken. */
  restUntil = 0;
  /** Since when somebody has been waiting, and whether the log knows. */
  since: number | undefined;
  isTold = false;
  #tickets: Ticket[] = [];
  #first = 0;
  #size = 0;

  constructor(lane: Lane, priority: Priority) {
    this.lane = lane;
    this.priority = priority;
  }

  get size(): number {
    return this.#size;
  }

  push(ticket: Ticket): void {
    this.#tickets.push(ticket);
    this.#size += 1;
  }

  /** For what was under way before, and goes again before what has never gone. */
  pushInFront(ticket: Ticket): void {
    if (this.#first > 0) this.#tickets[--this.#first] = ticket;
    else this.#tickets.unshift(ticket);
    this.#size += 1;
  }

  /** Without taking it out. */
  peek(): Ticket | undefined {
    while (this.#tickets[this.#first]?.isGone) this.#first += 1;
    return this.#tickets[this.#first];
  }

  shift(): Ticket | undefined {
    const ticket = this.peek();
    if (!ticket) return undefined;
    this.#size -= 1;
    this.#first += 1;
    if (this.#first > PASSED && this.#first * 2 > this.#tickets.length) {
      this.#tickets = this.#tickets.slice(this.#first);
      this.#first = 0;
    }
    return ticket;
  }

  /** It stays where it is and is passed over. */
  leave(ticket: Ticket): void {
    if (ticket.isGone) return;
    ticket.isGone = true;
    this.#size -= 1;
    // A line that stands still for an hour shall not remember all who gave up in it.
    if (this.#tickets.length > 2 * this.#size + PASSED) {
      this.#tickets = this.waiting();
      this.#first = 0;
    }
  }

  waiting(): Ticket[] {
    return this.#tickets.slice(this.#first).filter(({ isGone }) => !isGone);
  }
}
