import { LeaseLostError } from '../../core/storage.js';
import { type KeptTurn, leaseLost } from '../kept-text.js';
import type { Database } from './database.js';
import type { Journal } from './journal.js';
import type { TablesOptions } from './tables.js';

/** An event on its way in, its text made before the transaction begins. */
export interface NewEvent {
  identity: string;
  digest: string;
  conversationId: string;
  platform: string;
  event: string;
}

/** Which turn is meant: what a {@link LeaseLostError} is decided by. */
export interface Turn {
  conversationId: string;
  identity: string;
  fence: number;
}

interface First {
  place: number;
  identity: string;
  platform: string;
  event: string;
  attempts: number;
  notBefore: number;
  heldUntil: number | null;
  session: string | null;
  hasSends: number;
}

/** Events accepted and not done, and who holds which conversation. */
export class Turns {
  #db: Database;
  #journal: Journal;
  #options: TablesOptions;

  constructor(db: Database, options: TablesOptions, journal: Journal) {
    this.#db = db;
    this.#options = options;
    this.#journal = journal;
  }

  accept(events: readonly NewEvent[]): string[] {
    const conversations = new Set<string>();
    for (const event of events) if (this.#keep(event)) conversations.add(event.conversationId);
    return [...conversations];
  }

  take(conversationId: string): KeptTurn | null {
    const now = this.#options.now();
    const first = this.#db.get<First>(
      `SELECT place, identity, platform, event, attempts, not_before AS notBefore,
         leases.until AS heldUntil, sessions.session,
         EXISTS (SELECT 1 FROM sends WHERE sends.identity = events.identity) AS hasSends
       FROM events
         LEFT JOIN leases ON leases.conversation = events.conversation
         LEFT JOIN sessions ON sessions.id = events.conversation
           AND (sessions.until IS NULL OR sessions.until > ?)
       WHERE events.conversation = ? ORDER BY place LIMIT 1`,
      now,
      conversationId,
    );
    if (!first || (first.heldUntil ?? 0) > now || first.notBefore > now) return null;
    this.#db.run('UPDATE events SET attempts = attempts + 1 WHERE place = ?', first.place);
    const { identity, platform, event, attempts, session } = first;
    const sends = first.hasSends ? this.#journal.ofEvent(identity) : [];
    return {
      conversationId,
      identity,
      platform,
      event,
      attempts,
      session,
      sends,
      fence: this.#lease(conversationId),
    };
  }

  /** Holds the conversation itself; answers the fence. */
  hold(conversationId: string): number | null {
    const isHeld = this.#db.get(
      'SELECT 1 FROM leases WHERE conversation = ? AND until > ?',
      conversationId,
      this.#options.now(),
    );
    return isHeld ? null : this.#lease(conversationId);
  }

  /** The event is done, and so are its sends. */
  done(turn: Turn): void {
    this.letGo(turn);
    if (turn.identity === '') return;
    this.#db.run('DELETE FROM events WHERE identity = ?', turn.identity);
    this.#journal.close(turn.identity);
  }

  giveBack(turn: Turn, notBefore: number): void {
    this.letGo(turn);
    this.#db.run('UPDATE events SET not_before = ? WHERE identity = ?', notBefore, turn.identity);
  }

  renew({ conversationId, fence }: Turn): void {
    const until = this.#options.now() + this.#options.lease;
    const renewed = this.#db.run(
      'UPDATE leases SET until = ? WHERE fence = ? AND conversation = ?',
      until,
      fence,
      conversationId,
    );
    if (renewed === 0) throw new LeaseLostError(leaseLost(conversationId));
  }

  /** Throws, before anything is written, when the lease is another's by now. */
  check({ conversationId, fence }: Turn): void {
    const lease = this.#db.get(
      'SELECT 1 FROM leases WHERE fence = ? AND conversation = ?',
      fence,
      conversationId,
    );
    if (!lease) throw new LeaseLostError(leaseLost(conversationId));
  }

  letGo({ conversationId, fence }: Turn): void {
    const freed = this.#db.run(
      'DELETE FROM leases WHERE fence = ? AND conversation = ?',
      fence,
      conversationId,
    );
    if (freed === 0) throw new LeaseLostError(leaseLost(conversationId));
  }

  /** Whatever a process of this name held before it ended. */
  letGoOf(owner: string): void {
    this.#db.run('DELETE FROM leases WHERE owner = ?', owner);
  }

  /** The one that waits the longest first. */
  ready(limit: number): string[] {
    const now = this.#options.now();
    return this.#db
      .all<{ conversation: string }>(
        `SELECT conversation FROM events AS first
         WHERE not_before <= ?
           AND NOT EXISTS (SELECT 1 FROM leases WHERE leases.conversation = first.conversation AND until > ?)
           AND place = (SELECT min(place) FROM events WHERE events.conversation = first.conversation)
         ORDER BY place LIMIT ?`,
        now,
        now,
        limit,
      )
      .map(({ conversation }) => conversation);
  }

  size(): number {
    return this.#db.get<{ count: number }>('SELECT count(*) AS count FROM events')?.count ?? 0;
  }

  #keep({ identity, digest, conversationId, platform, event }: NewEvent): boolean {
    const now = this.#options.now();
    const isNew = this.#db.run(
      `INSERT INTO identities (fingerprint, until) VALUES (?, ?)
       ON CONFLICT (fingerprint) DO UPDATE SET until = excluded.until WHERE until <= ?`,
      digest,
      now + this.#options.remember,
      now,
    );
    if (isNew === 0) return false;
    const kept = this.#db.run(
      'INSERT OR IGNORE INTO events (identity, conversation, platform, event) VALUES (?, ?, ?, ?)',
      identity,
      conversationId,
      platform,
      event,
    );
    return kept > 0;
  }

  #lease(conversationId: string): number {
    const { now, lease, owner } = this.#options;
    const held = this.#db.get<{ fence: number }>(
      'INSERT OR REPLACE INTO leases (conversation, until, owner) VALUES (?, ?, ?) RETURNING fence',
      conversationId,
      now() + lease,
      owner,
    );
    return Number(held?.fence);
  }
}
