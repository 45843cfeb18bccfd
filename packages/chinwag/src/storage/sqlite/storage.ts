import { ConfigError } from '../../core/errors.js';
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
import { heldTurn, nextTurn, sessionOf } from '../kept-text.js';
import { type StorageOptions, storageSettings } from '../options.js';
import { Connection } from './connection.js';
import { GroupCommit } from './group-commit.js';
import { schema } from './schema.js';
import { Tables } from './tables.js';
import type { Turn } from './turns.js';

export interface SqliteStorageOptions extends StorageOptions {
  /** The file; its folder is made. Default `.chinwag/chinwag.db`. */
  path?: string;
  /**
   * What a commit waits for. `normal`: what was accepted outlives the process whatever ends it, but a power cut may
   * take the last moments. `full`: it outlives the power cut too, for an fsync each commit. Default `normal`.
   */
  synchronous?: 'normal' | 'full';
}

const PROMOTED_AT_ONCE = 500;
const LISTED_AT_ONCE = 500;

/**
 * Everything in one SQLite file, by `node:sqlite` or, on Node 20, the package `libsql`. Any number of processes of
 * one machine may share the file. What arrives within a tick is one transaction.
 */
export class SqliteStorage implements Storage {
  readonly isDurable = true;
  readonly lease: number;
  readonly place: string;
  #connection: Connection<Tables>;
  #group: GroupCommit<Tables>;

