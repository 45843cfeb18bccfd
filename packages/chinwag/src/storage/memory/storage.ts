import { FleetingMap } from '../../core/fleeting-map.js';
import { MemoryAttachmentIds } from '../../core/storage/attachment-ids.js';
import type { Session } from '../../core/storage/session.js';
import {
  type HeldTurn,
  type IncomingEvent,
  LeaseLostError,
  type ParkedEvent,
  type ScheduledEvent,
  type SendRecord,
  type Storage,
} from '../../core/storage/storage.js';
import { MemoryParked } from './parked.js';
import { Remembered } from './remembered.js';
import { MemorySchedule } from './schedule.js';
import { MemorySends } from './sends.js';
import { MemorySessionStore, type MemorySessionStoreOptions } from './sessions.js';

export interface MemoryStorageOptions extends MemorySessionStoreOptions {
  /** Milliseconds a conversation stays held without being renewed. Default: for ever, nobody else could take it. */
  lease?: number;
  /** Milliseconds an event is remembered, so that it is not taken twice. Default 48 hours. */
  remember?: number;
  /** Events and bodies put aside that are kept. Default 10,000; the oldest goes first. */
  maxParked?: number;
}

type Waiting = Omit<HeldTurn, 'fence' | 'session' | 'sends'>;

/** What is under way in a conversation; gone when nothing is. */
interface Conversation {
  waiting: Waiting[];
  held: { fence: number; until: number; waiting: Waiting | null } | null;
  notBefore: number;
}

const HOUR = 3_600_000;

/** Everything in this process: quick, bounded, and gone when it ends. */
export class MemoryStorage extends MemorySessionStore implements Storage {
  readonly isDurable = false;
  readonly lease: number;
  #conversations = new FleetingMap<string, Conversation>();
  #remembered: Remembered;
  #sends = new MemorySends();
  #parked: MemoryParked;
  #schedule = new MemorySchedule();
  #attachmentIds: MemoryAttachmentIds;
  #clock: () => number;
  #fences = 0;
  #size = 0;

  constructor(options: MemoryStorageOptions = {}) {
    super(options);
    const {
      lease = Number.POSITIVE_INFINITY,
      remember = 48 * HOUR,
      maxParked = 10_000,
      now = Date.now,
    } = options;
    this.lease = lease;
    this.#parked = new MemoryParked(maxParked);
    this.#clock = now;
    this.#remembered = new Remembered(remember, now);
    this.#attachmentIds = new MemoryAttachmentIds(now);
  }

