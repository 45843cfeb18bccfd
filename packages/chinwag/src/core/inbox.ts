import { FleetingMap } from './fleeting-map.js';
import type { Logger } from './logger.js';
import { type Place, Places, type Seat } from './places.js';
import { SlowDown } from './slow-down.js';
import { Outage } from './storage/outage.js';
import type { Session } from './storage/session.js';
import {
  type Answer,
  type HeldTurn,
  type IncomingEvent,
  LeaseLostError,
  type Storage,
} from './storage/storage.js';
import { type Clock, pause, systemClock, type Timer } from './time/clock.js';

export interface InboxOptions {
  /** Conversations of a Page worked on at once, and of all that do not wait for their Page's turn to send. Default 100. */
  concurrency?: number;
  /** Events accepted and not done; past it the webhook answers 503 and Meta tries again. Default 10,000. */
  limit?: number;
  /** How often an event is taken before it is put aside: it may be what ends the process. Default 5. */
  attempts?: number;
  /** Milliseconds a turn may take; then it ends with a `TurnTimeoutError`. Default 5 minutes. */
  turnTimeout?: number;
}

/** How full an inbox is, and what this process has done since it began. */
export interface InboxMetrics {
  /** Events accepted and not done. Of a storage that processes share: of all of them, as of the last second. */
  pending: number;
  /** Conversations this process works on now; of each Page at most `inbox.concurrency`. */
  active: number;
  /** Conversations that wait for this process to have room. Above 0 for long, it has more to do than it can. */
  waiting: number;
  /** Events of webhooks that were answered with 200, those that had come before included. */
  accepted: number;
  /** Events of webhooks that were answered with 503 because there was no room. */
  refused: number;
  /** Events worked through. */
  done: number;
  /** Events put aside. */
  parked: number;
}

/** What a turn came to: its session, why it is put aside, or the Page in whose line it has to wait. */
export type Outcome =
  | { session: Session | null }
  | { parked: string; session: Session | null }
  | { waitsFor: string };

/** Works a turn through; throws only what the storage throws. */
export type Work = (turn: HeldTurn, place: Place) => Promise<Outcome>;

/** So much longer than its lease a conversation of a process that stands still may wait. */
const SWEEP_MILLISECONDS = 750;
const PAUSE_MILLISECONDS = 25;
/** Behind each conversation that is known to wait, so many are looked for: one Page's may hide those of another. */
const LOOKED_BEHIND = 4;

/**
 * Takes events in, each once, and has them worked through: those of one conversation one at a time in the order they
 * came, those of different conversations side by side. What it takes is in the storage, so what the process leaves
 * undone the next one does.
 */
export class Inbox {
  readonly outage: Outage;
  #storage: Storage;
  #work: Work;
  #clock: Clock;
  #places: Places;
  #limit: number;
  #attempts: number;
  #counts = { accepted: 0, refused: 0, done: 0, parked: 0 };
  #slowDown: SlowDown;
  #woken = new FleetingMap<string, true>();
  #pending = 0;
  #whenIdle: (() => void)[] = [];
  #sweep: Timer | undefined;
  #alarm: { at: number; timer: Timer } | undefined;
  #closing = false;

  constructor(storage: Storage, work: Work, logger: Logger, options: InboxOptions = {}, clock = systemClock) {
    const { concurrency = 100, limit = 10_000, attempts = 5 } = options;
    this.#storage = storage;
    this.#work = work;
    this.outage = new Outage(logger, clock);
    this.#clock = clock;
    this.#slowDown = new SlowDown(clock);
    this.#places = new Places(concurrency, () => this.#begin());
    this.#limit = limit;
    this.#attempts = attempts;
  }

  /** Takes up what an earlier process left, and looks for more every now and then. */
  async open(): Promise<void> {
    await this.#storage.open?.();
    await this.#lookAround();
    this.#sweep = this.#clock.setInterval(() => void this.#lookAround(), SWEEP_MILLISECONDS);
    this.#sweep.unref?.();
  }

  /** Events accepted and not done yet; of a storage outside this process as of the last look around. */
  get size(): number {
    const size = this.#storage.isDurable ? this.#pending : this.#storage.size();
    return typeof size === 'number' ? size : this.#pending;
  }

