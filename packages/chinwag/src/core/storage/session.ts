import type { DialogueRecord } from '../dialogue/record.js';

/** What is remembered of a conversation between turns. */
export interface Session<State = Record<string, unknown>> {
  /** `platform:person`, such as `messenger:24810001`. */
  readonly id: string;
  readonly platform: string;
  /** The person, by the id the channel knows. */
  readonly user: { readonly id: string };
  /** The Page the person talks to. */
  readonly page: { readonly id: string };
  /** When the last event came, in milliseconds since 1970. */
  lastActivity: number;
  /** When the person last did something of their own, in milliseconds since 1970; absent when that is not known. */
  lastUserAction?: number;
  state: State;
  /** The question that waits for an answer, and what led to it. */
  dialogue?: DialogueRecord;
}

type Sessions = AsyncIterable<Session> | Iterable<Session>;

/** Where sessions are kept. A custom store is any object with these methods. */
export interface SessionStore {
  /** The session, or null when there is none or it has expired. Must throw, not answer null, when it cannot tell. */
  read(id: string): Promise<Session | null> | Session | null;
  write(id: string, session: Session): Promise<void> | void;
  destroy(id: string): Promise<void> | void;
  /** Every session kept. */
  all(): Promise<Session[]> | Session[];
  /** Every session kept, one after the other: for stores that may hold more than memory does. */
  each?(): Promise<Sessions> | Sessions;
  close?(): Promise<void> | void;
}
