import type { Database } from '../../../storage/sqlite/database.js';
import type { Person } from '../../audience.js';
import type { NewRecipient, Recipient, RecipientRecord, Step } from '../../ledger.js';
import { Change, FAILURE } from './counts.js';
import type { Held } from './records.js';
import { DOUBTFUL, QUEUED, SENDING, SENT, SKIPPED, STATES } from './schema.js';

/** Number, PSID, line, variant, and what else is known of a person. */
type Claimed = [number, string, number, number, string | null];

interface Row {
  number: number;
  psid: string;
  line: number;
  variant: number;
  state: number;
  reason: string | null;
  message_id: string | null;
  at: number | null;
  delivered_at: number | null;
  read_at: number | null;
  answered_at: number | null;
}

/** People of campaigns. Everything here runs inside a transaction of the caller, many people in one statement. */
export class Recipients {
  #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Answers how many of them are new. */
  add({ number }: Held, people: readonly NewRecipient[]): number {
    const rows = people.map(({ person, line, variant }) => [person.psid, line, variant, valuesOf(person)]);
    return this.#db.run(
      `INSERT INTO recipients (campaign, psid, line, variant, person)
       SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
       ON CONFLICT DO NOTHING`,
      number,
      JSON.stringify(rows),
    );
  }

  highest(): number {
    return (
      this.#db.get<{ highest: number | null }>('SELECT max(number) AS highest FROM recipients')?.highest ?? 0
    );
  }

  /** Forgets some; answers how many. */
  remove({ number, firstRecipient }: Held, limit: number): number {
    return this.#db.run(
      `DELETE FROM recipients WHERE number IN
         (SELECT number FROM recipients WHERE number >= ? AND campaign = ? ORDER BY number LIMIT ?)`,
      firstRecipient,
      number,
      limit,
    );
  }

  queued({ number }: Held, after: number, limit: number): Recipient[] {
    // As one text: the driver takes longer for a row than SQLite does.
    const claimed = this.#db.get<{ rows: string }>(
      `SELECT json_group_array(json_array(number, psid, line, variant, person)) AS rows FROM
         (SELECT number, psid, line, variant, person FROM recipients
          WHERE number > ? AND campaign = ? AND state = ${QUEUED} ORDER BY number LIMIT ?)`,
      after,
      number,
      limit,
    );
    return (JSON.parse(claimed?.rows ?? '[]') as Claimed[]).map(([id, psid, line, variant, person]) => ({
      id,
      line,
      variant,
      person: person === null ? { psid } : (JSON.parse(person) as Person),
    }));
  }

  write(held: Held, steps: readonly Step[]): void {
    const change = new Change(held);
    this.#begin(steps, change);
    this.#sent(held, steps, change);
    for (const step of steps) if (step.to !== 'sending' && step.to !== 'sent') this.#end(step, change);
    change.write(this.#db);
  }

  #begin(steps: readonly Step[], change: Change): void {
    const begun = steps.filter(({ to }) => to === 'sending');
    const [first] = begun;
    if (!first) return;
    for (const [from, to] of stretches(begun.map(({ recipient }) => Number(recipient.id)))) {
      this.#db.run(
        `UPDATE recipients SET state = ${SENDING}, at = ? WHERE number BETWEEN ? AND ?`,
        first.at,
        from,
        to,
      );
    }
    change.add(0, 'queued', -begun.length);
    change.add(0, 'sending', begun.length);
  }

  #sent(held: Held, steps: readonly Step[], change: Change): void {
    const sent = steps.filter(({ to }) => to === 'sent');
    if (sent.length === 0) return;
    this.#countEarly(held, sent, change);
    this.#db.run(
      // The time stays that of the start, which no receipt is earlier than.
      `UPDATE recipients SET state = ${SENT}, message_id = coalesce(value ->> 1, message_id)
       FROM json_each(?) WHERE number = value ->> 0`,
      JSON.stringify(sent.map(({ recipient, messageId }) => [recipient.id, messageId ?? null])),
    );
    for (const { recipient, at } of sent) change.addAt(at, recipient.variant, 'sent');
    change.add(0, 'sending', -sent.length);
  }

  /** Receipts that came before the answer count from now on, for the message has arrived. */
  #countEarly({ number }: Held, sent: readonly Step[], change: Change): void {
    const early = this.#db.all<Row>(
      `SELECT * FROM recipients WHERE campaign = ? AND state = ${SENDING} AND delivered_at IS NOT NULL`,
      number,
    );
    if (early.length === 0) return;
    const arrived = new Set(sent.map(({ recipient }) => recipient.id));
    for (const row of early) if (arrived.has(row.number)) countReceipts(row, change);
  }

  #end({ recipient, from, to, at, reason, messageId }: Step, change: Change): void {
    const id = Number(recipient.id);
    if (to === 'doubtful' && this.#hasArrived(id)) {
      this.#settle(id, change);
      return;
    }
    const state = STATES.indexOf(to);
    this.#db.run(
      'UPDATE recipients SET state = ?, at = ?, reason = ?, message_id = coalesce(?, message_id) WHERE number = ?',
      state,
      to === 'queued' ? null : at,
      reason ?? null,
      messageId ?? null,
      id,
    );
    change.add(0, from, -1);
    if (to === 'failed') {
      change.addAt(at, recipient.variant, 'failed');
      change.add(0, FAILURE + (reason ?? 'unknown'));
    } else change.add(0, to);
  }

  #hasArrived(id: number): boolean {
    return (
      this.#db.get(
        'SELECT 1 FROM recipients WHERE number = ? AND coalesce(message_id, delivered_at) IS NOT NULL',
        id,
      ) !== undefined
    );
  }

  /** What nobody knew of has arrived. */
  #settle(id: number, change: Change): void {
    const row = this.#db.get<Row>('SELECT * FROM recipients WHERE number = ?', id);
    if (row) this.settle(row, change);
  }

  settle(row: Row, change: Change): void {
    this.#db.run(`UPDATE recipients SET state = ${SENT}, reason = NULL WHERE number = ?`, row.number);
    change.add(0, STATES[row.state] ?? 'doubtful', -1);
    change.addAt(row.at ?? 0, row.variant, 'sent');
    countReceipts(row, change);
  }

  /** What was being sent when its process ended: it has arrived, or it is doubtful, or it is sent again. */
  recover(held: Held, onUnknown: 'leave' | 'resend', reason: string): void {
    const change = new Change(held);
    const open = this.#db.all<Row>(
      'SELECT * FROM recipients WHERE campaign = ? AND state IN (1, 5) AND (state = 1 OR ?)',
      held.number,
      onUnknown === 'resend' ? 1 : 0,
    );
    for (const row of open) {
      if (row.message_id !== null || row.delivered_at !== null) {
        this.settle(row, change);
        continue;
      }
      const to = onUnknown === 'resend' ? QUEUED : DOUBTFUL;
      this.#db.run('UPDATE recipients SET state = ?, reason = ? WHERE number = ?', to, reason, row.number);
      change.add(0, STATES[row.state] ?? 'sending', -1);
      change.add(0, STATES[to]);
    }
    change.write(this.#db);
  }

  /** Answers how many. */
  skip(held: Held, limit: number): number {
    const skipped = this.#db.run(
      `UPDATE recipients SET state = ${SKIPPED} WHERE number IN
         (SELECT number FROM recipients WHERE number >= ? AND campaign = ? AND state = ${QUEUED} ORDER BY number LIMIT ?)`,
      held.firstRecipient,
      held.number,
      limit,
    );
    const change = new Change(held);
    change.add(0, 'queued', -skipped);
    change.add(0, 'skipped', skipped);
    change.write(this.#db);
    return skipped;
  }

  list(
    { number, firstRecipient }: { number: number; firstRecipient: number },
    { state, after, limit }: { state?: RecipientRecord['state']; after?: number; limit: number },
  ): RecipientRecord[] {
    const wanted = state === undefined ? '' : `AND state = ${STATES.indexOf(state)}`;
    // Said in the index's own words, or it is not used.
    const isOpen = state === 'sending' || state === 'doubtful' ? 'AND state IN (1, 5)' : '';
    return this.#db
      .all<Row>(
        `SELECT * FROM recipients WHERE number > ? AND campaign = ? ${wanted} ${isOpen} ORDER BY number LIMIT ?`,
        after ?? firstRecipient - 1,
        number,
        limit,
      )
      .map(recordOf);
  }
}

/** A receipt that is kept from before the message was known to have arrived. */
function countReceipts(row: Row, change: Change): void {
  const { variant, delivered_at: deliveredAt, read_at: readAt, answered_at: answeredAt } = row;
  if (deliveredAt !== null) change.addAt(deliveredAt, variant, 'delivered');
  if (readAt !== null) change.addAt(readAt, variant, 'read');
  if (answeredAt !== null) change.addAt(answeredAt, variant, 'answered');
}

/** Numbers as stretches without a gap, the first and the last of each: people come in order, so these are few. */
function stretches(numbers: readonly number[]): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else found.push([number, number]);
  }
  return found;
}

/** What is known of a person beside the PSID; null when it is nothing. */
function valuesOf(person: Person): string | null {
  for (const key in person) if (key !== 'psid') return JSON.stringify(person);
  return null;
}

function recordOf(row: Row): RecipientRecord {
  return {
    id: row.number,
    psid: row.psid,
    line: row.line,
    variant: row.variant,
    state: STATES[row.state] ?? 'queued',
    reason: row.reason,
    messageId: row.message_id,
    at: row.at,
    deliveredAt: row.delivered_at,
    readAt: row.read_at,
    answeredAt: row.answered_at,
  };
}

export type { Row as RecipientRow };
