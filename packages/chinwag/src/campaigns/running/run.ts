import type { Logger } from '../../core/logger.js';
import type { Clock } from '../../core/time/clock.js';
import type { MessengerClient } from '../../messenger/client.js';
import type { Person } from '../audience.js';
import { Insistence } from '../insistence.js';
import { Heartbeat } from '../leading/heartbeat.js';
import type { CampaignRecord, Lease, Ledger, StateChange } from '../ledger.js';
import type { Messages } from '../messages/messages.js';
import { delayAt, type Quiet } from '../quiet-hours.js';
import { LOST_ANSWER, reasonOf } from '../verdict.js';
import type { Clients } from './clients.js';
import { Dispatch } from './dispatch.js';
import { hindrance, triedAgain } from './in-flight.js';
import { type Intake, takeIn } from './intake.js';
import { Pace } from './pace.js';
import { Preparation } from './preparation.js';
import { Sleep } from './sleep.js';
import { Troubles } from './trouble.js';

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
/** How long an echo of a send with an unknown outcome may take. */
const ECHO_WAIT = 5_000;
/** How often a doubtful send is made again, when it shall be. */
const RESENDS = 3;
/** How often is looked whether others have ended with what they have. */
const LOOK = 500;

/** One process sending for one campaign, from taking it up to its end, or to being stopped. */
export class Run<P extends Person> {
  #options: RunOptions<P>;
  #heart: Heartbeat;
  #pace: Pace;
  #troubles: Troubles;
  #client: MessengerClient | undefined;
  #state: StateChange;
  #preparation: Preparation<P>;
  #dispatch: Dispatch<P>;
  #insistence: Insistence;
  #resends = 0;
  #stop = new AbortController();
  /** Nobody needs the audience any more. */
  #cancelled = new AbortController();
  #sleep: Sleep;