  accept(events: IncomingEvent[]): string[] {
    const conversations: string[] = [];
    for (const { identity, conversationId, platform, event } of events) {
      if (!this.#remembered.add(identity)) continue;
      this.#append({ conversationId, identity, platform, kept: { event }, attempts: 0 });
      conversations.push(conversationId);
    }
    return conversations.length > 1 ? [...new Set(conversations)] : conversations;
  }

  take(conversationId: string): HeldTurn | null {
    const conversation = this.#conversations.get(conversationId);
    if (!conversation || this.#isHeld(conversation) || conversation.notBefore > this.#clock()) return null;
    return this.#takeNext(conversationId, conversation);
  }

  hold(conversationId: string): HeldTurn | null {
    const conversation = this.#open(conversationId);
    if (this.#isHeld(conversation)) return null;
    // Whoever let the lease run out has not done its event.
    if (conversation.held?.waiting) conversation.waiting.unshift(conversation.held.waiting);
    const nothing = { conversationId, identity: '', platform: '', kept: { serialized: '' }, attempts: 0 };
    return { ...nothing, ...this.#lease(conversationId, conversation, null), sends: [] };
  }

  finish(turn: HeldTurn, session: Session | null): HeldTurn | null {
    const conversation = this.#heldBy(turn);
    if (session) this.write(session.id, session);
    return this.#next(turn, conversation);
  }

  giveBack(turn: HeldTurn, notBefore: number): void {
    const conversation = this.#heldBy(turn);
    if (conversation.held?.waiting) conversation.waiting.unshift(conversation.held.waiting);
    conversation.held = null;
    conversation.notBefore = notBefore;
    this.#closeIfIdle(turn.conversationId, conversation);
  }

  spare(turn: Pick<HeldTurn, 'conversationId' | 'fence'>): void {
    const { held } = this.#heldBy(turn);
    if (held?.waiting) held.waiting.attempts--;
  }

  park(turn: HeldTurn, reason: string, session?: Session | null): HeldTurn | null {
    const conversation = this.#heldBy(turn);
    if (session) this.write(session.id, session);
    const { conversationId, identity, platform, kept, attempts } = turn;
    const parked = { conversationId, identity, platform, kept, attempts: attempts + 1, reason };
    this.#parked.put(parked, this.#clock());
    // Its sends stay known: should it come back, what has gone out is not sent again.
    return this.#next(turn, conversation, true);
  }

  renew(turn: HeldTurn): void {
    const { held } = this.#heldBy(turn);
    if (held) held.until = this.#clock() + this.lease;
  }

  ready(limit: number): string[] {
    const found: string[] = [];
    for (const [id, conversation] of this.#conversations) {
      if (found.length === limit) break;
      const { waiting, held, notBefore } = conversation;
      const isWaiting = waiting.length > 0 || (held?.waiting ?? null) !== null;
      if (isWaiting && !this.#isHeld(conversation) && notBefore <= this.#clock()) found.push(id);
    }
    return found;
  }

  size(): number {
    return this.#size;
  }

  begin(turn: HeldTurn, key: string): Record<string, unknown> | null {
    this.renew(turn);
    return this.#sends.begin(key, turn.identity, this.#clock());
  }

  sent(turn: HeldTurn, key: string, result: Record<string, unknown>): void {
    this.#heldBy(turn);
    this.#sends.sent(key, result);
  }

  unsent(turn: HeldTurn, key: string): void {
    this.#heldBy(turn);
    this.#sends.unsent(key);
  }

  echoed(key: string, result: Record<string, unknown>): void {
    this.#sends.sent(key, result);
  }

  sendOf(key: string): SendRecord | null {
    return this.#sends.get(key);
  }

  parked(limit = 100): ParkedEvent[] {
    return this.#parked.newest(limit);
  }

  unpark(id: string): boolean {
    const parked = this.#parked.get(id);
    if (!parked || parked.conversationId === '') return false;
    const { conversationId, identity, platform, kept } = parked;
    this.#append({ conversationId, identity, platform, kept, attempts: 0 });
    return this.#parked.delete(id);
  }

  discard(id: string): boolean {
    const parked = this.#parked.get(id);
    if (parked) this.#sends.forget(parked.identity);
    return this.#parked.delete(id);
  }

  keepUnusable(platform: string, reason: string, body: string): void {
    const kept = { serialized: body };
    this.#parked.put(
      { conversationId: '', identity: '', platform, kept, attempts: 0, reason },
      this.#clock(),
    );
  }

  schedule(event: ScheduledEvent): void {
    this.#schedule.put(event);
  }

  promote(now: number): string[] {
    const conversations = new Set<string>();
    for (const { identity, conversationId, platform, serialized } of this.#schedule.takeDue(now)) {
      // A turn that was taken again has scheduled it again.
      if (!this.#remembered.add(identity)) continue;
      this.#append({ conversationId, identity, platform, kept: { serialized }, attempts: 0 });
      conversations.add(conversationId);
    }
    return [...conversations];
  }

  nextDue(): number | null {
    return this.#schedule.nextDue();
  }

  unschedule(identity: string): boolean {
    return this.#schedule.remove(identity);
  }

  attachmentId(file: string): string | null {
    return this.#attachmentIds.attachmentId(file);
  }

  keepAttachmentId(file: string, id: string, lifetime: number): void {
    this.#attachmentIds.keepAttachmentId(file, id, lifetime);
  }

  forgetAttachmentId(file: string, id: string): void {
    this.#attachmentIds.forgetAttachmentId(file, id);
  }

  #open(conversationId: string): Conversation {
    let conversation = this.#conversations.get(conversationId);
    if (!conversation) {
      conversation = { waiting: [], held: null, notBefore: 0 };
      this.#conversations.set(conversationId, conversation);
    }
    return conversation;
  }

  #append(waiting: Waiting): void {
    this.#open(waiting.conversationId).waiting.push(waiting);
    this.#size++;
  }

  #isHeld({ held }: Conversation): boolean {
    if (held === null) return false;
    const now = this.#clock();
    // A clock that was put back would make the lease longer than it was given for.
    held.until = Math.min(held.until, now + this.lease);
    return held.until > now;
  }

  #heldBy(turn: Pick<HeldTurn, 'conversationId' | 'fence'>): Conversation {
    const conversation = this.#conversations.get(turn.conversationId);
    if (conversation?.held?.fence === turn.fence) return conversation;
    throw new LeaseLostError(turn.conversationId);
  }

  #next(turn: HeldTurn, conversation: Conversation, keepsSends = false): HeldTurn | null {
    if (conversation.held?.waiting) {
      this.#size--;
      if (!keepsSends) this.#sends.forget(turn.identity);
    }
    conversation.held = null;
    return this.#takeNext(turn.conversationId, conversation);
  }

  #takeNext(conversationId: string, conversation: Conversation): HeldTurn | null {
    // Whoever held it before and let the lease run out has not done its event.
    const waiting = conversation.held?.waiting ?? conversation.waiting.shift();
    if (!waiting) {
      conversation.held = null;
      this.#closeIfIdle(conversationId, conversation);
      return null;
    }
    const { fence, session } = this.#lease(conversationId, conversation, waiting);
    const { identity, platform, kept } = waiting;
    const attempts = waiting.attempts++;
    const sends = this.#sends.of(identity);
    return { conversationId, identity, platform, kept, fence, attempts, session, sends };
  }

  #lease(conversationId: string, conversation: Conversation, waiting: Waiting | null) {
    const fence = ++this.#fences;
    conversation.held = { fence, until: this.#clock() + this.lease, waiting };
    return { fence, session: this.read(conversationId) };
  }

  #closeIfIdle(conversationId: string, { waiting, held, notBefore }: Conversation): void {
    if (waiting.length === 0 && !held && notBefore <= this.#clock())
      this.#conversations.delete(conversationId);
  }
}
