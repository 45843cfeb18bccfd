import type { CampaignRecord, Snapshot } from '../../ledger.js';
import { noAudience } from '../../reporting/row-count.js';
import { type Flat, pairs, recordOf, tallyOf, timelineOf } from './records.js';
import type { Server } from './server.js';
import * as steps from './steps.js';

/** Receipts come for so long after a campaign was last started; in milliseconds. */
const RECEIPTS_FOR = 7 * 24 * 3_600_000;
const RECENT_FOR = 1_000;

/** Which campaigns there are, by name and by time. */
export class Catalogue {
  #server: Server;
  #prefix: string;
  #tagOf: (campaign: string) => string;
  #recent: { ids: string[]; until: number } = { ids: [], until: 0 };

  constructor(server: Server, prefix: string, tagOf: (campaign: string) => string) {
    this.#server = server;
    this.#prefix = prefix;
    this.#tagOf = tagOf;
  }

  async enter({
    id,
    name,
    variants,
    rate,
  }: Pick<CampaignRecord, 'id' | 'name' | 'variants' | 'rate'>): Promise<CampaignRecord> {
    await this.#server.command('HSETNX', this.#names, name, id);
    const known = await this.#server.command<string>('HGET', this.#names, name);
    await this.#server.command('ZADD', this.#times, 'NX', Date.now(), known);
    const audience = JSON.stringify(noAudience());
    await this.#server.run(
      steps.enter,
      this.#tagOf(known),
      known,
      name,
      JSON.stringify(variants),
      rate ?? '',
      audience,
    );
    return (await this.find(name)) as CampaignRecord;
  }

  async find(name: string): Promise<CampaignRecord | null> {
    const id = await this.#idOf(name);
    return id === null ? null : this.#read(id);
  }

  async list(): Promise<CampaignRecord[]> {
    const ids = await this.#server.command<string[]>('ZREVRANGE', this.#times, 0, -1);
    const records = await Promise.all(ids.map((id) => this.#read(id)));
    return records.filter((record) => record !== null);
  }

  async look(name: string): Promise<Snapshot | null> {
    const id = await this.#idOf(name);
    if (id === null) return null;
    const [fields, workers, beats, counts, timeline] = await this.#server.run<[Flat, Flat, Flat, Flat, Flat]>(
      steps.look,
      this.#tagOf(id),
    );
    const record = recordOf(fields, workers, beats);
    if (!record) return null;
    return { record, ...tallyOf(counts, record.variants.length), timeline: timelineOf(timeline) };
  }

  /** By its id: the name may be another's since. */
  async remove(campaign: string): Promise<void> {
    const names = await this.#server.command<string[]>('HGETALL', this.#names);
    const own = [...pairs(names)].filter(([, id]) => id === campaign).map(([name]) => name);
    if (own.length > 0) await this.#server.command('HDEL', this.#names, ...own);
    await this.#server.command('ZREM', this.#times, campaign);
    this.#recent = { ids: [], until: 0 };
  }

  async started(campaign: string, at: number): Promise<void> {
    await this.#server.command('ZADD', this.#times, at, campaign);
  }

  /** The ids of those that receipts may still be about. */
  async recent(): Promise<string[]> {
    const now = Date.now();
    if (now >= this.#recent.until) {
      const from = now - RECEIPTS_FOR;
      const ids = await this.#server.command<string[]>('ZRANGEBYSCORE', this.#times, from, '+inf');
      this.#recent = { ids, until: now + RECENT_FOR };
    }
    return this.#recent.ids;
  }

  #idOf(name: string): Promise<string | null> {
    return this.#server.command<string | null>('HGET', this.#names, name);
  }

  async #read(id: string): Promise<CampaignRecord | null> {
    return recordOf(...(await this.#server.run<[Flat, Flat, Flat]>(steps.read, this.#tagOf(id))));
  }

  /** Name → id. */
  get #names(): string {
    return `{${this.#prefix}}:names`;
  }

  /** Ids by when they were entered or last started. */
  get #times(): string {
    return `{${this.#prefix}}:times`;
  }
}
