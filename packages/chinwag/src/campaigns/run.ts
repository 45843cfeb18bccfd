import { type Clock, pause } from '../core/clock.js';
import type { Logger } from '../core/logger.js';
import { StorageError } from '../core/storage.js';
import type { MessengerClient } from '../messenger/client.js';
import type { Person } from './audience.js';
import type { Clients } from './clients.js';
import { Heartbeat } from './heartbeat.js';
import { hindrance, InFlight } from './in-flight.js';
import { type Intake, takeIn } from './intake.js';
import type { CampaignRecord, Lease, Ledger, Recipient, StateChange, Step } from './ledger.js';
import type { Messages } from './messages.js';
import { Pace } from './pace.js';
import { Preparation, type Ready } from './preparation.js';
import type { Quiet } from './quiet-hours.js';
import { campaignKey } from './send-key.js';
import { Sleep } from './sleep.js';
import { Troubles } from './trouble.js';
import { reasonOf, verdictOn } from './verdict.js';

export interface RunOptions<P extends Person> {
  ledger: Ledger;
  lease: Lease;
  record: CampaignRecord;
  clients: Clients;
  messages: Messages<P>;
  intake: Omit<Intake<P>, 'messages' | 'signal'>;
  quiet: Quiet | null;
  /** When the first message goes out, in milliseconds since 1970. */
  at: number;
  onUnknown: 'leave' | 'resend';
  clock: Clock;
  logger: Logger;
}

/** People read ahead: enough that nobody waits for the ledger. */
const CLAIMED = 500;
/** So many ends of sends are noted as one, or what there is after so many milliseconds. */
const GATHERED = 16;
const GATHERING = 2;
/** How long an echo of a send with an unknown outcome may take. */
const ECHO_WAIT = 5_000;
/** How often a doubtful send is made again, when it shall be. */
const RESENDS = 3;
/** How long sends under way get to end by themselves when the campaign is stopped. */
const GRACE = 10_000;
const LEDGER_RETRY = 500;
const LOST_ANSWER = 'its process ended before the answer came';

/** One process sending for one campaign, from taking it up to its end, or to being stopped. */
export class Run<P extends Person> {
  #options: RunOptions<P>;
  #heart: Heartbeat;
  #pace: Pace;
  #troubles: Troubles;
  #client: MessengerClient | undefined;
  #state: StateChange;
  #preparation: Preparation<P>;
  #inFlight = new InFlight();
  #steps: Step[] = [];
  #resends = 0;
  #stop = new AbortController();
  #abort = new AbortController();
  #sleep: Sleep;

