import { ChinwagError } from '../errors.js';
import type { ChannelEvent } from '../event.js';
import type { AttachmentIds } from './attachment-ids.js';
import type { SharedBudgets } from './budget.js';
import type { Session, SessionStore } from './session.js';

/** Storages in this process answer at once; the others promise. */
export type Answer<T> = T | Promise<T>;

/** An event on its way into the inbox. */
export interface IncomingEvent {
  platform: string;
  /** Two deliveries of one event have the same identity. */
  identity: string;
  /** What is worked through one at a time; events that belong to nobody are each their own. */
  conversationId: string;
  /** The Page it came to. */
  pageId?: string | undefined;
  timestamp: number;
  /** For storages of this process. */
  event: ChannelEvent;
  /** The event as text, for storages that outlive the process. */
  serialize(): string;
}

/** An event as the inbox gives it back: itself, or as the text it was kept as. */
export type KeptEvent = { event: ChannelEvent } | { serialized: string };

/** How far a send got. `begun` and no further means that nobody knows whether the platform took it. */
export interface SendRecord {
  /** Event and ordinal: the same when the turn is taken again. */
  key: string;
  state: 'begun' | 'sent';
  /** What the platform answered, once it has. */
  result?: Record<string, unknown>;
  /** When it was begun, in milliseconds since 1970. */
  at: number;
}

/**
 * One event of one conversation, taken to be worked on. While it is held nobody else gets an event of the
 * conversation; a lease that runs out makes it free again, and `fence` keeps the late-comer from writing.
 */
export interface HeldTurn {
  conversationId: string;
  identity: string;
  platform: string;
  kept: KeptEvent;
  /** Grows with every lease of the conversation. */
  fence: number;
  /** How often the event was taken before this time. */
  attempts: number;
  session: Session | null;
  /** What an earlier attempt began to send or has sent. */
  sends: readonly SendRecord[];
}

/** An event that could not be worked through, put aside to be looked at. */
export interface ParkedEvent {
  id: string;
  conversationId: string;
  platform: string;
  kept: KeptEvent;
  /** What went wrong the last time. */
  reason: string;
  attempts: number;
  /** When it was put aside, in milliseconds since 1970. */
  at: number;
}

/** An event that is to come: it enters the inbox when its time has. */
export interface ScheduledEvent {
  /** Its identity in the inbox, and what it is cancelled by. */
  identity: string;
  conversationId: string;
  platform: string;
  /** When, in milliseconds since 1970. */
  at: number;
  serialized: string;
}

const STORAGE_HINT = 'Nothing that was accepted is lost: it is taken up when the storage answers again.';

/** The lease was lost to another process: what this one has done since is not written. */
export class LeaseLostError extends ChinwagError {
  constructor(conversationId: string) {
    super(
      'lease',
      `${conversationId} is held by another by now; what this turn has done since is not written`,
      {
        hint: 'The process stood still for longer than the lease. The event is worked through by whoever holds it; a longer lease forgives longer pauses.',
      },
    );
  }
}

/** The storage cannot be reached, or refuses. The webhook answers 503, and Meta sends the events again. */
export class StorageError extends ChinwagError {
  constructor(message: string, { hint = STORAGE_HINT, cause }: { hint?: string; cause?: unknown } = {}) {
    super('storage', message, { hint, cause });
  }
}

/**
 * Where a bot keeps what must not be lost: the inbox, the journal of sends, sessions, what could not be handled
 * and what is to come. One object, because "session written" and "event done" are one write.
 *
 * Every method may throw a {@link StorageError}; those that take a turn throw {@link LeaseLostError} when its lease
 * is another's by now.
 */
export interface Storage extends SessionStore, Partial<SharedBudgets>, Partial<AttachmentIds> {
  /** Whether what is kept outlives the process. Decides whether sends are journalled. */
  readonly isDurable: boolean;
  /** Whether processes that use it can keep one count of what they send, by `grant`. */
  readonly isShared?: boolean;
  /** Milliseconds a conversation stays held without being renewed. */
  readonly lease: number;
  /** Where things are kept, for people to read: a file, the address of a server. */
  readonly place?: string;
  /** Prepares what the storage needs. Called once, before anything else. Who only visits works on no event. */
  open?(as?: 'worker' | 'visitor'): Answer<void>;

  /** Keeps the events that are new, all or none; answers the conversations that got one. */
  accept(events: IncomingEvent[]): Answer<string[]>;
  /** Takes the oldest event of a conversation; null when there is none, or somebody else holds the conversation. */
  take(conversationId: string): Answer<HeldTurn | null>;
  /** Takes the conversation itself, with an empty identity; null when somebody else holds it. */
  hold(conversationId: string): Answer<HeldTurn | null>;
  /**
   * Writes the session (null leaves it as it is) and "done" as one, and takes the next event of the conversation,
   * or lets go of it.
   */
  finish(turn: HeldTurn, session: Session | null): Answer<HeldTurn | null>;
  /** Lets go of the conversation, the event still in its place, not to be taken before a time. */
  giveBack(turn: HeldTurn, notBefore: number): Answer<void>;
  /** The event counts as not tried this time: it was not what stood in the way. */
  spare?(turn: Pick<HeldTurn, 'conversationId' | 'identity' | 'fence'>): Answer<void>;
  /**
   * Puts the event aside, writes the session (null leaves it as it is), and takes the next event of the conversation,
   * or lets go of it; all as one.
   */
  park(turn: HeldTurn, reason: string, session?: Session | null): Answer<HeldTurn | null>;
  /** Holds the conversation for longer. */
  renew(turn: HeldTurn): Answer<void>;
  /** Conversations with an event to take that nobody holds: after a crash, and after a `giveBack`. */
  ready(limit: number): Answer<string[]>;
  /** Events accepted and not done. */
  size(): Answer<number>;

  /**
   * Notes that a send is about to go out, and holds the conversation for at least half a lease from now. Answers what
   * the send came to when it is known to have arrived, and is then not to be made. Resolves when it is safely noted.
   */
  begin(turn: HeldTurn, key: string): Answer<Record<string, unknown> | null>;
  /** Notes what the platform answered. */
  sent(turn: HeldTurn, key: string, result: Record<string, unknown>): Answer<void>;
  /** Notes that a send surely did not go out. */
  unsent(turn: HeldTurn, key: string): Answer<void>;
  /** Notes, from its echo, that a send has arrived. Needs no lease. */
  echoed(key: string, result: Record<string, unknown>): Answer<void>;
  /** What is known of a send by now; null for one that was never begun. */
  sendOf(key: string): Answer<SendRecord | null>;

  /** Events put aside, newest first. */
  parked(limit?: number): Answer<ParkedEvent[]>;
  /** Puts a parked event back into its conversation; answers whether it was there. */
  unpark(id: string): Answer<boolean>;
  /** Forgets a parked event; answers whether it was there. */
  discard(id: string): Answer<boolean>;
  /** Puts something aside that never was an event: a signed body that could not be read. */
  keepUnusable(platform: string, reason: string, body: string): Answer<void>;

  schedule(event: ScheduledEvent): Answer<void>;
  /** Moves what is due into the inbox, each once; answers the conversations that got one. */
  promote(now: number): Answer<string[]>;
  /** When the next that was scheduled is due, in milliseconds since 1970; null when nothing is to come. */
  nextDue(): Answer<number | null>;
  /** Cancels; answers whether it was still to come. */
  unschedule(identity: string): Answer<boolean>;
}
