import { Connection } from '../../../storage/sqlite/connection.js';
import type { Database } from '../../../storage/sqlite/database.js';
import { GroupCommit } from '../../../storage/sqlite/group-commit.js';
import type {
  CampaignRecord,
  Freed,
  Holder,
  Lease,
  Ledger,
  NewRecipient,
  Receipt,
  Recipient,
  RecipientId,
  RecipientRecord,
  RowCount,
  Snapshot,
  StateChange,
  Step,
  Wish,
} from '../../ledger.js';
import { addRows } from '../../reporting/row-count.js';
import { Change, PEOPLE, readTally, readTimeline } from './counts.js';
import { Flights } from './flights.js';
import { Receipts } from './receipts.js';
import { Recipients } from './recipients.js';
import { Records } from './records.js';
import { schema } from './schema.js';
import { Steps } from './steps.js';

export interface SqliteLedgerOptions {
  /** The file; its folder is made. Default `.chinwag/campaigns.sqlite`. */
  path?: string;
  /**
   * What a commit waits for. `normal`: what was noted outlives the process whatever ends it, but a power cut may take
   * the last moments. `full`: it outlives the power cut too, for an fsync each commit. Default `normal`.
   */
  synchronous?: 'normal' | 'full';
}

/** Where campaigns are kept when nothing else is said. */
export const LEDGER_FILE = '.chinwag/campaigns.sqlite';

/** Few enough that the process does not stand still for long. */
const AT_ONCE = 5_000;
/** Kilobytes of the file kept in memory: people come in no order of their ids, so their index is touched all over. */
const CACHE = 24_000;

/** What is in the file, by subject. */
class Tables {
  readonly db: Database;
  readonly records: Records;
  readonly recipients: Recipients;
  readonly steps: Steps;
  readonly receipts: Receipts;

  constructor(db: Database) {
    db.exec(`PRAGMA cache_size = -${CACHE}`);
    this.db = db;
    this.records = new Records(db);
    this.recipients = new Recipients(db);
    this.steps = new Steps(db, new Flights(db));
    this.receipts = new Receipts(db, this.steps);
  }
}

/** Campaigns in one SQLite file. One process sends for a campaign at a time; any number may watch and steer. */
export class SqliteLedger implements Ledger {
  readonly isShared = false;
  #connection: Connection<Tables>;
  #group: GroupCommit<Tables>;
  /** Up to which recipient each lease has been handed out. */
  #claimed = new WeakMap<Lease, number>();

  constructor({ path = LEDGER_FILE, synchronous = 'normal' }: SqliteLedgerOptions = {}) {
    this.#connection = new Connection({ path, synchronous }, { schema, open: (db) => new Tables(db) });
    this.#group = new GroupCommit(this.#connection);
  }

  async close(): Promise<void> {
    await this.#group.settled();
    this.#connection.close();
  }