  constructor(options: RunOptions<P>) {
    this.#options = options;
    const { ledger, lease, record, clock, messages } = options;
    this.#sleep = new Sleep(clock);
    this.#preparation = new Preparation({
      messages,
      claim: () => this.#insist(() => ledger.claim(lease, CLAIMED)),
      onFailure: (recipient, error) => this.#conclude(recipient, 'queued', 'failed', reasonOf(error)),
      onNews: () => this.#sleep.wake(),
    });
    this.#heart = new Heartbeat(ledger, lease, { wish: record, clock, onNews: () => this.#sleep.wake() });
    this.#pace = new Pace(record.rate);
    this.#troubles = new Troubles(clock);
    this.#state = { state: record.state, reason: record.reason };
  }

  /** Stops before the next send. */
  stop(): void {
    this.#stop.abort();
    this.#sleep.wake();
  }

  /** Hears at once what an operator of this process wants. */
  hear(wish: Partial<Heartbeat['wish']>): void {
    Object.assign(this.#heart.wish, wish);
    this.#sleep.wake();
  }

  /** Resolves when the campaign has ended, or was stopped; the lease is given back. */
  async go(): Promise<void> {
    const { ledger, lease } = this.#options;
    this.#heart.begin();
    try {
      await this.#begin();
      await this.#sendAll();
    } catch (error) {
      if (error !== this.#stop.signal.reason) throw error;
    } finally {
      await this.#settle();
      await this.#heart.end();
      // It may be another's by now, or the ledger may be away: then it is taken over when the lease is over.
      await ledger.release(lease).catch(() => undefined);
    }
  }

  async #begin(): Promise<void> {
    const { ledger, lease, record, messages, intake } = this.#options;
    if (!record.isFilled) {
      try {
        await takeIn(ledger, lease, { ...intake, messages, signal: this.#stop.signal } as Intake<P>);
      } catch (error) {
        if (!this.#stop.signal.aborted && this.#heart.lost === undefined) {
          await this.#enter({ state: 'failed', reason: reasonOf(error) });
        }
        throw error;
      }
    }
    await this.#insist(() => ledger.recover(lease, 'leave', LOST_ANSWER));
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      if (this.#heart.lost !== undefined) throw this.#heart.lost;
      this.#stop.signal.throwIfAborted();
      const { order, rate } = this.#heart.wish;
      if (order === 'cancel') return this.#cancel();
      this.#pace.setRate(rate);
      const stand = this.#stand();
      await this.#enter(stand);
      const free = await this.#room(stand);
      if (free > 0) await this.#preparation.fill(this.#inFlight.most);
      const now = this.#options.clock.monotonic();
      const going = this.#preparation.take(this.#pace.take(now, Math.min(free, this.#preparation.size)));
      await this.#note(going);
      for (const each of going) void this.#send(each);
      if (this.#isIdle && (await this.#isOver())) return;
      await this.#news(free);
    }
  }

  /** How the campaign stands at this moment. */
  #stand(): StateChange & { until?: number } {
    const { at, quiet, clock } = this.#options;
    const now = clock.now();
    if (this.#heart.wish.order === 'pause') return { state: 'paused', reason: null };
    if (now < at) return { state: 'scheduled', reason: null, until: at };
    const until = quiet?.until(now);
    if (until != null) {
      return { state: 'waiting', reason: `quiet hours until ${new Date(until).toISOString()}`, until };
    }
    const trouble = this.#troubles.now;
    if (trouble) return { state: 'waiting', reason: trouble.reason };
    return { state: 'running', reason: this.#client ? hindrance(this.#client.graph.waiting) : null };
  }

  /** How many may go: none while something forbids it, one to see whether a trouble is over. */
  async #room({ state, until }: { state: string; until?: number }): Promise<number> {
    if (state === 'running') {
      this.#client ??= await this.#findClient();
      return this.#client ? this.#inFlight.room(this.#client.graph.waiting) : 0;
    }
    const canTry = state === 'waiting' && until === undefined && this.#troubles.wait === 0;
    if (!canTry || this.#inFlight.count > 0) return 0;
    if (this.#troubles.now?.kind === 'client') {
      await this.#options.clients.renew();
      this.#client = undefined;
    }
    this.#client ??= await this.#findClient();
    return this.#client ? 1 : 0;
  }

  async #findClient(): Promise<MessengerClient | undefined> {
    try {
      return await this.#options.clients.get();
    } catch (error) {
      this.#troubles.meet({ kind: 'client', reason: reasonOf(error) }, this.#troubles.generation);
      return undefined;
    }
  }

  /** Notes what has ended and what is about to go out, as one: nothing goes out that is not noted. */
  async #note(going: readonly Ready[]): Promise<void> {
    const at = this.#options.clock.now();
    const ended = this.#steps;
    this.#steps = [];
    const begun = going.map(({ recipient }): Step => ({ recipient, from: 'queued', to: 'sending', at }));
    if (ended.length + begun.length === 0) return;
    const { ledger, lease } = this.#options;
    await this.#insist(() => ledger.write(lease, [...ended, ...begun]));
    for (const { recipient, to } of ended) if (to === 'queued') this.#preparation.again(recipient);
  }

  async #send({ recipient, messages }: Ready): Promise<void> {
    const { messages: sender, record, clock } = this.#options;
    const { psid } = recipient.person;
    const { generation } = this.#troubles;
    const client = this.#client as MessengerClient;
    // A signal costs more than the rest of a send, and is of use only to what waits for its turn.
    const signal = this.#inFlight.mayWait ? this.#abort.signal : undefined;
    let messageId: string | undefined;
    let sent = 0;
    this.#inFlight.count++;
    try {
      for (const message of messages) {
        const key = campaignKey(record.id, psid);
        ({ messageId } = await sender.send(client, psid, message, key, signal));
        sent++;
      }
      this.#troubles.pass(generation);
      this.#steps.push({ recipient, from: 'sending', to: 'sent', at: clock.now(), messageId });
    } catch (error) {
      this.#fail(recipient, error, { generation, sent, of: messages.length });
    } finally {
      this.#inFlight.count--;
      this.#gather();
    }
  }

  /** What ends at about the same time is noted as one: a transaction costs as much as several people in it. */
  #gather(): void {
    if (this.#steps.length >= GATHERED || this.#inFlight.count === 0) this.#sleep.wake();
    else if (this.#steps.length === 1) this.#options.clock.setTimeout(() => this.#sleep.wake(), GATHERING);
  }

  #fail(recipient: Recipient, error: unknown, at: { generation: number; sent: number; of: number }): void {
    const verdict = verdictOn(error);
    if (verdict.to === 'queued' && !this.#abort.signal.aborted) {
      this.#troubles.meet(verdict.trouble, at.generation);
    }
    const reason = verdict.to === 'queued' ? verdict.trouble.reason : verdict.reason;
    if (at.sent > 0) {
      // What has gone out must not go out again.
      const to = verdict.to === 'doubtful' ? 'doubtful' : 'failed';
      this.#conclude(recipient, 'sending', to, `only ${at.sent} of ${at.of} messages were sent: ${reason}`);
    } else {
      this.#conclude(recipient, 'sending', verdict.to, verdict.to === 'queued' ? undefined : reason);
    }
  }

  #conclude(recipient: Recipient, from: Step['from'], to: Step['to'], reason: string | undefined): void {
    this.#steps.push({ recipient, from, to, at: this.#options.clock.now(), reason });
  }

  get #isIdle(): boolean {
    return this.#preparation.isOver && this.#inFlight.count + this.#steps.length === 0;
  }

  /** Whether everybody has had their turn; notes that the campaign has ended. */
  async #isOver(): Promise<boolean> {
    const { ledger, lease, record, onUnknown, clock } = this.#options;
    const { progress } = (await this.#insist(() => ledger.look(record.name))) ?? {};
    if (!progress) return true;
    if (progress.queued + progress.sending > 0) {
      // Other workers have them; should they die, their people come back.
      await this.#insist(() => ledger.recover(lease, 'leave', LOST_ANSWER));
      this.#preparation.reopen();
      await this.#sleep.for(LEDGER_RETRY);
      return false;
    }
    if (onUnknown === 'resend' && progress.doubtful > 0 && this.#resends++ < RESENDS) {
      await this.#sleep.for(ECHO_WAIT);
      await this.#insist(() => ledger.recover(lease, 'resend', LOST_ANSWER));
      this.#preparation.reopen();
      return false;
    }
    await this.#enter({ state: 'finished', reason: null, endedAt: clock.now() });
    return true;
  }

  async #cancel(): Promise<void> {
    const { ledger, lease, clock } = this.#options;
    await this.#settle();
    await this.#insist(() => ledger.skip(lease));
    await this.#enter({ state: 'cancelled', reason: null, endedAt: clock.now() });
  }

  /** Waits for what is under way, and notes how it ended. */
  async #settle(): Promise<void> {
    const { clock } = this.#options;
    const grace = clock.setTimeout(() => this.#abort.abort(), GRACE);
    while (this.#inFlight.count > 0) await this.#sleep.for(GRACE);
    clock.clearTimeout(grace);
    this.#preparation.clear();
    if (this.#heart.lost === undefined) await this.#note([]).catch((error) => this.#report(error));
  }

  async #enter({ state, reason, endedAt }: StateChange): Promise<void> {
    if (state === this.#state.state && reason === this.#state.reason && endedAt === undefined) return;
    const { ledger, lease, clock, record } = this.#options;
    const isFirst = state === 'running' && record.startedAt === null;
    if (isFirst) record.startedAt = clock.now();
    const change: StateChange = { state, reason };
    if (isFirst && record.startedAt !== null) change.startedAt = record.startedAt;
    if (endedAt !== undefined) change.endedAt = endedAt;
    await this.#insist(() => ledger.setState(lease, change));
    this.#state = { state, reason };
  }

  /** Waits until something happened, or the time has come for what is waited for. */
  #news(free: number): Promise<void> {
    const { clock } = this.#options;
    const { until } = this.#stand();
    let longest = 1_000;
    if (until !== undefined) longest = Math.min(longest, Math.max(1, until - clock.now()));
    if (this.#troubles.now) longest = Math.min(longest, Math.max(1, this.#troubles.wait));
    if (free > 0 && this.#preparation.size > 0)
      longest = Math.min(longest, this.#pace.wait(clock.monotonic()));
    if (this.#steps.length > 0) longest = Math.min(longest, GATHERING);
    return this.#sleep.for(longest);
  }

  /** A ledger that is locked, full or away is waited for: without it nothing may go out. */
  async #insist<T>(work: () => Promise<T>): Promise<T> {
    for (let isFirst = true; ; isFirst = false) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StorageError) || this.#stop.signal.aborted) throw error;
        if (isFirst) this.#report(error);
        await pause(LEDGER_RETRY, this.#options.clock);
      }
    }
  }

  #report(error: unknown): void {
    this.#options.logger.error('A campaign stands still: its ledger cannot be used', error);
  }
}
