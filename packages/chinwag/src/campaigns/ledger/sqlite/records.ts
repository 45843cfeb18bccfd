import { LeaseLostError } from '../../../core/storage/storage.js';
import type { Database } from '../../../storage/sqlite/database.js';
import type { CampaignRecord, Holder, Lease, StateChange, Wish } from '../../ledger.js';
import type { AudienceReport } from '../../report.js';

interface Row {
  number: number;
  id: string;
  name: string;
  state: CampaignRecord['state'];
  reason: string | null;
  started_at: number | null;
  ended_at: number | null;
  variants: string;
  is_filled: number;
  audience: string;
  wanted: Wish['order'];
  rate: number | null;
  owner: string | null;
  beat: number;
  fence: number;
  first_recipient: number;
}

/** A campaign as whoever holds it works with it. */
export interface Held {
  number: number;
  startedAt: number | null;
  firstRecipient: number;
}

const NO_AUDIENCE: AudienceReport = { rows: 0, people: 0, duplicates: 0, invalid: {}, unreachable: {} };

/** The campaigns themselves: what they are, how they stand, who runs them. */
export class Records {
  #db: Database;
  #numbers = new Map<string, number>();

  constructor(db: Database) {
    this.#db = db;
  }

  enter({ id, name, variants, rate }: Pick<CampaignRecord, 'id' | 'name' | 'variants' | 'rate'>): void {
    this.#db.run(
      `INSERT INTO campaigns (id, name, state, variants, audience, rate) VALUES (?, ?, 'scheduled', ?, ?, ?)
       ON CONFLICT (name) DO NOTHING`,
      id,
      name,
      JSON.stringify(variants),
      JSON.stringify(NO_AUDIENCE),
      rate,
    );
  }

  find(name: string): CampaignRecord | null {
    const row = this.#db.get<Row>('SELECT * FROM campaigns WHERE name = ?', name);
    return row ? recordOf(row) : null;
  }

  list(): CampaignRecord[] {
    return this.#db.all<Row>('SELECT * FROM campaigns ORDER BY number DESC').map(recordOf);
  }

  /** What a campaign's rows are known by in this file. */
  keyOf(id: string): { number: number; firstRecipient: number } | null {
    const row = this.#db.get<Row>('SELECT number, first_recipient FROM campaigns WHERE id = ?', id);
    return row ? { number: row.number, firstRecipient: row.first_recipient } : null;
  }

  wish(id: string, { order, rate }: Partial<Wish>): void {
    if (order !== undefined) this.#db.run('UPDATE campaigns SET wanted = ? WHERE id = ?', order, id);
    if (rate !== undefined) this.#db.run('UPDATE campaigns SET rate = ? WHERE id = ?', rate, id);
  }

  hold(id: string, owner: string, from: Holder | undefined): Lease | Holder {
    const taken = this.#db.run(
      `UPDATE campaigns SET owner = ?, fence = fence + 1, beat = 0
       WHERE id = ? AND (owner IS NULL OR (owner = ? AND beat = ?))`,
      owner,
      id,
      from?.owner ?? '',
      from?.beat ?? 0,
    );
    const row = this.#db.get<Row>('SELECT * FROM campaigns WHERE id = ?', id);
    if (taken === 1) return { campaign: id, owner, fence: row?.fence ?? 0 };
    return { owner: row?.owner ?? '', beat: row?.beat ?? 0 };
  }

  beat(lease: Lease): Wish {
    const { number } = this.check(lease);
    this.#db.run('UPDATE campaigns SET beat = beat + 1 WHERE number = ?', number);
    const row = this.#db.get<Row>('SELECT wanted, rate FROM campaigns WHERE number = ?', number);
    return { order: row?.wanted ?? 'run', rate: row?.rate ?? null };
  }

  release(lease: Lease): void {
    this.#db.run('UPDATE campaigns SET owner = NULL WHERE number = ?', this.check(lease).number);
  }

  setState(lease: Lease, { state, reason, startedAt, endedAt }: StateChange): void {
    this.#db.run(
      `UPDATE campaigns SET state = ?, reason = ?, started_at = coalesce(?, started_at), ended_at = coalesce(?, ended_at)
       WHERE number = ?`,
      state,
      reason,
      startedAt ?? null,
      endedAt ?? null,
      this.check(lease).number,
    );
  }

  remove(number: number): void {
    this.#db.run('DELETE FROM campaigns WHERE number = ?', number);
  }

  /** @throws {LeaseLostError} */
  check({ campaign, owner, fence }: Lease): Held {
    const number = this.#numberOf(campaign);
    const held = this.#db.get<Row>(
      'SELECT started_at, first_recipient FROM campaigns WHERE number = ? AND owner = ? AND fence = ?',
      number,
      owner,
      fence,
    );
    if (!held) throw new LeaseLostError('another process runs the campaign by now');
    return { number, startedAt: held.started_at, firstRecipient: held.first_recipient };
  }

  /** Looked up once: a lease is checked at each write. */
  #numberOf(id: string): number {
    const number = this.#numbers.get(id) ?? this.keyOf(id)?.number ?? 0;
    if (number > 0) this.#numbers.set(id, number);
    return number;
  }

  readAudience(number: number): AudienceReport {
    const row = this.#db.get<Row>('SELECT audience FROM campaigns WHERE number = ?', number);
    return row ? (JSON.parse(row.audience) as AudienceReport) : NO_AUDIENCE;
  }

  writeAudience(number: number, audience: AudienceReport | null): void {
    this.#db.run(
      'UPDATE campaigns SET audience = ? WHERE number = ?',
      JSON.stringify(audience ?? NO_AUDIENCE),
      number,
    );
  }

  setFirstRecipient(number: number, first: number): void {
    this.#db.run('UPDATE campaigns SET first_recipient = ? WHERE number = ?', first, number);
  }

  setFilled(number: number): void {
    this.#db.run('UPDATE campaigns SET is_filled = 1 WHERE number = ?', number);
  }
}

function recordOf(row: Row): CampaignRecord {
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    reason: row.reason,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    variants: JSON.parse(row.variants) as string[],
    isFilled: row.is_filled === 1,
    audience: JSON.parse(row.audience) as AudienceReport,
    order: row.wanted,
    rate: row.rate,
    holder: row.owner === null ? null : { owner: row.owner, beat: row.beat },
  };
}
