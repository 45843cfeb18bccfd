import type { Database } from '../../../storage/sqlite/database.js';
import type { Receipt } from '../../ledger.js';
import { Change } from './counts.js';
import type { RecipientRow } from './recipients.js';
import { DOUBTFUL, SENDING, SENT } from './schema.js';
import type { Steps } from './steps.js';

type Found = RecipientRow & { campaign: number; campaign_id: string; started_at: number | null };

/** How long after a send a receipt may be about it when no message id says so. */
const NEAR = 60_000;
/** The platform's clock may be so much behind. */
const CLOCKS_DIFFER = 1_000;
/** The database's columns, and what stands before each in a funnel. */
const STEPS = [
  { column: 'delivered_at', what: 'delivered' },
  { column: 'read_at', what: 'read' },
  { column: 'answered_at', what: 'answered' },
] as const;
const REACH = { delivered: 1, read: 2, answered: 3 } as const;

/** What webhooks tell of what campaigns have sent. */
export class Receipts {
  #db: Database;
  #steps: Steps;

  constructor(db: Database, steps: Steps) {
    this.#db = db;
    this.#steps = steps;
  }

  /** Which of them are about somebody here. */
  known(receipts: readonly Receipt[]): Receipt[] {
    return receipts.filter(({ psid }) => this.#sentTo(psid).length > 0);
  }

  note(receipts: readonly Receipt[]): void {
    const changes = new Map<number, Change>();
    for (const receipt of receipts) {
      for (const row of this.#sentTo(receipt.psid)) {
        let change = changes.get(row.campaign);
        if (!change) {
          change = new Change({ number: row.campaign, startedAt: row.started_at });
          changes.set(row.campaign, change);
        }
        this.#noteOne(receipt, row, change);
        // An answer is to what came last.
        if (receipt.type === 'answered' && (row.at ?? 0) <= receipt.at) break;
      }
    }
    for (const change of changes.values()) change.write(this.#db);
  }

  /** What campaigns have sent to a person, the newest first. */
  #sentTo(psid: string): Found[] {
    return this.#db.all<Found>(
      `SELECT people.*, campaigns.id AS campaign_id, campaigns.started_at
       FROM people JOIN campaigns ON campaigns.number = people.campaign
       WHERE psid = ? AND people.state IN (${SENDING}, ${SENT}, ${DOUBTFUL}) ORDER BY at DESC`,
      psid,
    );
  }

  #noteOne(receipt: Receipt, row: Found, change: Change): void {
    if (receipt.type === 'echo') {
      if (receipt.campaign === row.campaign_id) this.#noteEcho(receipt.messageId, row, change);
      return;
    }
    if (!isAbout(receipt, row)) return;
    if (row.state === DOUBTFUL) {
      this.#steps.settle(row, change);
      row.state = SENT;
    }
    for (const { column, what } of STEPS.slice(0, REACH[receipt.type])) {
      if (row[column] !== null) continue;
      this.#db.run(`UPDATE recipients SET ${column} = ? WHERE number = ?`, receipt.at, row.number);
      // Of what is still being sent it counts when the answer is there.
      if (row.state === SENT) change.addAt(receipt.at, row.variant, what);
    }
  }

  #noteEcho(messageId: string, row: Found, change: Change): void {
    if (row.message_id === null) {
      this.#db.run('UPDATE recipients SET message_id = ? WHERE number = ?', messageId, row.number);
    }
    if (row.state === DOUBTFUL) this.#steps.settle(row, change);
  }
}

/**
 * Whether it tells something of this send. Of a doubtful one, only what follows it closely does: what is delivered
 * later may have been sent later. An answer proves nothing of a message that may not have arrived.
 */
function isAbout(receipt: Exclude<Receipt, { type: 'echo' }>, row: Found): boolean {
  const at = row.at ?? 0;
  if (receipt.type === 'answered') return row.state !== DOUBTFUL && receipt.at >= at;
  if (row.message_id !== null && receipt.messageIds?.includes(row.message_id)) return true;
  if (row.state === DOUBTFUL && receipt.watermark > at + NEAR) return false;
  return receipt.watermark >= at - CLOCKS_DIFFER;
}
