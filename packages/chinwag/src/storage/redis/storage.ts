import type { Grant, GrantRequest } from '../../core/storage/budget.js';
import type { Session } from '../../core/storage/session.js';
import type {
  HeldTurn,
  IncomingEvent,
  ParkedEvent,
  ScheduledEvent,
  SendRecord,
  Storage,
} from '../../core/storage/storage.js';
import { digest } from '../digest.js';
import { heldTurn, type KeptTurn, nextTurn, sendRecord, sessionOf } from '../kept-text.js';
import { type StorageOptions, storageSettings } from '../options.js';
import { isOfThePast } from '../owner.js';
import { addressOf } from './address.js';
import { grant } from './budget.js';
import type { RedisClient } from './client.js';
import { Server } from './server.js';
import * as steps from './steps.js';

export interface RedisStorageOptions extends StorageOptions {
  /** Your own client, of `ioredis` or of `redis`, which stays yours to close. Default: one made from `url`. */
  client?: RedisClient;
  /** Default `redis://127.0.0.1:6379`. Needs the package `ioredis`. */
  url?: string;
  /** Further options of `ioredis`, such as `tls` or `password`. */
  connection?: object;
  /** What every key begins with, in braces: in a cluster all keys of a bot are in one slot. Default `chinwag`. */
  prefix?: string;
  /** Milliseconds to wait for an answer. Default 3,000. */
  timeout?: number;
}

type Send = [key: string, state: string, at: string, result: string];
type Turn = [string, string, string, number, number, string, ...Send[]];

type Step = (typeof steps)[keyof typeof steps];

const PROMOTED_AT_ONCE = 500;

/**
 * Everything in Redis (5 or newer), for any number of processes on any number of machines. Each step is one script and
 * one round trip. What is promised is what the server promises: turn on `appendonly`, and set
 * `maxmemory-policy noeviction`, or Redis may forget events.
 */
export class RedisStorage implements Storage {
  readonly isDurable = true;
  readonly isShared = true;
  readonly lease: number;
  readonly place?: string;
  #server: Server;
  #owner: string;
  #maxParked: number;
  #now: () => number;

  constructor(options: RedisStorageOptions = {}) {
    const settings = storageSettings(options);
    this.#owner = settings.owner;
    this.#maxParked = settings.maxParked;
    this.lease = settings.lease;
    this.#now = options.now ?? Date.now;
    this.#server = new Server(options, settings, options.now);
    const place = options.client ? undefined : addressOf(options.url);
    if (place) this.place = place;
  }

