import type { Clock, Timer } from '../../core/time/clock.js';
import type { Priority } from '../call.js';
import { onAbort } from '../on-abort.js';
import type { Lane } from './lane.js';
import type { Line, Ticket } from './line.js';
import { Origin } from './origin.js';

/** A call that wants to go. */
export interface Going {
  lane: Lane;
  priority: Priority;
  /** How many calls it counts for. */
  count: number;
  token: string;
  signal: AbortSignal | undefined;
}

export interface GateListener {
  /** A line has to wait, or has to no more. May be called often. */
  waits(line: Line<Lane>, now: number): void;
  clears(line: Line<Lane>, now: number): void;
}

/** How long a connection that nobody uses stays open. */
const KEPT_OPEN = 30 * 1_000;

const PRIORITIES = ['reply', 'campaign'] as const;

/**
 * Where every call passes: no more on its way at once than allowed, each line only as fast as its budgets let it. A
 * place is taken when a call can go and not before, so a line that must wait holds nobody up. Answers go before
 * campaigns, lines of the same priority take turns, and a line keeps its order.
 */
export class Gate {
  readonly origin = new Origin();
  #most: number;
  #clock: Clock;
  #listener: GateListener;
  #count = 0;
  /** The most on their way at once lately, and when they were: so many connections are open. */
  #peak = 0;
  #peakAt = Number.NEGATIVE_INFINITY;
  /** Lines that can go, and want for a place; in turn. */
  #ready: Record<Priority, Set<Line<Lane>>> = { reply: new Set(), campaign: new Set() };
  #resting = new Set<Line<Lane>>();
  #alarm: { at: number; timer: Timer } | undefined;
  #whenIdle: (() => void)[] = [];

  constructor(most: number, clock: Clock, listener: GateListener) {
    this.#most = most;
    this.#clock = clock;
    this.#listener = listener;
  }

  /** Undefined if it goes at once, else when it was let go. Rejects with the signal's reason if that aborts before. */
  enter(going: Going, isRepeated: boolean): Promise<number> | undefined {
    const { lane, priority, count } = going;
    const line = lane.lines[priority];
    if (line.size === 0 && this.#count < this.#most && !this.origin.isDown) {
      const now = this.#clock.monotonic();
      if (lane.readyAt(now, priority, count) <= now) {
        this.#go(line, now, count);
        return undefined;
      }
    }
    return this.#wait(line, going, isRepeated);
  }

  /** Whether one of those that wait needs a connection that is not open. */
  willOpen(waiting: number): boolean {
    const isOld = this.#clock.monotonic() - this.#peakAt > KEPT_OPEN;
    return isOld || Math.min(this.#most, this.#count + waiting) > this.#peak;
  }

  /** A call has come to its end. */
  leave(): void {
    this.#count -= 1;
    if (this.#ready.reply.size + this.#ready.campaign.size > 0) this.#pump();
    this.#tellIdle();
  }

  /** What a lane waited for has changed. */
  wake(lane: Lane): void {
    for (const priority of PRIORITIES) this.#sort(lane.lines[priority], this.#clock.monotonic());
    this.#pump();
  }

  /** No connection could be opened; answers whether it is news that nobody can be reached. */
  unreachable(begun: number): boolean {
    const now = this.#clock.monotonic();
    const isNews = this.origin.unreachable(now, begun, this.#clock.random());
    this.#pump();
    return isNews;
  }

  reached(begun: number): boolean {
    const isNews = this.origin.reached(begun);
    if (isNews) this.#pump();
    return isNews;
  }

  /** When nothing is on its way and nothing waits. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenIdle.push(resolve);
      this.#tellIdle();
    });
  }

  #wait(line: Line<Lane>, { count, token, signal }: Going, isRepeated: boolean): Promise<number> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        stopListening?.();
        act();
      };
      const ticket: Ticket = {
        count,
        token,
        isGone: false,
        go: (now) => settle(() => resolve(now)),
        refuse: (reason) => {
          line.leave(ticket);
          settle(() => reject(reason));
          this.#sort(line, this.#clock.monotonic());
          this.#tellIdle();
        },
      };
      const stopListening = signal && onAbort(signal, () => ticket.refuse(signal.reason));
      if (isRepeated) line.pushInFront(ticket);
      else line.push(ticket);
      this.#sort(line, this.#clock.monotonic());
      if (this.#count < this.#most) this.#pump();
    });
  }

  #go(line: Line<Lane>, now: number, count: number): void {
    this.#count += 1;
    line.lane.take(now, line.priority, count, this.#isOpening(now));
    this.origin.try();
  }

  /** Whether the call that goes now needs a connection that is not open. */
  #isOpening(now: number): boolean {
    const isOld = now - this.#peakAt > KEPT_OPEN;
    const isOpening = isOld || this.#count > this.#peak;
    if (isOpening || this.#count === this.#peak) {
      this.#peak = this.#count;
      this.#peakAt = now;
    }
    return isOpening;
  }

  /** Puts a line where it belongs. */
  #sort(line: Line<Lane>, now: number): void {
    const ready = this.#ready[line.priority];
    const next = line.peek();
    if (!next) {
      ready.delete(line);
      this.#resting.delete(line);
      line.restUntil = 0;
      this.#listener.clears(line, now);
      return;
    }
    line.since ??= now;
    const at = line.lane.readyAt(now, line.priority, next.count);
    line.restUntil = at;
    if (at <= now) {
      this.#resting.delete(line);
      ready.add(line);
      return;
    }
    ready.delete(line);
    this.#resting.add(line);
    this.#listener.waits(line, now);
    this.#wakeAt(at, now);
  }

  #pump(): void {
    const now = this.#clock.monotonic();
    for (const priority of PRIORITIES) {
      const ready = this.#ready[priority];
      for (const line of ready) {
        if (this.#count >= this.#most || !this.#mayTry(now)) return;
        // At the end of the row again if it is still ready: the loop comes by there once more.
        ready.delete(line);
        const next = line.peek();
        if (next && line.lane.readyAt(now, priority, next.count) <= now) {
          line.shift();
          this.#go(line, now, next.count);
          next.go(now);
        }
        this.#sort(line, now);
        if (priority === 'reply' && line.size === 0) this.#sort(line.lane.lines.campaign, now);
      }
    }
  }

  /** Whether the origin can be reached, or it is time to see. */
  #mayTry(now: number): boolean {
    const at = this.origin.tryAt();
    if (at > now) this.#wakeAt(at, now);
    return at <= now;
  }

  #wakeAt(at: number, now: number): void {
    if (at === Number.POSITIVE_INFINITY || (this.#alarm && this.#alarm.at <= at)) return;
    this.#clock.clearTimeout(this.#alarm?.timer);
    const timer = this.#clock.setTimeout(() => this.#ring(), Math.ceil(Math.max(1, at - now)));
    this.#alarm = { at, timer };
  }

  #ring(): void {
    this.#alarm = undefined;
    const now = this.#clock.monotonic();
    for (const line of this.#resting) {
      if (line.restUntil <= now) this.#sort(line, now);
      else this.#wakeAt(line.restUntil, now);
    }
    this.#pump();
  }

  #tellIdle(): void {
    const waiting = this.#ready.reply.size + this.#ready.campaign.size + this.#resting.size;
    if (this.#count === 0 && waiting === 0) for (const settle of this.#whenIdle.splice(0)) settle();
  }
}