  constructor(options: RunOptions<P>) {
    this.#options = options;
    const { ledger, lease, record, clock, logger, messages } = options;
    this.#sleep = new Sleep(clock);
    this.#troubles = new Troubles(clock);
    this.#insistence = new Insistence({ clock, logger, signal: this.#stop.signal });
    this.#dispatch = new Dispatch({
      campaign: record.id,
      messages,
      troubles: this.#troubles,
      clock,
      sleep: this.#sleep,
      note: (steps) => this.#insistence.on(() => ledger.write(lease, steps)),
      onUnsent: (recipient) => this.#preparation.again(recipient),
    });
    this.#preparation = new Preparation({
      messages,
      claim: () => this.#insistence.on(() => ledger.claim(lease, CLAIMED)),
      onFailure: (recipient, error) => this.#dispatch.refuse(recipient, error),
      onNews: () => this.#sleep.wake(),
    });
    this.#heart = new Heartbeat(ledger, lease, { wish: record, clock, onNews: () => this.#heed() });
    this.#pace = new Pace(record.rate);
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
    this.#heed();
  }

  /** Resolves when the campaign has ended, or was stopped; the lease is given back. */
  async go(): Promise<void> {
    const { ledger, lease } = this.#options;
    this.#heart.begin();
    try {
      if (await this.#begin()) await this.#sendAll();
      else await this.#cancel();
    } catch (error) {
      if (error !== this.#stop.signal.reason) throw error;
    } finally {
      await this.#settle();
      await this.#heart.end();
      // It may be another's by now, or the ledger may be away: then it is taken over when the lease is over.
      await ledger.release(lease).catch(() => undefined);
    }
  }

  #heed(): void {
    if (this.#heart.wish.order === 'cancel') this.#cancelled.abort();
    this.#sleep.wake();
  }

  /** Answers whether the audience is in: while it is read, the campaign may be cancelled. */
  async #begin(): Promise<boolean> {
    const { ledger, lease, record, messages, intake } = this.#options;
    if (!record.isFilled) {
      this.#heed();
      const signal = AbortSignal.any([this.#stop.signal, this.#cancelled.signal]);
      try {
        await takeIn(ledger, lease, { ...intake, messages, signal } as Intake<P>);
      } catch (error) {
        if (this.#cancelled.signal.aborted && error === this.#cancelled.signal.reason) {
          await this.#insistence.on(() => ledger.empty(lease));
          return false;
        }
        if (!this.#stop.signal.aborted && this.#heart.lost === undefined) {
          await this.#enter({ state: 'failed', reason: reasonOf(error) });
        }
        throw error;
      }
    }
    await this.#insistence.on(() => ledger.recover(lease, 'leave', LOST_ANSWER));
    return true;
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
      if (free > 0) await this.#preparation.fill(Math.max(free, this.#dispatch.most));
      const now = this.#options.clock.monotonic();
      const going = this.#preparation.take(this.#pace.take(now, Math.min(free, this.#preparation.size)));
      if (this.#client) await this.#dispatch.begin(going, this.#client);
      else await this.#dispatch.note();
      if (!this.#isIdle) await this.#news(free - going.length);
      else if (await this.#isOver()) return;
    }
  }

  /** How the campaign stands at this moment. */
  #stand(): StateChange & { until?: number } {
    const now = this.#options.clock.now();
    if (this.#heart.wish.order === 'pause') return { state: 'paused', reason: null };
    const delay = delayAt(now, this.#options);
    if (delay) return delay;
    const trouble = this.#troubles.now;
    if (trouble) {
      const { reason, until } = trouble;
      return { state: 'waiting', reason: until === undefined ? reason : reason + triedAgain(until) };
    }
    return { state: 'running', reason: this.#client ? hindrance(this.#client.graph.waiting, now) : null };
  }

  /** How many may go: none while something forbids it, one to see whether a trouble is over. */
  async #room({ state, until }: { state: string; until?: number }): Promise<number> {
    if (state === 'running') {
      this.#client ??= await this.#findClient();
      return this.#client ? this.#dispatch.room(this.#client) : 0;
    }
    const canTry = state === 'waiting' && until === undefined && this.#troubles.wait === 0;
    if (!canTry || this.#dispatch.count > 0) return 0;
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

  get #isIdle(): boolean {
    return this.#preparation.isOver && this.#dispatch.isIdle;
  }

  /** Whether everybody has had their turn; notes that the campaign has ended. */
  async #isOver(): Promise<boolean> {
    const { ledger, lease, record, onUnknown, clock } = this.#options;
    const { progress } = (await this.#insistence.on(() => ledger.look(record.name))) ?? {};
    if (!progress) return true;
    if (progress.queued + progress.sending > 0) {
      // Other workers have them; should they die, their people come back.
      await this.#sleep.for(LOOK);
      await this.#insistence.on(() => ledger.recover(lease, 'leave', LOST_ANSWER));
      this.#preparation.reopen();
      return false;
    }
    if (onUnknown === 'resend' && progress.doubtful > 0 && this.#resends++ < RESENDS) {
      await this.#sleep.for(ECHO_WAIT);
      await this.#insistence.on(() => ledger.recover(lease, 'resend', LOST_ANSWER));
      this.#preparation.reopen();
      return false;
    }
    await this.#enter({ state: 'finished', reason: null, endedAt: clock.now() });
    return true;
  }

  async #cancel(): Promise<void> {
    const { ledger, lease, clock } = this.#options;
    await this.#settle();
    await this.#insistence.on(() => ledger.skip(lease));
    await this.#enter({ state: 'cancelled', reason: null, endedAt: clock.now() });
  }

  /** Waits for what is under way, and notes how it ended. */
  async #settle(): Promise<void> {
    await this.#dispatch.settle();
    this.#preparation.clear();
    if (this.#heart.lost === undefined) {
      await this.#dispatch.note().catch((error) => this.#insistence.tell(error));
    }
  }

  async #enter({ state, reason, endedAt }: StateChange): Promise<void> {
    if (state === this.#state.state && reason === this.#state.reason && endedAt === undefined) return;
    const { ledger, lease, clock, record } = this.#options;
    const isFirst = state === 'running' && record.startedAt === null;
    if (isFirst) record.startedAt = clock.now();
    const change: StateChange = { state, reason };
    if (isFirst && record.startedAt !== null) change.startedAt = record.startedAt;
    if (endedAt !== undefined) change.endedAt = endedAt;
    await this.#insistence.on(() => ledger.setState(lease, change));
    this.#state = { state, reason };
  }

  /** Waits until something happened, or the time has come for what is waited for. */
  #news(left: number): Promise<void> {
    const { clock } = this.#options;
    const { until } = this.#stand();
    let longest = Math.min(1_000, this.#dispatch.wait);
    if (until !== undefined) longest = Math.min(longest, Math.max(1, until - clock.now()));
    if (this.#troubles.now) longest = Math.min(longest, Math.max(1, this.#troubles.wait));
    if (left > 0 && this.#preparation.size > 0)
      longest = Math.min(longest, this.#pace.wait(clock.monotonic()));
    return this.#sleep.for(longest);
  }
}
