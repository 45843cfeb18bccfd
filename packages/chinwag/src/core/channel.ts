import type { Context, ContextTurn } from './context.js';
import type { Answer } from './dialogue/answer.js';
import type { ChannelEvent } from './event.js';
import type { Session } from './storage/session.js';

/** An HTTP request as plain data, so that every server can hand one over cheaply. */
export interface WebhookRequest {
  method: string;
  /** Without the query: `/webhooks/messenger`. */
  path: string;
  query: URLSearchParams;
  /** A header's value by its lower-case name; undefined when it is absent, an array when it was sent twice. */
  header(name: string): string | string[] | undefined;
  /** The raw bytes; throws {@link BodyTooLargeError} as soon as the limit is passed. */
  body(limit: number): Promise<Uint8Array>;
}

/** An HTTP answer as plain data. No body means an empty one. */
export interface WebhookAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** The body is larger than the webhook takes. */
export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError';
}

/** Something in a genuine request that could not be used. */
export interface Unusable {
  reason: string;
  /** Where: `entry[1].messaging[0]`. */
  at: string;
  /** The whole of it, when nothing of it could be read. */
  body?: string;
}

/** What a channel makes of a request. */
export interface Received<Event> {
  answer: WebhookAnswer;
  events: Event[];
  unusable: Unusable[];
}

/** A way to talk to people: Messenger now, others as its siblings. */
export interface Channel<
  Event extends ChannelEvent = ChannelEvent,
  State extends object = Record<string, unknown>,
> {
  readonly platform: string;
  /** Where its webhook is mounted. */
  readonly path: string;
  /** Verifies and parses. Never throws for what a stranger may send. */
  receive(request: WebhookRequest): Promise<Received<Event>>;
  /** A session for a conversation that has none yet; null when the event belongs to nobody. */
  newSession(event: Event, state: State): Session<State> | null;
  /** The event as text, for storages outside the process. */
  serialize(event: Event): string;
  /** The event that {@link Channel.serialize} made a text of. */
  revive(serialized: string): Event;
  /** An event in which nothing happened, for what is done in a conversation without one. */
  blankEvent(conversationId: string, session: Session | null): Event;
  /** What a person says with an event, in case they are answering a question; null when they say nothing. */
  answerOf(event: Event): Answer | null;
  /** The send whose arrival an echo tells of, by the key it was sent with. */
  receiptOf(event: Event): { key: string; result: Record<string, unknown> } | null;
  createContext(turn: ContextTurn<Event, State>): Promise<Context<State>> | Context<State>;
  close(): Promise<void>;
}
