import { LeaseLostError } from '../../core/storage/storage.js';
import type { KeptTurn } from '../kept-text.js';
import type { ClockedSettings } from '../options.js';
import { isOfThePast } from '../owner.js';
import type { Database } from './database.js';
import type { Journal } from './journal.js';

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

/** Who holds a conversation, or did; and how its first event has fared. */
interface Lease {
  fence: number;
  until: number;
  attempts: number;
  notBefore: number;
}

interface First extends Partial<Lease> {
  identity: string;
  platform: string;
  event: string;
  session: string | null;
  hasSends: number;
}

const FREE: Lease = { fence: 0, until: 0, attempts: 0, notBefore: 0 };

/** Events accepted and not done, and who holds which conversation. */
export class Turns {
  #db: Database;
  #journal: Journal;
  #options: ClockedSettings;

  constructor(db: Database, options: ClockedSettings, journal: Journal) {
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
      `SELECT identity, platform, event, sessions.session,
         leases.fence, leases.until, attempts, not_before AS notBefore,
         EXISTS (SELECT 1 FROM sends WHERE sends.identity = events.identity) AS hasSends
       FROM events
         LEFT JOIN leases ON leases.conversation = events.conversation
         LEFT JOIN sessions ON sessions.id = events.conversation
           AND (sessions.until IS NULL OR sessions.until > ?)
       WHERE events.conversation = ? ORDER BY place LIMIT 1`,
      now,
      conversationId,
    );
    if (!first) return null;
    const lease = leaseOf(first);
    if (this.#isHeld(conversationId, lease, now) || lease.notBefore > now) return null;
    const { identity, platform, event, session } = first;
    const { attempts } = lease;
    const sends = first.hasSends ? this.#journal.ofEvent(identity) : [];
    const fence = this.#hold(conversationId, { ...lease, attempts: attempts + 1 });
    return { conversationId, identity, platform, event, attempts, session, sends, fence };
  }

  /** Holds the conversation itself; answers the fence. */
  hold(conversationId: string): number | null {
    const kept = this.#db.get<Lease>(
      'SELECT fence, until, attempts, not_before AS notBefore FROM leases WHERE conversation = ?',
      conversationId,
    );
    const lease = leaseOf(kept);
    return this.#isHeld(conversationId, lease, this.#options.now())
      ? null
      : this.#hold(conversationId, lease);
  }

  /** The event is done, and so are its sends. */
  done(turn: Turn): void {
    this.leave(turn);
    if (turn.identity !== '') this.#journal.close(turn.identity);
  }

  /** Lets go of the conversation and takes the event out of it. */
  leave(turn: Turn): void {
    const isHold = turn.identity === '';
    this.#letGo(turn, isHold ? {} : { attempts: 0, notBefore: 0 });
    if (isHold) return;
    // Who is worked on is always the first.
    this.#db.run(
      'DELETE FROM events WHERE place = (SELECT min(place) FROM events WHERE conversation = ?)',
      turn.conversationId,
    );
  }

  giveBack(turn: Turn, notBefore: number): void {
    this.#letGo(turn, turn.identity === '' ? {} : { notBefore });
  }

  /** The event counts as not tried this time. */
  spare({ conversationId, fence }: Turn): void {
    this.#db.run(
      'UPDATE leases SET attempts = attempts - 1 WHERE conversation = ? AND fence = ? AND attempts > 0',
      conversationId,
      fence,
    );
  }

  renew({ conversationId, fence }: Turn): void {
    const until = this.#options.now() + this.#options.lease;
    const renewed = this.#db.run(
      'UPDATE leases SET until = ? WHERE conversation = ? AND fence = ? AND until > 0',
      until,
      conversationId,
      fence,
    );
    if (renewed === 0) throw new LeaseLostError(conversationId);
  }

  /** Sees to it that the lease has half its time left. */
  keep(turn: Turn): void {
    const { now, lease } = this.#options;
    const kept = this.#db.get<{ until: number }>(
      'SELECT until FROM leases WHERE conversation = ? AND fence = ? AND until > 0',
      turn.conversationId,
      turn.fence,
    );
    if (!kept || kept.until < now() + lease / 2) this.renew(turn);
  }

  /** Throws, before anything is written, when the lease is another's by now. */
  check({ conversationId, fence }: Turn): void {
    const lease = this.#db.get(
      'SELECT 1 FROM leases WHERE conversation = ? AND fence = ? AND until > 0',
      conversationId,
      fence,
    );
    if (!lease) throw new LeaseLostError(conversationId);
  }

  /** Whatever was held by processes that have ended, of this one's name or of this machine. */
  letGoOfEnded(): void {
    const holders = this.#db.all<{ owner: string }>('SELECT DISTINCT owner FROM leases WHERE until > 0');
    for (const { owner } of holders) {
      if (isOfThePast(owner, this.#options.owner))
        this.#db.run('UPDATE leases SET until = 0 WHERE owner = ?', owner);
    }
  }

  /** The one that waits the longest first. */
  ready(limit: number): string[] {
    const now = this.#options.now();
    return this.#db
      .all<{ conversation: string }>(
        `SELECT conversation FROM events AS first
         WHERE place = (SELECT min(place) FROM events WHERE events.conversation = first.conversation)
           AND NOT EXISTS (
             SELECT 1 FROM leases
             WHERE leases.conversation = first.conversation AND ((until > ? AND until <= ?) OR not_before > ?))
         ORDER BY place LIMIT ?`,
        now,
        now + this.#options.lease,
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
    this.#db.run(
      'INSERT INTO events (identity, conversation, platform, event) VALUES (?, ?, ?, ?)',
      identity,
      conversationId,
      platform,
      event,
    );
    return true;
  }

  /** A lease that runs longer than it can have been given for is from before the clock was put back: it is cut. */
  #isHeld(conversationId: string, { until }: Lease, now: number): boolean {
    const latest = now + this.#options.lease;
    if (until > latest) {
      this.#db.run('UPDATE leases SET until = ? WHERE conversation = ?', latest, conversationId);
    }
    return until > now;
  }

  #hold(conversationId: string, { fence, attempts, notBefore }: Lease): number {
    const { now, lease, owner } = this.#options;
    // A lease that was forgotten begins anew beyond every number it had.
    const next = fence === 0 ? now() : fence + 1;
    this.#db.run(
      `INSERT OR REPLACE INTO leases (conversation, fence, until, attempts, not_before, owner)
       VALUES (?, ?, ?, ?, ?, ?)`,
      conversationId,
      next,
      now() + lease,
      attempts,
      notBefore,
      owner,
    );
    return next;
  }

  /** Throws, before anything is written, when the lease is another's by now. */
  #letGo(
    { conversationId, fence }: Turn,
    { attempts = null, notBefore = null }: { attempts?: number | null; notBefore?: number | null } = {},
  ): void {
    const freed = this.#db.run(
      `UPDATE leases SET until = 0, attempts = coalesce(?, attempts), not_before = coalesce(?, not_before)
       WHERE conversation = ? AND fence = ? AND until > 0`,
      attempts,
      notBefore,
      conversationId,
      fence,
    );
    if (freed === 0) throw new LeaseLostError(conversationId);
  }
}

function leaseOf(kept: Partial<Lease> | undefined): Lease {
  // A join without a partner answers nulls.
  return kept?.fence ? { ...FREE, ...kept } : FREE;
}
