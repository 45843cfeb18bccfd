import { randomBytes } from 'node:crypto';
import { ConfigError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import type { Clock } from '../core/time/clock.js';
import type { MessengerClient } from '../messenger/client.js';
import { audienceOf } from './audience/list.js';
import { readPsid } from './audience/row.js';
import type { Audience, Person } from './audience.js';
import type { Campaign, CampaignOptions, DryRunOptions, TestSendResult } from './campaign.js';
import { LedgerControl } from './control.js';
import { CampaignError } from './errors.js';
import { lead } from './leading/leadership.js';
import { newOwner } from './leading/owner.js';
import type { CampaignRecord, Ledger } from './ledger.js';
import { Messages } from './messages/messages.js';
import { variantOf } from './messages/variants.js';
import { checkOptions, momentOf, refuseLongPast } from './options.js';
import { delayAt, Quiet } from './quiet-hours.js';
import { REHEARSE, type Rehearsable, type Stage } from './rehearsal.js';
import type { CampaignReport } from './report.js';
import { hasEnded, reportOf } from './reporting/reporting.js';
import { Clients } from './running/clients.js';
import { takeIn } from './running/intake.js';
import { Run } from './running/run.js';
import { inOrder } from './running/termination.js';
import { IS_SHARED, SEND_ALONG, type Shareable } from './shareable.js';

/** What a campaign needs of the house around it. */
export interface Surroundings {
  clock: Clock;
  logger: Logger;
  /** Where it is kept; `isOwn` where nobody else uses that ledger, so that it is closed with the campaign. */
  ledger(): Promise<{ ledger: Ledger; isOwn: boolean }>;
  /** One that is forgotten when it is closed. */
  scratch(): Promise<Ledger>;
  /** The project's client. */
  client(): Promise<MessengerClient>;
  /** What the project's sessions know of a person; undefined when it keeps none that can be read. */
  lastUserAction(): Promise<((psid: string) => Promise<number | undefined>) | undefined>;
  /** Milliseconds after which whoever gives no sign of life may be taken over from. Default 10,000. */
  lease?: number;
}

/** A campaign as it was defined, ready to be started. */
export class DefinedCampaign<P extends Person>
  extends LedgerControl
  implements Campaign, Rehearsable, Shareable
{
  #options: CampaignOptions<P>;
  #around: Surroundings;
  #audience: Audience<P>;
  #messages: Messages<P>;
  #clients: Clients;
  #quiet: Quiet | null;
  #at: number;
  #run: Run<P> | undefined;
  #started: Promise<CampaignReport> | undefined;
  #entered: Promise<CampaignRecord> | undefined;
  #opened: Surroundings['ledger'];
  #ledger: () => Promise<Ledger>;

  /** @throws {CampaignError | AudienceError} for options that make no sense. */
  constructor(options: CampaignOptions<P>, around: Surroundings) {
    const opened = once(around.ledger);
    const ledger = async () => (await opened()).ledger;
    checkOptions(options);
    super(options.name, ledger, around.clock);
    this.#opened = opened;
    this.#ledger = ledger;
    this.#options = options;
    this.#around = around;
    this.#audience = audienceOf(options.audience);
    this.#messages = new Messages(options);
    this.#clients = new Clients(options.client, around.client);
    this.#quiet = options.quietHours ? new Quiet(options.quietHours) : null;
    this.#at = momentOf(options.at);
  }

  [REHEARSE]({ ledger, client, audience }: Stage): Campaign {
    const { client: _, ledger: __, at, quietHours, ...options } = this.#options;
    const own = async () => ({ ledger: await ledger(), isOwn: true });
    const around = { ...this.#around, ledger: own, client };
    return new DefinedCampaign<P>({ ...options, audience: audience(this.#audience) }, around);
  }

  async [IS_SHARED](): Promise<boolean> {
    return (await this.#ledger()).isShared;
  }

  start(): Promise<CampaignReport> {
    return this[SEND_ALONG](() => {});
  }

  [SEND_ALONG](onBegin: () => void): Promise<CampaignReport> {
    this.#started ??= this.#start(onBegin).finally(() => {
      this.#started = undefined;
      this.#run = undefined;
    });
    return this.#started;
  }

  async dryRun({ signal, onRows }: DryRunOptions = {}): Promise<CampaignReport> {
    const { clock } = this.#around;
    refuseLongPast(this.#at, clock.now());
    const ledger = await this.#around.scratch();
    try {
      const { id, name } = await ledger.enter(this.#record());
      const lease = await lead(ledger, { id, name }, newOwner(), { clock });
      await takeIn(ledger, lease, {
        ...(await this.#intake()),
        messages: this.#messages,
        signal: signal ?? new AbortController().signal,
        onRows,
        isDry: true,
      });
      const snapshot = await ledger.look(name);
      if (!snapshot) throw new CampaignError('the dry run has lost its ledger');
      const { reason, ...report } = reportOf(snapshot, [], clock.now());
      const delays = this.#delays(clock.now());
      return delays.length > 0 ? { ...report, reason: delays.join(', ') } : report;
    } finally {
      await ledger.close();
    }
  }

  async testSend(psids: readonly string[]): Promise<TestSendResult[]> {
    const wanted = new Set(psids);
    for (const psid of wanted) checkPsid(psid);
    const client = await this.#clients.get();
    const { known, first } = await this.#known(wanted);
    const results: TestSendResult[] = [];
    for (const psid of wanted) {
      const recipient = known.get(psid) ?? {
        line: first?.line ?? 0,
        person: { ...first?.person, psid },
        variant: 0,
      };
      const valuesOf = known.has(psid) ? undefined : first?.line;
      for (const [variant, name] of this.#messages.variants.entries()) {
        const who = { psid, ...(name ? { variant: name } : {}), ...(valuesOf ? { valuesOf } : {}) };
        try {
          const messageIds: string[] = [];
          for (const message of await this.#messages.of({ ...recipient, variant })) {
            const { messageId } = await this.#messages.send(client, psid, message);
            if (messageId !== undefined) messageIds.push(messageId);
          }
          results.push({ ...who, messageIds });
        } catch (error) {
          results.push({ ...who, error: error instanceof Error ? error : new Error(String(error)) });
        }
      }
    }
    return results;
  }

  async close(): Promise<void> {
    this.#run?.stop();
    await this.#started?.catch(() => undefined);
    await this.#clients.close();
    const { ledger, isOwn } = await this.#opened();
    if (isOwn) await ledger.close();
  }

  protected override async entered(): Promise<void> {
    await this.#entered?.catch(() => undefined);
  }

  protected override async wish(wish: Parameters<LedgerControl['wish']>[0]): Promise<void> {
    await super.wish(wish);
    this.#run?.hear(wish);
  }

  /** What it would wait for, were it started now. */
  #delays(now: number): string[] {
    const by = { at: this.#at, quiet: this.#quiet };
    const first = delayAt(now, by);
    const then = first?.state === 'scheduled' ? delayAt(first.until, by) : undefined;
    return [first, then].flatMap((delay) => (delay ? [delay.reason] : []));
  }

  async #start(onBegin: () => void): Promise<CampaignReport> {
    const { clock, logger, lease: patience } = this.#around;
    this.#entered = this.#enter();
    const entered = await this.#entered;
    const ledger = await this.#ledger();
    if (hasEnded(entered)) return this.report();
    this.#checkVariants(entered);
    const lease = await lead(ledger, entered, newOwner(), { clock, lease: patience });
    // Whoever ran it before may have ended it since.
    const record = (await ledger.find(this.name)) ?? entered;
    if (hasEnded(record)) {
      await ledger.release(lease);
      return this.report();
    }
    const { onUnknown = 'leave' } = this.#options;
    this.#run = new Run({
      ledger,
      lease,
      record,
      clients: this.#clients,
      messages: this.#messages,
      intake: await this.#intake(),
      quiet: this.#quiet,
      at: this.#at,
      onUnknown,
      clock,
      logger,
    });
    const run = this.#run;
    onBegin();
    await inOrder(run.go(), () => run.stop());
    return this.report();
  }

  async #enter(): Promise<CampaignRecord> {
    const ledger = await this.#ledger();
    const known = await ledger.find(this.name);
    if ((known?.startedAt ?? null) === null) refuseLongPast(this.#at, this.#around.clock.now());
    if (!known || !hasEnded(known)) await this.#refuseWithoutConfig();
    return ledger.enter(this.#record());
  }

  /** A token may be renewed while a campaign waits; what the config lacks from the start has to be mended first. */
  async #refuseWithoutConfig(): Promise<void> {
    await this.#clients.get().catch((error) => {
      if (error instanceof ConfigError) throw error;
    });
  }

  #record(): Pick<CampaignRecord, 'id' | 'name' | 'variants' | 'rate'> {
    const id = randomBytes(6).toString('hex');
    return { id, name: this.name, variants: this.#messages.variants, rate: this.#options.rate ?? null };
  }

  async #intake() {
    const { clock } = this.#around;
    return {
      audience: this.#audience,
      lastUserAction: this.#options.lastUserAction ?? (await this.#around.lastUserAction()),
      at: Math.max(this.#at, clock.now()),
    };
  }

  /** People began with these variants: another list would give some of them something else. */
  #checkVariants({ variants, isFilled }: CampaignRecord): void {
    const mine = this.#messages.variants;
    if (!isFilled || variants.join('\n') === mine.join('\n')) return;
    throw new CampaignError(
      `the campaign ${JSON.stringify(this.name)} was begun with the variants ${variants.join(', ') || '(none)'}`,
      { hint: 'Keep their names and order, or give the changed campaign another name.' },
    );
  }

  /** What the audience knows of these people, and who is the first in it. */
  async #known(psids: Set<string>) {
    const known = new Map<string, { line: number; person: P; variant: number }>();
    let first: { line: number; person: P } | undefined;
    for await (const row of this.#audience.rows()) {
      if (!('person' in row)) continue;
      const { line, person } = row;
      first ??= { line, person };
      if (!psids.has(person.psid)) continue;
      known.set(person.psid, {
        line,
        person,
        variant: variantOf(person.psid, this.#messages.variants.length),
      });
      if (known.size === psids.size) break;
    }
    return { known, first };
  }
}

/** @throws {CampaignError} */
function checkPsid(psid: string): void {
  if ('psid' in readPsid(psid)) return;
  throw new CampaignError(`${JSON.stringify(psid)} is no PSID`, {
    hint: 'Nothing was sent. A PSID is a text of up to 20 digits, the same in the bot: context.session.user.id.',
  });
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    made.catch(() => {
      made = undefined;
    });
    return made;
  };
}