  async open(as: 'worker' | 'visitor' = 'worker'): Promise<void> {
    await this.#server.open();
    if (as === 'visitor') return void (await this.size());
    for (const holder of await this.#server.run<string[]>(steps.holders)) {
      if (isOfThePast(holder, this.#owner)) await this.#server.run(steps.letGoOf, holder);
    }
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  async accept(events: IncomingEvent[]): Promise<string[]> {
    if (events.length === 0) return [];
    const incoming = events.flatMap((event) => [
      digest(event.identity),
      event.identity,
      event.conversationId,
      event.platform,
      event.serialize(),
    ]);
    return this.#server.run<string[]>(steps.accept, ...incoming);
  }

  async take(conversationId: string): Promise<HeldTurn | null> {
    return heldTurn(await this.#turn(steps.take, conversationId), (kept) => this.spare(kept));
  }

  async hold(conversationId: string): Promise<HeldTurn | null> {
    return heldTurn(await this.#turn(steps.holdConversation, conversationId), (kept) => this.spare(kept));
  }

  async finish(turn: HeldTurn, session: Session | null): Promise<HeldTurn | null> {
    const written = session ? [session.id, JSON.stringify(session)] : ['', ''];
    return nextTurn(await this.#turn(steps.finish, ...named(turn), ...written), (kept) => this.spare(kept));
  }

  giveBack(turn: HeldTurn, notBefore: number): Promise<void> {
    return this.#do(steps.giveBack, ...named(turn), notBefore);
  }

  spare(turn: Pick<HeldTurn, 'conversationId' | 'identity' | 'fence'>): Promise<void> {
    return this.#do(steps.spare, ...named(turn));
  }

  async park(turn: HeldTurn, reason: string, session?: Session | null): Promise<HeldTurn | null> {
    const written = session ? [session.id, JSON.stringify(session)] : ['', ''];
    return nextTurn(
      await this.#turn(steps.park, ...named(turn), reason, ...written, this.#maxParked),
      (kept) => this.spare(kept),
    );
  }

  renew(turn: HeldTurn): Promise<void> {
    return this.#do(steps.renew, ...named(turn));
  }

  ready(limit: number): Promise<string[]> {
    return this.#server.run<string[]>(steps.ready, limit);
  }

  size(): Promise<number> {
    return this.#server.run<number>(steps.size);
  }

  async begin(turn: HeldTurn, key: string): Promise<Record<string, unknown> | null> {
    // By this process's clock, which is the one that waits for the echo.
    const result = await this.#server.run<string | null>(steps.begin, ...named(turn), key, this.#now());
    return result === null ? null : JSON.parse(result || '{}');
  }

  sent(turn: HeldTurn, key: string, result: Record<string, unknown>): Promise<void> {
    return this.#do(steps.sent, ...named(turn), key, JSON.stringify(result));
  }

  unsent(turn: HeldTurn, key: string): Promise<void> {
    return this.#do(steps.unsent, ...named(turn), key);
  }

  echoed(key: string, result: Record<string, unknown>): Promise<void> {
    return this.#do(steps.echoed, key, JSON.stringify(result));
  }

  async sendOf(key: string): Promise<SendRecord | null> {
    const send = await this.#server.run<Send | null>(steps.sendOf, key);
    return send && recordOf(send);
  }

  async parked(limit = 100): Promise<ParkedEvent[]> {
    const found = await this.#server.run<string[][]>(steps.parked, limit);
    return found.map(
      ([id = '', conversationId = '', platform = '', event = '', reason = '', attempts, at]) => ({
        id,
        conversationId,
        platform,
        kept: { serialized: event },
        reason,
        attempts: Number(attempts),
        at: Number(at),
      }),
    );
  }

  unpark(id: string): Promise<boolean> {
    return this.#did(steps.unpark, id);
  }

  discard(id: string): Promise<boolean> {
    return this.#did(steps.discard, id);
  }

  keepUnusable(platform: string, reason: string, body: string): Promise<void> {
    return this.#do(steps.keepUnusable, platform, reason, body, this.#maxParked);
  }

  schedule({ identity, conversationId, platform, at, serialized }: ScheduledEvent): Promise<void> {
    return this.#do(steps.schedule, identity, digest(identity), conversationId, platform, serialized, at);
  }

  async promote(now: number): Promise<string[]> {
    const conversations = new Set<string>();
    let moved = PROMOTED_AT_ONCE;
    while (moved === PROMOTED_AT_ONCE) {
      const [count, ...some] = await this.#server.run<[number, ...string[]]>(
        steps.promote,
        now,
        PROMOTED_AT_ONCE,
      );
      for (const conversation of some) conversations.add(conversation);
      moved = count;
    }
    return [...conversations];
  }

  async nextDue(): Promise<number | null> {
    const at = await this.#server.run<string | null>(steps.nextDue);
    return at === null ? null : Number(at);
  }

  unschedule(identity: string): Promise<boolean> {
    return this.#did(steps.unschedule, identity);
  }

  attachmentId(file: string): Promise<string | null> {
    return this.#server.run<string | null>(steps.attachmentId, file);
  }

  keepAttachmentId(file: string, id: string, lifetime: number): Promise<void> {
    return this.#do(steps.keepAttachmentId, file, id, lifetime);
  }

  forgetAttachmentId(file: string, id: string): Promise<void> {
    return this.#do(steps.forgetAttachmentId, file, id);
  }

  async read(id: string): Promise<Session | null> {
    const text = await this.#server.run<string | null>(steps.readSession, id);
    return text === null ? null : sessionOf(id, text);
  }

  write(id: string, session: Session): Promise<void> {
    return this.#do(steps.writeSession, id, JSON.stringify(session));
  }

  destroy(id: string): Promise<void> {
    return this.#do(steps.destroySession, id);
  }

  async all(): Promise<Session[]> {
    const sessions = new Map<string, Session>();
    for await (const session of this.each()) sessions.set(session.id, session);
    return [...sessions.values()];
  }

  /** As {@link all}, one after the other. One that changes meanwhile may come twice. */
  async *each(): AsyncGenerator<Session> {
    let cursor = '0';
    do {
      const [next, ...page]: string[] = await this.#server.run<string[]>(steps.someSessions, cursor);
      for (let index = 0; index < page.length; index += 2) {
        yield sessionOf(String(page[index]), String(page[index + 1]));
      }
      cursor = String(next);
    } while (cursor !== '0');
  }

  grant(request: GrantRequest): Promise<Grant[]> {
    return grant((script, ...args) => this.#server.run(script, ...args), request);
  }

  /** A turn that comes too late for whoever asked is given back, or it would be held for nobody. */
  async #turn(step: Step, conversationId: string, ...args: (string | number)[]): Promise<KeptTurn | null> {
    const giveBack = (turn: Turn | null) => {
      if (!turn) return;
      const [identity, , , fence] = turn;
      // Where even that fails, the lease runs out.
      this.#do(steps.giveBack, conversationId, fence, identity, 0).catch(() => {});
    };
    const turn = await this.#server.runInTime<Turn | null>(step, [conversationId, ...args], giveBack);
    return keptTurn(conversationId, turn);
  }

  async #do(step: Step, ...args: (string | number)[]): Promise<void> {
    await this.#server.run(step, ...args);
  }

  async #did(step: Step, ...args: (string | number)[]): Promise<boolean> {
    return (await this.#server.run<number>(step, ...args)) === 1;
  }
}

/** What each step that takes a turn is told of it first. */
function named({
  conversationId,
  fence,
  identity,
}: Pick<HeldTurn, 'conversationId' | 'fence' | 'identity'>): [string, number, string] {
  return [conversationId, fence, identity];
}

function keptTurn(conversationId: string, turn: Turn | null): KeptTurn | null {
  if (!turn) return null;
  const [identity, platform, event, fence, attempts, session, ...sends] = turn;
  return {
    conversationId,
    identity,
    platform,
    event,
    fence,
    attempts,
    session: session === '' ? null : session,
    sends: sends.map(recordOf),
  };
}

function recordOf([key, state, at, result]: Send): SendRecord {
  return sendRecord(key, state, Number(at), result);
}