  get metrics(): InboxMetrics {
    return { pending: this.size, active: this.#places.taken, waiting: this.#places.waiting, ...this.#counts };
  }

  /** Keeps all of the events, or answers false when there is no room. Throws what the storage throws. */
  accept(events: IncomingEvent[]): Answer<boolean> {
    if (this.size > 0 && this.size + events.length > this.#limit) {
      this.#counts.refused += events.length;
      return false;
    }
    const conversations = this.#storage.accept(events);
    if (conversations instanceof Promise) return conversations.then((found) => this.#accepted(found, events));
    return this.#accepted(conversations, events);
  }

  /** Resolves when nothing is being worked on and nothing waits to be. */
  idle(): Promise<void> {
    if (this.#places.taken === 0 && this.#places.waiting === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  /** Works on what it has, and stops looking for more. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#clock.clearInterval(this.#sweep);
    this.#clock.clearTimeout(this.#alarm?.timer);
    await this.idle();
  }

  #accepted(conversations: string[], events: IncomingEvent[]): Answer<boolean> {
    this.#counts.accepted += events.length;
    this.outage.passed();
    // At most: some may have come before. The next look around sets it right.
    if (conversations.length > 0) this.#pending += events.length;
    for (const id of conversations) this.wake(id, pageOf(id, events));
    return events.some(({ pageId = '' }) => this.#places.isLinedUp(pageId)) ? this.#slowDown.hold() : true;
  }

  #nextWaiting(): Seat | undefined {
    this.#slowDown.letOneGo();
    const next = this.#places.next();
    if (next) this.#woken.delete(next.conversationId);
    return next;
  }

  /** There may be something to do in a conversation. */
  wake(conversationId: string, page = ''): void {
    if (this.#woken.get(conversationId)) return;
    const seat = this.#places.take(conversationId, page);
    if (seat) void this.#drain(seat);
    else this.#woken.set(conversationId, true);
  }

  /** Something is due at a time: looks around then, where the next look would come later. */
  wakeAt(at: number): void {
    const wait = at - this.#clock.now();
    if (this.#closing || wait > SWEEP_MILLISECONDS || (this.#alarm && this.#alarm.at <= at)) return;
    this.#clock.clearTimeout(this.#alarm?.timer);
    const ring = () => {
      this.#alarm = undefined;
      void this.#lookAround();
    };
    const timer = this.#clock.setTimeout(ring, Math.max(0, wait));
    timer.unref?.();
    this.#alarm = { at, timer };
  }

  /** Works on the next that waits, in a place that was lent. */
  #begin(): void {
    const seat = this.#nextWaiting();
    if (seat) void this.#drain(seat);
  }

  /** Works through a conversation, then through the next that waits. */
  async #drain(first: Seat, held?: HeldTurn): Promise<void> {
    let turn: HeldTurn | null | undefined = held;
    for (let seat: Seat | undefined = first; seat; seat = this.#nextWaiting()) {
      try {
        const taken: Answer<HeldTurn | null> = turn ?? this.#storage.take(seat.conversationId);
        // Awaited only where there is something to wait for: this is the path of every event.
        turn = taken instanceof Promise ? await taken : taken;
        while (turn) turn = await this.#takeTurn(turn, seat);
      } catch (error) {
        // The conversation stays as it is, and the next look around finds it.
        if (!(error instanceof LeaseLostError)) this.outage.met(error);
        turn = null;
      }
      seat.leave();
    }
    if (this.#places.taken === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  async #takeTurn(turn: HeldTurn, place: Place): Promise<HeldTurn | null> {
    if (turn.attempts >= this.#attempts) {
      this.#counts.parked++;
      return this.#storage.park(turn, `it was taken ${turn.attempts} times and never done`);
    }
    const renewal = this.#storage.isDurable ? this.#keepHeld(turn) : undefined;
    try {
      const outcome = await this.#work(turn, place);
      if ('waitsFor' in outcome) return await this.#lineUp(turn, outcome.waitsFor);
      const finished =
        'parked' in outcome
          ? this.#storage.park(turn, outcome.parked, outcome.session)
          : this.#storage.finish(turn, outcome.session);
      const next = finished instanceof Promise ? await finished : finished;
      this.outage.passed();
      this.#counts['parked' in outcome ? 'parked' : 'done']++;
      this.#pending = Math.max(0, this.#pending - 1);
      return next;
    } catch (error) {
      // Where even that fails, the lease runs out.
      if (!(error instanceof LeaseLostError)) await this.#giveBack(turn).catch(() => {});
      throw error;
    } finally {
      this.#clock.clearInterval(renewal);
    }
  }

  /** What was taken before it showed whose it is waits with its Page, and has not been tried. */
  async #lineUp(turn: HeldTurn, page: string): Promise<null> {
    await this.#storage.spare?.(turn);
    await this.#giveBack(turn);
    this.wake(turn.conversationId, page);
    return null;
  }

  async #giveBack(turn: HeldTurn): Promise<void> {
    await this.#storage.giveBack(turn, this.#clock.now());
  }

  #keepHeld(turn: HeldTurn): Timer {
    const timer = this.#clock.setInterval(async () => {
      try {
        await this.#storage.renew(turn);
      } catch {
        // Whether it is still ours shows when the turn is finished.
      }
    }, this.#storage.lease / 3);
    timer.unref?.();
    return timer;
  }

  async #lookAround(): Promise<void> {
    if (this.#closing) return;
    try {
      this.#pending = await this.#storage.size();
      for (const id of await this.#storage.promote(this.#clock.now())) this.wake(id);
      const { free, waiting } = this.#places;
      if (free > 0) for (const id of await this.#storage.ready(free + LOOKED_BEHIND * waiting)) this.wake(id);
      const next = await this.#storage.nextDue();
      if (next !== null) this.wakeAt(next);
    } catch (error) {
      this.outage.met(error);
    }
  }

  /** Runs something in a conversation's own time, when nobody else works on it. */
  async hold<T>(
    conversationId: string,
    task: (turn: HeldTurn) => Promise<{ session: Session | null; result: T }>,
  ): Promise<T> {
    let turn = await this.#storage.hold(conversationId);
    while (!turn) {
      await pause(PAUSE_MILLISECONDS, this.#clock);
      turn = await this.#storage.hold(conversationId);
    }
    let session: Session | null = null;
    try {
      const done = await task(turn);
      session = done.session;
      return done.result;
    } finally {
      const next = await this.#storage.finish(turn, session);
      // What came meanwhile is worked on as if it had just come.
      if (next) void this.#drain(this.#places.add(conversationId), next);
    }
  }
}

function pageOf(id: string, events: IncomingEvent[]): string | undefined {
  const [first] = events;
  const event = events.length === 1 ? first : events.find(({ conversationId }) => conversationId === id);
  return event?.pageId;
}
