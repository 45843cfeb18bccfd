import type { Database } from '../../../storage/sqlite/database.js';
import type { Step } from '../../ledger.js';
import { Change, FAILURE } from './counts.js';
import type { Flight, Flights } from './flights.js';
import type { RecipientRow } from './recipients.js';
import type { Held } from './records.js';
import { DOUBTFUL, QUEUED, SENDING, SENT, SKIPPED, STATES } from './schema.js';

/** What sends come to. Everything here runs inside a transaction of the caller, many people in one statement. */
export class Steps {
  #db: Database;
  #flights: Flights;

  constructor(db: Database, flights: Flights) {
    this.#db = db;
    this.#flights = flights;
  }

  write(held: Held, steps: readonly Step[]): void {
    const change = new Change(held);
    this.#begin(held, steps);
    this.#sent(held, steps, change);
    for (const step of steps) if (step.to !== 'sending' && step.to !== 'sent') this.#end(held, step, change);
    change.write(this.#db);
  }

  #begin({ number }: Held, steps: readonly Step[]): void {
    const begun = steps.filter(({ to }) => to === 'sending');
    const [first] = begun;
    if (first) this.#flights.begin(number, begun.map(numberOf), first.at);
  }

  #sent(held: Held, steps: readonly Step[], change: Change): void {
    const sent = steps.filter(({ to }) => to === 'sent');
    if (sent.length === 0) return;
    const { flights, haveEarly } = this.#flights.of(held.number);
    if (haveEarly) this.#countEarly(held, sent, change);
    for (const flight of flights) {
      const landed = sent.filter((step) => isIn(flight, numberOf(step)));
      if (landed.length > 0) this.#land(flight, landed);
    }
    for (const { recipient, at } of sent) change.addAt(at, recipient.variant, 'sent');
  }

  /** They were sent, all of one flight: one statement for all of them takes a third of what one for each does. */
  #land(flight: Flight, landed: readonly Step[]): void {
    const numbers = landed.map(numberOf);
    const first = Math.min(...numbers);
    const ids = new Array<string | null>(Math.max(...numbers) - first + 1).fill(null);
    for (const step of landed) ids[numberOf(step) - first] = step.messageId ?? '';
    this.#db.run(
      // The time is that of the start, which no receipt is earlier than.
      `UPDATE recipients SET state = ${SENT}, at = ?1, message_id = coalesce(nullif(sent.value, ''), message_id)
       FROM json_each(?2) AS sent WHERE number = ?3 + sent.key AND sent.value IS NOT NULL`,
      flight.at,
      JSON.stringify(ids),
      first,
    );
    this.#flights.end(flight, landed.length);
  }

  /** Receipts that came before the answer count from now on, for the message has arrived. */
  #countEarly({ number }: Held, sent: readonly Step[], change: Change): void {
    const early = this.#db.all<RecipientRow>(
      `SELECT * FROM recipients WHERE campaign = ? AND state = ${QUEUED} AND delivered_at IS NOT NULL`,
      number,
    );
    const arrived = new Set(sent.map(numberOf));
    for (const row of early) if (arrived.has(row.number)) countReceipts(row, change);
  }

  #end(held: Held, step: Step, change: Change): void {
    const { recipient, to, at, reason, messageId } = step;
    const number = numberOf(step);
    if (to === 'doubtful' && this.#settleArrived(number, change)) return;
    this.#db.run(
      'UPDATE recipients SET state = ?, at = ?, reason = ?, message_id = coalesce(?, message_id) WHERE number = ?',
      STATES.indexOf(to),
      to === 'queued' ? null : at,
      reason ?? null,
      messageId ?? null,
      number,
    );
    const flight = this.#flights.with(number);
    if (flight && to === 'queued') this.#flights.leave(held.number, flight, number);
    else if (flight) this.#flights.end(flight, 1);
    if (to === 'doubtful') change.add(0, to);
    if (to === 'failed') {
      change.addAt(at, recipient.variant, 'failed');
      change.add(0, FAILURE + (reason ?? 'unknown'));
    }
  }

  /** What nobody knew of may have arrived all the same. */
  #settleArrived(number: number, change: Change): boolean {
    const row = this.#db.get<RecipientRow>(
      'SELECT * FROM people WHERE number = ? AND coalesce(message_id, delivered_at) IS NOT NULL',
      number,
    );
    if (row) this.settle(row, change);
    return row !== undefined;
  }

  settle(row: RecipientRow, change: Change): void {
    const flight = row.state === SENDING ? this.#flights.with(row.number) : undefined;
    this.#db.run(
      `UPDATE recipients SET state = ${SENT}, at = ?, reason = NULL WHERE number = ?`,
      row.at,
      row.number,
    );
    if (flight) this.#flights.end(flight, 1);
    if (row.state === DOUBTFUL) change.add(0, 'doubtful', -1);
    change.addAt(row.at ?? 0, row.variant, 'sent');
    countReceipts(row, change);
  }

  /** What was being sent when its process ended: it has arrived, or it is doubtful, or it is sent again. */
  recover({ number, startedAt }: Held, onUnknown: 'leave' | 'resend', reason: string): void {
    const change = new Change({ number, startedAt });
    const shallResend = onUnknown === 'resend';
    for (const row of [...this.#sending(number), ...(shallResend ? this.#doubtful(number) : [])]) {
      if (row.message_id !== null || row.delivered_at !== null) {
        this.settle(row, change);
        continue;
      }
      const to = shallResend ? QUEUED : DOUBTFUL;
      this.#db.run(
        'UPDATE recipients SET state = ?, at = ?, reason = ? WHERE number = ?',
        to,
        row.at,
        reason,
        row.number,
      );
      if (row.state === DOUBTFUL) change.add(0, 'doubtful', -1);
      if (to === DOUBTFUL) change.add(0, 'doubtful');
    }
    this.#flights.clear(number);
    change.write(this.#db);
  }

  #sending(campaign: number): RecipientRow[] {
    return this.#db.all<RecipientRow>(
      `SELECT people.* FROM flights JOIN people ON number BETWEEN first AND last
       WHERE flights.campaign = ? AND state = ${SENDING}`,
      campaign,
    );
  }

  #doubtful(campaign: number): RecipientRow[] {
    return this.#db.all<RecipientRow>(
      `SELECT * FROM recipients WHERE campaign = ? AND state = ${DOUBTFUL}`,
      campaign,
    );
  }

  /** Answers how many. */
  skip(held: Held, limit: number): number {
    const skipped = this.#db.run(
      `UPDATE recipients SET state = ${SKIPPED} WHERE number IN
         (SELECT number FROM people WHERE number >= ? AND campaign = ? AND state = ${QUEUED} ORDER BY number LIMIT ?)`,
      held.firstRecipient,
      held.number,
      limit,
    );
    const change = new Change(held);
    change.add(0, 'skipped', skipped);
    change.write(this.#db);
    return skipped;
  }
}

function numberOf({ recipient }: Step): number {
  return Number(recipient.id);
}

function isIn({ first, last }: Flight, number: number): boolean {
  return number >= first && number <= last;
}

/** A receipt that is kept from before the message was known to have arrived. */
function countReceipts(row: RecipientRow, change: Change): void {
  const { variant, delivered_at: deliveredAt, read_at: readAt, answered_at: answeredAt } = row;
  if (deliveredAt !== null) change.addAt(deliveredAt, variant, 'delivered');
  if (readAt !== null) change.addAt(readAt, variant, 'read');
  if (answeredAt !== null) change.addAt(answeredAt, variant, 'answered');
}
