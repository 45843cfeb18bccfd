import { ConfigError } from '../../../core/errors.js';
import { LEASE } from '../../leading/leadership.js';
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
import { addRows, noAudience } from '../../reporting/row-count.js';
import { Catalogue } from './catalogue.js';
import { CHUNK } from './chunk.js';
import { Crew } from './crew.js';
import { Handout } from './handout.js';
import { Intake } from './intake.js';
import { People } from './people.js';
import { Receipts } from './receipts.js';
import { type Flat, rateOf, STATES } from './records.js';
import { Server, type ServerOptions } from './server.js';
import * as steps from './steps.js';
import { loadBullmq } from './tickets.js';

export interface RedisLedgerOptions {
  /** Default: the environment's `REDIS_URL`, or `redis://127.0.0.1:6379`. */
  url?: string;
  /** Further options of `ioredis`, such as `tls` or `password`. */
  connection?: object;
  /** What every key begins with. Default `chinwag-campaigns`. */
  prefix?: string;
  /** Milliseconds to wait for an answer. Default 3,000. */
  timeout?: number;
  /** Milliseconds after which the people of a worker that gives no sign of life are others' to send to. Default 10,000. */
  lease?: number;
}

/** Psids that are looked up at once: Redis does nothing else meanwhile. */
const LOOKED_UP = 1_000;
const ENDED = 'its worker ended before the answer came';

/** A worker of one campaign, as this process keeps it. */
interface Working {
  crew: Crew;
  /** Of each chunk this worker has, how many people are not done with. */
  open: Map<number, number>;
  intake: Intake | undefined;
}

/**
 * Campaigns in Redis, for any number of workers on any number of machines, with BullMQ handing out people in chunks of
 * 500. Needs the packages `ioredis` and `bullmq`, and Redis 6.2 or newer with `appendonly` on and `maxmemory-policy
 * noeviction`. Message ids are not kept: they would be most of what is.
 */
export class RedisLedger implements Ledger {
  readonly isShared = true;
  #server: Server;
  #prefix: string;
  #lease: number;
  #catalogue: Catalogue;
  #receipts: Receipts;
  #people: People;
  #handout: Handout;
  #working = new WeakMap<Lease, Working>();

  constructor({
    url = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379',
    connection = {},
    prefix = 'chinwag-campaigns',
    timeout = 3_000,
    lease = LEASE,
  }: RedisLedgerOptions = {}) {
    if (!/^[^{}]+$/.test(prefix)) {
      throw new ConfigError(`the ledger's prefix is a text without braces, not ${JSON.stringify(prefix)}`);
    }
    const options: ServerOptions = { url, connection, timeout };
    this.#server = new Server(options);
    this.#prefix = prefix;
    this.#lease = lease;
    const tagOf = (campaign: string) => this.#tag(campaign);
    this.#catalogue = new Catalogue(this.#server, prefix, tagOf);
    this.#receipts = new Receipts(this.#server, tagOf);
    this.#people = new People(this.#server, tagOf);
    this.#handout = new Handout(this.#server, options, tagOf);
  }

  async close(): Promise<void> {
    await this.#handout.close();
    await this.#server.close();
  }

  async enter(campaign: Pick<CampaignRecord, 'id' | 'name' | 'variants' | 'rate'>): Promise<CampaignRecord> {
    // Rather now than when the audience is in.
    await loadBullmq();
    return this.#catalogue.enter(campaign);
  }

  find(name: string): Promise<CampaignRecord | null> {
    return this.#catalogue.find(name);
  }

  list(): Promise<CampaignRecord[]> {
    return this.#catalogue.list();
  }

  async wish(campaign: string, { order, rate }: Partial<Wish>): Promise<void> {
    const fields = [
      ...(order === undefined ? [] : ['wanted', order]),
      ...(rate === undefined ? [] : ['rate', rate ?? '']),
    ];
    if (fields.length > 0) await this.#server.run(steps.wish, this.#tag(campaign), ...fields);
  }

