import type { Dialogue } from './dialogue/dialogue.js';
import { asData } from './dialogue/question.js';
import type { LostDialogue } from './dialogue/record.js';
import type { ChannelEvent } from './event.js';
import type { Place } from './places.js';
import type { Session } from './storage/session.js';
import type { Answer } from './storage/storage.js';
import type { Clock } from './time/clock.js';
import type { Journal } from './turn/journal.js';
import type { Schedule } from './turn/schedule.js';
import { TurnPromises } from './turn/unheard.js';

/** What a context is made of. */
export interface ContextTurn<Event, State> {
  event: Event;
  session: Session<State> | null;
  initialState: State;
  /** Where sends are noted, so that a turn taken again does not repeat them. */
  journal?: Journal;
  /** The event that has just come, which in a dialogue is not the one it is about; null when only the time has. */
  arrived: Event | null;
  dialogue: Dialogue;
  schedule: Schedule;
  clock: Clock;
  /** Where the conversation is worked on; absent where it holds up nobody. */
  place?: Place;
  lost?: LostDialogue;
}

/** What an action works with: one event, the conversation it belongs to, and the ways to answer. */
export abstract class Context<
  State extends object = Record<string, unknown>,
  Event extends ChannelEvent = ChannelEvent,
> {
  abstract readonly platform: string;
  readonly event: Event;
  /** What is remembered of the conversation; null for events that belong to nobody. */
  readonly session: Session<State> | null;
  /** What an NLU step believes the person wants. */
  intent: string | null = null;
  /** Whether some action has said that the event is taken care of. */
  isHandled = false;
  /**
   * The dialogue this event would have answered a question of, had the code not changed since: a chance to explain
   * why it all begins anew. Null as a rule.
   */
  readonly lostDialogue: LostDialogue | null;

  #state: State;
  #initialState: State;
  #dialogue: Dialogue;
  #schedule: Schedule;
  #clock: Clock;
  #journal: Journal | undefined;
  #promises = new TurnPromises();
  #reports: unknown[] | undefined;
  #isOver = false;
  #isTimedOut = false;
  #cancelsAsk = false;

  constructor(turn: ContextTurn<Event, State>) {
    this.event = turn.event;
    this.session = turn.session;
    this.#initialState = turn.initialState;
    this.#state = turn.session?.state ?? structuredClone(turn.initialState);
    this.#dialogue = turn.dialogue;
    this.#schedule = turn.schedule;
    this.#clock = turn.clock;
    this.#journal = turn.journal;
    this.lostDialogue = turn.lost ?? null;
  }

  /** The conversation's state. Changes are kept when the turn ends without an error. */
  get state(): State {
    return this.session?.state ?? this.#state;
  }

  /** Merges into the state, one level deep. */
  setState(change: Partial<State>): void {
    this.#keep({ ...this.state, ...change });
  }

  /** Back to `initialState`. */
  resetState(): void {
    this.#keep(structuredClone(this.#initialState));
  }

  setIntent(intent: string | null): void {
    this.intent = intent;
  }

  setAsHandled(handled = true): void {
    this.isHandled = handled;
  }

  setAsNotHandled(): void {
    this.isHandled = false;
  }

  /**
   * Does something that must not be done again when an action is run once more to go on behind a question: a
   * payment, a random number, a look at the clock. Answers what it came to the first time, which has to be data.
   * What fails is not remembered as done; a process that ends in the middle of it has it done again.
   *
   * @example const order = await context.once('order', () => shop.createOrder(cart))
   */
  once<T>(name: string, make: () => Promise<T> | T): Promise<T> {
    const data = async () => asData(await make(), `once(${JSON.stringify(name)})`);
    return this.perform(`once ${name}`, () =>
      this.watch(this.#journal ? this.#journal.remember(name, data) : data()),
    );
  }

  /**
   * Ends the question that is open in this conversation: the action that asked it gets an `AskCancelledError` when
   * this one is done, unless this one asks another. Answers whether there was one.
   */
  cancelAsk(): boolean {
    this.#cancelsAsk = this.session?.dialogue !== undefined;
    return this.#cancelsAsk;
  }

  /** Whether this action has ended the open question. */
  get cancelsAsk(): boolean {
    return this.#cancelsAsk;
  }

  /** Cancels what `schedule` has put off; answers whether it was still to come. */
  unschedule(id: string): Promise<boolean> {
    return Promise.resolve(this.#schedule.cancel(id));
  }

  /** Says what was scheduled, in the channel's own terms. */
  abstract say(what: unknown): Promise<unknown>;

  /** Does something that leaves the process; in a dialogue that is taken up again, what it came to before. */
  protected perform<T>(key: string, make: () => Promise<T>): Promise<T> {
    return this.#dialogue.perform(key, make);
  }

  /** Asks and waits, over many turns. */
  protected get dialogue(): Dialogue {
    return this.#dialogue;
  }

  /** The time by which the bot decides. */
  protected get clock(): Clock {
    return this.#clock;
  }

  /** Puts off what is said later. */
  protected get scheduled(): Schedule {
    return this.#schedule;
  }

  /** Lets the turn wait for something, and reports its failure when nobody else hears of it. */
  protected watch<T>(promise: Promise<T>): Promise<T> {
    return this.#promises.watch(promise);
  }

  /** What went wrong beside the turn: it is told to the error action, and fails nothing. */
  report(failure: unknown): void {
    this.#reports ??= [];
    this.#reports.push(failure);
  }

  /** Whether something was reported since it was last asked for. */
  get hasReports(): boolean {
    return this.#reports !== undefined;
  }

  /** What was reported since it was last asked for. */
  takeReports(): unknown[] {
    const reports = this.#reports ?? [];
    this.#reports = undefined;
    return reports;
  }

  /** The turn is over. What is sent from now on is sent as from outside, or refused where it came too late. */
  end(how: 'done' | 'timedOut' = 'done'): void {
    this.#isOver = true;
    this.#isTimedOut ||= how === 'timedOut';
  }

  /** Whether the turn ended without its action. */
  protected get isTimedOut(): boolean {
    return this.#isTimedOut;
  }

  /** Whether the turn is over. */
  protected get isOver(): boolean {
    return this.#isOver;
  }

  /** Waits for all that the action has begun; answers the failures nobody has heard of. */
  settle(): Answer<unknown[]> {
    return this.#promises.settle();
  }

  #keep(state: State): void {
    this.#state = state;
    if (this.session) this.session.state = state;
  }
}