  constructor({
    path = '.chinwag/chinwag.db',
    synchronous = 'normal',
    now = Date.now,
    ...options
  }: SqliteStorageOptions = {}) {
    if (synchronous !== 'normal' && synchronous !== 'full') {
      throw new ConfigError(`The storage's synchronous is 'normal' or 'full', not ${String(synchronous)}.`);
    }
    const settings = storageSettings(options);
    this.lease = settings.lease;
    this.place = path;
    this.#connection = new Connection(
      { path, synchronous },
      { schema, open: (db) => new Tables(db, { ...settings, now }) },
    );
    this.#group = new GroupCommit(this.#connection);
  }

  async open(as: 'worker' | 'visitor' = 'worker'): Promise<void> {
    this.#read(() => undefined);
    if (as === 'worker') await this.#write(({ turns }) => turns.letGoOfEnded());
  }

  async close(): Promise<void> {
    await this.#group.settled();
    this.#connection.close();
  }

  async accept(events: IncomingEvent[]): Promise<string[]> {
    const incoming = events.map(({ identity, conversationId, platform, serialize }, index) => ({
      identity,
      digest: digest(identity),
      conversationId,
      platform,
      event: serialize.call(events[index]),
    }));
    return this.#write(({ turns }) => turns.accept(incoming));
  }

  async take(conversationId: string): Promise<HeldTurn | null> {
    return heldTurn(await this.#write(({ turns }) => turns.take(conversationId)), (kept) => this.spare(kept));
  }

  async hold(conversationId: string): Promise<HeldTurn | null> {
    const held = await this.#write(({ turns, sessions }) => {
      const fence = turns.hold(conversationId);
      return fence === null ? null : { fence, session: sessions.read(conversationId) };
    });
    return heldTurn(
      held && { ...held, conversationId, identity: '', platform: '', event: '', attempts: 0, sends: [] },
      (kept) => this.spare(kept),
    );
  }

  async finish(turn: HeldTurn, session: Session | null): Promise<HeldTurn | null> {
    const text = session && JSON.stringify(session);
    return nextTurn(
      await this.#write(({ turns, sessions }) => {
        turns.done(turn);
        if (session && text) sessions.write(session.id, text);
        return turns.take(turn.conversationId);
      }),
      (kept) => this.spare(kept),
    );
  }

  giveBack(turn: HeldTurn, notBefore: number): Promise<void> {
    return this.#write(({ turns }) => turns.giveBack(turn, notBefore));
  }

  spare(turn: Turn): Promise<void> {
    return this.#write(({ turns }) => turns.spare(turn));
  }

  async park(turn: HeldTurn, reason: string, session?: Session | null): Promise<HeldTurn | null> {
    const text = session && JSON.stringify(session);
    return nextTurn(
      await this.#write(({ turns, parked, sessions }) => {
        turns.check(turn);
        if (session && text) sessions.write(session.id, text);
        parked.park(turn, reason);
        turns.leave(turn);
        return turns.take(turn.conversationId);
      }),
      (kept) => this.spare(kept),
    );
  }

  renew(turn: HeldTurn): Promise<void> {
    return this.#write(({ turns }) => turns.renew(turn));
  }

  async ready(limit: number): Promise<string[]> {
    return this.#read(({ turns }) => turns.ready(limit));
  }

  async size(): Promise<number> {
    return this.#read(({ turns }) => turns.size());
  }

  begin(turn: HeldTurn, key: string): Promise<Record<string, unknown> | null> {
    return this.#write(({ turns, journal }) => {
      turns.keep(turn);
      return journal.begin(turn.identity, key);
    });
  }

  sent(turn: HeldTurn, key: string, result: Record<string, unknown>): Promise<void> {
    const text = JSON.stringify(result);
    return this.#write(({ turns, journal }) => {
      turns.check(turn);
      journal.sent(key, text);
    });
  }

  unsent(turn: HeldTurn, key: string): Promise<void> {
    return this.#write(({ turns, journal }) => {
      turns.check(turn);
      journal.unsent(key);
    });
  }

  echoed(key: string, result: Record<string, unknown>): Promise<void> {
    const text = JSON.stringify(result);
    return this.#write(({ journal }) => journal.sent(key, text));
  }

  async sendOf(key: string): Promise<SendRecord | null> {
    return this.#read(({ journal }) => journal.record(key));
  }

  async parked(limit = 100): Promise<ParkedEvent[]> {
    return this.#read(({ parked }) => parked.list(limit));
  }

  unpark(id: string): Promise<boolean> {
    return this.#write(({ parked }) => parked.unpark(id));
  }

  discard(id: string): Promise<boolean> {
    return this.#write(({ parked }) => parked.discard(id));
  }

  keepUnusable(platform: string, reason: string, body: string): Promise<void> {
    return this.#write(({ parked }) => parked.keepUnusable(platform, reason, body));
  }

  schedule(event: ScheduledEvent): Promise<void> {
    return this.#write(({ schedule }) => schedule.add(event));
  }

  async promote(now: number): Promise<string[]> {
    const conversations = new Set<string>();
    let moved = PROMOTED_AT_ONCE;
    while (moved === PROMOTED_AT_ONCE) {
      const some = await this.#write(({ schedule }) => schedule.promote(now, PROMOTED_AT_ONCE));
      for (const conversation of some.conversations) conversations.add(conversation);
      moved = some.moved;
    }
    return [...conversations];
  }

  async nextDue(): Promise<number | null> {
    return this.#read(({ schedule }) => schedule.nextDue());
  }

  unschedule(identity: string): Promise<boolean> {
    return this.#write(({ schedule }) => schedule.cancel(identity));
  }

  async attachmentId(file: string): Promise<string | null> {
    return this.#read(({ attachments }) => attachments.read(file));
  }

  keepAttachmentId(file: string, id: string, lifetime: number): Promise<void> {
    return this.#write(({ attachments }) => attachments.keep(file, id, lifetime));
  }

  forgetAttachmentId(file: string, id: string): Promise<void> {
    return this.#write(({ attachments }) => attachments.forget(file, id));
  }

  async read(id: string): Promise<Session | null> {
    const text = this.#read(({ sessions }) => sessions.read(id));
    return text === null ? null : sessionOf(id, text);
  }

  write(id: string, session: Session): Promise<void> {
    const text = JSON.stringify(session);
    return this.#write(({ sessions }) => sessions.write(id, text));
  }

  destroy(id: string): Promise<void> {
    return this.#write(({ sessions }) => sessions.destroy(id));
  }

  async all(): Promise<Session[]> {
    return this.#read(({ sessions }) => sessions.all()).map(({ id, session }) => sessionOf(id, session));
  }

  /** As {@link all}, one after the other. */
  async *each(): AsyncGenerator<Session> {
    let after = '';
    for (;;) {
      const some = this.#read(({ sessions }) => sessions.some(after, LISTED_AT_ONCE));
      for (const { id, session } of some) yield sessionOf(id, session);
      if (some.length < LISTED_AT_ONCE) return;
      after = some.at(-1)?.id ?? after;
    }
  }

  #write<T>(work: (tables: Tables) => T): Promise<T> {
    return this.#group.run(work);
  }

  #read<T>(work: (tables: Tables) => T): T {
    return this.#connection.read(work);
  }
}
