import type { ChannelEvent } from './event.js';
import type { Journal } from './journal.js';
import type { Session } from './session.js';
import { TurnPromises } from './unheard.js';

/** What a context is made of. */
export interface ContextTurn<Event, State> {
  event: Event;
  session: Session<State> | null;
  initialState: State;
  /** Where sends are noted, so that a turn taken again does not repeat them. */
  journal?: Journal;
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

  #state: State;
  #initialState: State;
  #promises = new TurnPromises();
  #reports: unknown[] = [];
  #isOver = false;
  #isTimedOut = false;

  constructor(turn: { event: Event; session: Session<State> | null; initialState: State }) {
    this.event = turn.event;
    this.session = turn.session;
    this.#initialState = turn.initialState;
    this.#state = turn.session?.state ?? structuredClone(turn.initialState);
  }

  /** The conversation's state. Changes are kept when the turn ends without an error. */
  get state(): State {
    return this.#state;
  }

  /** Merges into the state, one level deep. */
  setState(change: Partial<State>): void {
    this.#keep({ ...this.#state, ...change });
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

  /** Lets the turn wait for something, and reports its failure when nobody else hears of it. */
  protected watch<T>(promise: Promise<T>): Promise<T> {
    return this.#promises.watch(promise);
  }

  /** What went wrong beside the turn: it is told to the error action, and fails nothing. */
  report(failure: unknown): void {
    this.#reports.push(failure);
  }

  /** What was reported since it was last asked for. */
  takeReports(): unknown[] {
    return this.#reports.splice(0);
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
  settle(): Promise<unknown[]> {
    return this.#promises.settle();
  }

  #keep(state: State): void {
    this.#state = state;
    if (this.session) this.session.state = state;
  }
}
