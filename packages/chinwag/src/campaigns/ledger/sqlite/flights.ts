import type { Database } from '../../../storage/sqlite/database.js';

/** People who were noted as being sent to at one moment, by their numbers. */
export interface Flight {
  first: number;
  last: number;
  /** When they were about to go out, in milliseconds since 1970. */
  at: number;
  /** How many of them have not ended yet. */
  open: number;
}

/**
 * Who is being sent to. People go in the order of their numbers, so one row tells it of all that begin together, and
 * their own rows are written once: when it is known what became of them.
 */
export class Flights {
  #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  begin(campaign: number, numbers: readonly number[], at: number): void {
    for (const [first, last] of stretches(numbers))
      this.#add(campaign, { first, last, at, open: last - first + 1 });
  }

  /** Those of a campaign, and whether a receipt for somebody in them came before the answer to the send. */
  of(campaign: number): { flights: Flight[]; haveEarly: boolean } {
    // As one text: the driver takes longer for a row than SQLite does.
    const row = this.#db.get<{ flights: string; early: number }>(
      `SELECT json_group_array(json_object('first', first, 'last', last, 'at', at, 'open', open)) AS flights,
         EXISTS (SELECT 1 FROM recipients WHERE campaign = ?1 AND state = 0 AND delivered_at IS NOT NULL) AS early
       FROM flights WHERE campaign = ?1`,
      campaign,
    );
    return { flights: JSON.parse(row?.flights ?? '[]') as Flight[], haveEarly: row?.early === 1 };
  }

  /** The one somebody is in; undefined when they are not being sent to. */
  with(number: number): Flight | undefined {
    return this.#db.get<Flight>(
      'SELECT first, last, at, open FROM flights WHERE ? BETWEEN first AND last',
      number,
    );
  }

  /** So many of them have ended. */
  end({ first, open }: Flight, ended: number): void {
    if (open > ended) this.#db.run('UPDATE flights SET open = ? WHERE first = ?', open - ended, first);
    else this.#db.run('DELETE FROM flights WHERE first = ?', first);
  }

  /** One of them is not sent to after all; those before and after are. */
  leave(campaign: number, { first, last, at }: Flight, number: number): void {
    this.#db.run('DELETE FROM flights WHERE first = ?', first);
    this.#addOpen(campaign, { first, last: number - 1, at });
    this.#addOpen(campaign, { first: number + 1, last, at });
  }

  /** Nobody is being sent to. */
  clear(campaign: number): void {
    this.#db.run('DELETE FROM flights WHERE campaign = ?', campaign);
  }

  #addOpen(campaign: number, { first, last, at }: Omit<Flight, 'open'>): void {
    const row = this.#db.get<{ open: number }>(
      'SELECT count(*) AS open FROM recipients WHERE number BETWEEN ? AND ? AND state = 0',
      first,
      last,
    );
    if (row && row.open > 0) this.#add(campaign, { first, last, at, open: row.open });
  }

  #add(campaign: number, { first, last, at, open }: Flight): void {
    this.#db.run(
      'INSERT INTO flights (first, last, campaign, at, open) VALUES (?, ?, ?, ?, ?)',
      first,
      last,
      campaign,
      at,
      open,
    );
  }
}

/** Numbers as stretches without a gap, the first and the last of each. */
function stretches(numbers: readonly number[]): [first: number, last: number][] {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const latest = found.at(-1);
    if (latest && number === latest[1] + 1) latest[1] = number;
    else found.push([number, number]);
  }
  return found;
}