  async enter(campaign: Pick<CampaignRecord, 'id' | 'name' | 'variants' | 'rate'>): Promise<CampaignRecord> {
    return this.#write(({ records }) => {
      records.enter(campaign);
      return records.find(campaign.name) as CampaignRecord;
    });
  }

  async find(name: string): Promise<CampaignRecord | null> {
    return this.#read(({ records }) => records.find(name));
  }

  async list(): Promise<CampaignRecord[]> {
    return this.#read(({ records }) => records.list());
  }

  wish(campaign: string, wish: Partial<Wish>): Promise<void> {
    return this.#write(({ records }) => records.wish(campaign, wish));
  }

  hold(campaign: string, owner: string, from?: Holder): Promise<Lease | Holder> {
    return this.#write(({ records }) => records.hold(campaign, owner, from));
  }

  beat(lease: Lease): Promise<Wish> {
    return this.#write(({ records }) => records.beat(lease));
  }

  release(lease: Lease): Promise<void> {
    return this.#write(({ records }) => records.release(lease));
  }

  setState(lease: Lease, change: StateChange): Promise<void> {
    return this.#write(({ records }) => records.setState(lease, change));
  }

  async remove(lease: Lease): Promise<Freed> {
    const before = this.#read(({ db }) => freeBytes(db));
    const people = await this.#removePeople(lease);
    await this.#write((tables) => {
      const { number } = tables.records.check(lease);
      for (const table of ['flights', 'counts', 'timeline'])
        tables.db.run(`DELETE FROM ${table} WHERE campaign = ?`, number);
      tables.records.remove(number);
    });
    return { people, bytes: Math.max(0, this.#read(({ db }) => freeBytes(db)) - before) };
  }

  async empty(lease: Lease): Promise<void> {
    await this.#removePeople(lease);
    await this.#write(({ db, records, recipients }) => {
      const { number } = records.check(lease);
      db.run('DELETE FROM counts WHERE campaign = ?', number);
      records.writeAudience(number, null);
      records.setFirstRecipient(number, recipients.highest() + 1);
    });
  }

  add(lease: Lease, people: readonly NewRecipient[], counted: RowCount): Promise<void> {
    return this.#write(({ db, records, recipients }) => {
      const held = records.check(lease);
      const audience = records.readAudience(held.number);
      const added = people.length === 0 ? 0 : recipients.add(held, people);
      addRows(audience, counted, { offered: people.length, people: added });
      records.writeAudience(held.number, audience);
      const change = new Change(held);
      change.add(0, PEOPLE, added);
      change.write(db);
    });
  }

  fill(lease: Lease): Promise<void> {
    return this.#write(({ records }) => records.setFilled(records.check(lease).number));
  }

  async claim(lease: Lease, limit: number): Promise<Recipient[]> {
    const claimed = this.#read(({ records, recipients }) => {
      const held = records.check(lease);
      return recipients.queued(held, this.#claimed.get(lease) ?? held.firstRecipient - 1, limit);
    });
    const last = claimed.at(-1);
    if (last) this.#claimed.set(lease, Number(last.id));
    return claimed;
  }

  write(lease: Lease, steps: readonly Step[]): Promise<void> {
    return this.#write((tables) => tables.steps.write(tables.records.check(lease), steps));
  }

  async recover(lease: Lease, onUnknown: 'leave' | 'resend', reason: string): Promise<void> {
    await this.#write(({ records, steps }) => steps.recover(records.check(lease), onUnknown, reason));
    this.#claimed.delete(lease);
  }

  async skip(lease: Lease): Promise<void> {
    let skipped = AT_ONCE;
    while (skipped === AT_ONCE) {
      skipped = await this.#write(({ records, steps }) => steps.skip(records.check(lease), AT_ONCE));
    }
  }

  /** Most of what a bot hears is about no campaign, and must not wait for those that write. */
  async note(receipts: readonly Receipt[]): Promise<void> {
    const known = this.#read((tables) => tables.receipts.known(receipts));
    if (known.length > 0) await this.#write((tables) => tables.receipts.note(known));
  }

  async look(name: string): Promise<Snapshot | null> {
    return this.#read(({ db, records }) =>
      db.snapshot(() => {
        const record = records.find(name);
        const key = record && records.keyOf(record.id);
        if (!key) return null;
        return {
          record,
          ...readTally(db, key.number, record.variants.length),
          timeline: readTimeline(db, key.number),
        };
      }),
    );
  }

  async recipients(
    campaign: string,
    which: { state?: RecipientRecord['state']; after?: RecipientId; limit: number },
  ): Promise<RecipientRecord[]> {
    return this.#read(({ records, recipients }) => {
      const key = records.keyOf(campaign);
      const after = which.after === undefined ? {} : { after: Number(which.after) };
      return key ? recipients.list(key, { ...which, ...after } as never) : [];
    });
  }

  /** Some at a time, so that others can write in between; answers how many they were. */
  async #removePeople(lease: Lease): Promise<number> {
    let people = 0;
    for (;;) {
      const removed = await this.#write(({ records, recipients }) =>
        recipients.remove(records.check(lease), AT_ONCE),
      );
      people += removed;
      if (removed < AT_ONCE) return people;
    }
  }

  #write<T>(work: (tables: Tables) => T): Promise<T> {
    return this.#group.run(work);
  }

  #read<T>(work: (tables: Tables) => T): T {
    return this.#connection.read(work);
  }
}

/** What the file holds without using it. */
function freeBytes(db: Database): number {
  const { bytes } = db.get<{ bytes: number }>(
    'SELECT freelist_count * page_size AS bytes FROM pragma_freelist_count, pragma_page_size',
  ) ?? { bytes: 0 };
  return bytes;
}