  /** While the audience is read there is one who may; then everybody who asks is one more worker. */
  async hold(campaign: string, owner: string, from?: Holder): Promise<Lease | Holder> {
    const taken = await this.#server.run<number | [string, string]>(
      steps.hold,
      this.#tag(campaign),
      owner,
      from?.owner ?? '',
      from?.beat ?? '',
    );
    if (Array.isArray(taken)) return { owner: taken[0], beat: Number(taken[1]) };
    return { campaign, owner, fence: Number(taken) };
  }

  /** The rate is this worker's share of the campaign's. */
  async beat(lease: Lease): Promise<Wish> {
    const [order, rate, loose, workers, beats] = await this.#held<
      [Wish['order'], string | null, number, Flat, Flat]
    >(steps.beat, lease);
    const buried = await this.#bury(lease, [workers, beats], ENDED);
    // At once: whoever has nothing to do waits for what the dead have left.
    if (loose + buried > 0) await this.#handout.issue(lease.campaign);
    const all = rateOf(rate);
    return { order, rate: all === null ? null : all / Math.max(1, workers.length / 2 - buried) };
  }

  async release(lease: Lease): Promise<void> {
    await this.#held(steps.release, lease, ENDED);
    this.#working.delete(lease);
  }

  async setState(lease: Lease, { state, reason, startedAt, endedAt }: StateChange): Promise<void> {
    await this.#held(steps.setState, lease, state, reason ?? '', startedAt ?? '', endedAt ?? '');
    if (startedAt !== undefined) await this.#catalogue.started(lease.campaign, startedAt);
  }

  /** The name goes last, for by it the rest is found. */
  async remove(lease: Lease): Promise<Freed> {
    const { campaign } = lease;
    await this.#people.forget(campaign);
    await this.#handout.forget(campaign);
    const people = await this.#held<number>(steps.remove, lease);
    await this.#catalogue.remove(campaign);
    this.#working.delete(lease);
    return { people };
  }

  async empty(lease: Lease): Promise<void> {
    await this.#people.forget(lease.campaign);
    await this.#held(steps.empty, lease, JSON.stringify(noAudience()));
    this.#workingOf(lease).intake = new Intake(noAudience());
  }

  async add(lease: Lease, recipients: readonly NewRecipient[], counted: RowCount): Promise<void> {
    const intake = this.#intakeOf(lease);
    const added: NewRecipient[] = [];
    for (let from = 0; from < recipients.length; from += LOOKED_UP) {
      const some = recipients.slice(from, from + LOOKED_UP);
      const psids = some.map(({ person }) => person.psid);
      const places = await this.#held<number[]>(steps.index, lease, ...psids);
      added.push(...some.filter((_, index) => Number(places[index]) > 0));
    }
    addRows(intake.audience, counted, { offered: recipients.length, people: added.length });
    const chunks = intake.take(added);
    await this.#held(steps.add, lease, JSON.stringify(intake.audience), added.length, ...chunks);
  }

  async fill(lease: Lease): Promise<void> {
    const intake = this.#intakeOf(lease);
    await this.#held(steps.add, lease, JSON.stringify(intake.audience), 0, ...intake.end());
    await this.#held(steps.fill, lease);
    this.#workingOf(lease).intake = undefined;
  }

  /** The people of one chunk, whatever the limit. */
  async claim(lease: Lease): Promise<Recipient[]> {
    const { chunk, recipients } = await this.#handout.claim(lease);
    if (recipients.length > 0) this.#workingOf(lease).open.set(chunk, recipients.length);
    return recipients;
  }

  async write(lease: Lease, taken: readonly Step[]): Promise<void> {
    const open = new Map(this.#workingOf(lease).open);
    for (const { recipient, to } of taken) {
      if (to === 'sending' || to === 'queued') continue;
      const chunk = Math.floor(Number(recipient.id) / CHUNK);
      open.set(chunk, (open.get(chunk) ?? 1) - 1);
    }
    const done = [...open].filter(([, left]) => left === 0).map(([chunk]) => chunk);
    const args = taken.flatMap(({ recipient, from, to, at, reason }) => [
      recipient.id,
      STATES.indexOf(from),
      STATES.indexOf(to),
      at,
      recipient.variant,
      reason ?? 'unknown',
    ]);
    await this.#held(steps.write, lease, taken.length, ...args, ...done);
    for (const chunk of done) open.delete(chunk);
    this.#workingOf(lease).open = open;
  }

  async recover(lease: Lease, onUnknown: 'leave' | 'resend', reason: string): Promise<void> {
    await this.#lookAfter(lease, reason);
    while (onUnknown === 'resend' && (await this.#held<number>(steps.resend, lease)) > 0);
    if ((await this.#handout.issue(lease.campaign)) > 0 || (await this.#handout.isUnderWay(lease.campaign)))
      return;
    // Nobody has anything, but somebody may be queued: a ticket was lost between two crashes.
    await this.#people.eachChunk(lease.campaign, (chunk) => this.#held(steps.loosen, lease, chunk));
  }

  async skip(lease: Lease): Promise<void> {
    await this.#people.eachChunk(lease.campaign, (chunk) => this.#held(steps.skip, lease, chunk));
    this.#workingOf(lease).open.clear();
    // What others have they skip, or those who see that they are dead.
    while ((await this.#server.run<number>(steps.heldChunks, this.#tag(lease.campaign))) > 0) {
      await this.#lookAfter(lease);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async note(receipts: readonly Receipt[]): Promise<void> {
    if (receipts.length > 0) await this.#receipts.note(receipts, await this.#catalogue.recent());
  }

  look(name: string): Promise<Snapshot | null> {
    return this.#catalogue.look(name);
  }

  recipients(
    campaign: string,
    which: { state?: RecipientRecord['state']; after?: RecipientId; limit: number },
  ): Promise<RecipientRecord[]> {
    return this.#people.list(campaign, { ...which, after: Number(which.after ?? -1) });
  }

  async #lookAfter(lease: Lease, reason = ENDED): Promise<void> {
    const [, ...seen] = await this.#server.run<[Flat, Flat, Flat]>(steps.read, this.#tag(lease.campaign));
    await this.#bury(lease, seen, reason);
  }

  /** Takes what the dead among these workers, of whom these are the beats, have left; answers how many they were. */
  async #bury(lease: Lease, [workers, beats]: [Flat, Flat], reason: string): Promise<number> {
    const { crew } = this.#workingOf(lease);
    let buried = 0;
    for (const { fence, owner, beat } of crew.look(lease, workers, beats, performance.now())) {
      const tag = this.#tag(lease.campaign);
      buried += await this.#server.run<number>(steps.bury, tag, fence, owner, beat, reason);
    }
    return buried;
  }

  #held<T>(
    step: (typeof steps)[keyof typeof steps],
    lease: Lease,
    ...args: (string | number | Uint8Array)[]
  ) {
    return this.#server.run<T>(step, this.#tag(lease.campaign), lease.fence, lease.owner, ...args);
  }

  #workingOf(lease: Lease): Working {
    let working = this.#working.get(lease);
    if (!working) {
      working = { crew: new Crew(this.#lease), open: new Map(), intake: undefined };
      this.#working.set(lease, working);
    }
    return working;
  }

  #intakeOf(lease: Lease): Intake {
    const working = this.#workingOf(lease);
    working.intake ??= new Intake(noAudience());
    return working.intake;
  }

  #tag(campaign: string): string {
    return `{${this.#prefix}:${campaign}}`;
  }
}
