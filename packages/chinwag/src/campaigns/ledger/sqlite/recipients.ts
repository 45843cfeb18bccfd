import type { Database } from '../../../storage/sqlite/database.js';
import type { Person } from '../../audience.js';
import type { NewRecipient, Recipient, RecipientRecord } from '../../ledger.js';
import type { Held } from './records.js';
import { DOUBTFUL, QUEUED, STATES } from './schema.js';

/** Number, PSID, line, variant, and what else is known of a person. */
type Claimed = [number, string, number, number, string | null];

/** A person, as `people` shows them. */
export interface RecipientRow {
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

/** Where those are found of whom there are few: nobody shall look through everybody for them. */
const FEW: Partial<Record<RecipientRecord['state'], string>> = {
  sending: `AND number IN (SELECT number FROM flights JOIN recipients ON number BETWEEN first AND last
    WHERE flights.campaign = ?2)`,
  doubtful: `AND number IN (SELECT number FROM recipients WHERE campaign = ?2 AND state = ${DOUBTFUL})`,
};

/** People of campaigns. Everything here runs inside a transaction of the caller, many people in one statement. */
export class Recipients {
  #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Answers how many of them are new. */
  add({ number }: Held, people: readonly NewRecipient[]): number {
    return isBare(people) ? this.#addBare(number, people) : this.#addAny(number, people);
  }

  /** Nothing but PSIDs, one a line: less than half the work. */
  #addBare(campaign: number, people: readonly NewRecipient[]): number {
    return this.#db.run(
      `INSERT INTO recipients (campaign, psid, line, variant)
       SELECT ?1, value, ?2 + key, ?3 FROM json_each(?4) WHERE true ON CONFLICT DO NOTHING`,
      campaign,
      people[0]?.line ?? 0,
      people[0]?.variant ?? 0,
      JSON.stringify(people.map(({ person }) => person.psid)),
    );
  }

  #addAny(campaign: number, people: readonly NewRecipient[]): number {
    const rows = people.map(({ person, line, variant }) => [person.psid, line, variant, valuesOf(person)]);
    return this.#db.run(
      `INSERT INTO recipients (campaign, psid, line, variant, person)
       SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
       ON CONFLICT DO NOTHING`,
      campaign,
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

  list(
    { number, firstRecipient }: { number: number; firstRecipient: number },
    { state, after, limit }: { state?: RecipientRecord['state']; after?: number; limit: number },
  ): RecipientRecord[] {
    const wanted = state === undefined ? '' : `AND state = ${STATES.indexOf(state)} ${FEW[state] ?? ''}`;
    return this.#db
      .all<RecipientRow>(
        `SELECT * FROM people WHERE number > ?1 AND campaign = ?2 ${wanted} ORDER BY number LIMIT ?3`,
        after ?? firstRecipient - 1,
        number,
        limit,
      )
      .map(recordOf);
  }
}

/** Whether they are of one variant, come line after line, and nothing is known of them but the PSID. */
function isBare(people: readonly NewRecipient[]): boolean {
  const [first] = people;
  return people.every(
    ({ person, line, variant }, index) =>
      variant === first?.variant && line === first.line + index && valuesOf(person) === null,
  );
}

/** What is known of a person beside the PSID; null when it is nothing. */
function valuesOf(person: Person): string | null {
  for (const key in person) if (key !== 'psid') return JSON.stringify(person);
  return null;
}

function recordOf(row: RecipientRow): RecipientRecord {
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
