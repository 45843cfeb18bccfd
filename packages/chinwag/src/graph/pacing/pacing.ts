import type { Logger } from '../../core/logger.js';
import type { SharedBudgets } from '../../core/storage/budget.js';
import type { Clock } from '../../core/time/clock.js';
import type { GraphCall } from '../call.js';
import type { RequestName } from '../errors.js';
import type { TransportAnswer } from '../transport/transport.js';
import type { Budget } from './budget.js';
import { Gate, type Going } from './gate.js';
import type { Lane } from './lane.js';
import { LeasedLog } from './leased-log.js';
import { Page } from './page.js';
import { RefusedTokens } from './refused-tokens.js';
import { NO_RULES, type PacingRules, type RateLimit } from './rules.js';
import { SlidingLog } from './sliding-log.js';
import { readUsage } from './usage.js';
import { type WaitingCalls, Waits, waitingIn } from './waits.js';

export interface PacingOptions {
  /** The most calls on their way at once. */
  most: number;
  clock: Clock;
  logger?: Logger | undefined;
  /** What the platform allows; `false` to go by nothing, not even by what it says. */
  rules?: PacingRules | false | undefined;
  /** Where the limits are those of several processes together. */
  shared?: SharedBudgets | undefined;
}

/** More Pages than one process serves at a time; beyond, those that nothing is going on with are forgotten. */
const MANY_PAGES = 10_000;

/** How fast, and in which order, calls go out. */
export class Pacing {
  readonly gate: Gate;
  readonly tokens = new RefusedTokens();
  readonly isOn: boolean;
  readonly clock: Clock;
  #rules: PacingRules;
  #shared: SharedBudgets | undefined;
  #logger: Logger | undefined;
  #byToken = new Map<string, Page>();
  #byId = new Map<string, Page>();
  #isAlone = false;
  #closedFor: unknown;

  constructor({ most, clock, logger, rules, shared }: PacingOptions) {
    this.clock = clock;
    this.isOn = rules !== false;
    this.#rules = rules || NO_RULES;
    this.#shared = shared;
    this.#logger = logger;
    this.gate = new Gate(most, clock, new Waits(logger));
  }

  /** What is known of the Page that speaks with this token. */
  page(token: string): Page {
    const known = this.#byToken.get(token);
    if (known) return known;
    if (this.#byToken.size >= MANY_PAGES) this.#forgetIdle();
    const page = this.#makePage(token, undefined);
    this.#byToken.set(token, page);
    return page;
  }

  /** From now on the token speaks for this Page: one token may follow another, the Page's limits stay. */
  bind(token: string, id: string): void {
    if (this.#byId.get(id) === this.#byToken.get(token) && this.#byId.has(id)) return;
    const page = this.#byId.get(id) ?? this.#makePage(token, id);
    this.#byId.set(id, page);
    this.#byToken.set(token, page);
  }

  lane(token: string, call: GraphCall): Lane {
    return this.page(token).lane(this.#rules.classOf(call));
  }

  /** Throws where it is known that the platform refuses: the Page is blocked, or the token is no good. */
  check({ lane, token }: Going, request: RequestName): void {
    if (!this.isOn) return;
    if (lane.isSend && lane.page.isBlocked) lane.page.checkBlock(this.clock.monotonic());
    this.tokens.check(token, request, this.clock);
  }

  /** Takes in what the platform says about how much has been used. */
  heed(lane: Lane, headers: TransportAnswer['headers']): void {
    if (!this.isOn) return;
    lane.page.used(this.clock.monotonic(), readUsage(headers, lane.page));
  }

  /** Turns away what waits to be sent by the Page of a token. */
  turnAway(token: string, isMeant: (lane: Lane, token: string) => boolean, reason: unknown): void {
    this.#turnAway(this.page(token), isMeant, reason);
  }

  #turnAway(page: Page, isMeant: (lane: Lane, token: string) => boolean, reason: unknown): void {
    for (const lane of page.lanes) {
      for (const line of Object.values(lane.lines)) {
        for (const ticket of line.waiting()) if (isMeant(lane, ticket.token)) ticket.refuse(reason);
      }
    }
  }

  /** What waits now, and for what. */
  get waiting(): WaitingCalls[] {
    const now = this.clock.monotonic();
    const { isDown } = this.gate.origin;
    return [...this.#pages()].flatMap((page) =>
      [...page.lanes].flatMap((lane) => waitingIn(lane, now, isDown) ?? []),
    );
  }

  /** Why nothing is tried again any more. */
  get closedFor(): unknown {
    return this.#closedFor;
  }

  /** Lets what can go soon do so, and turns the rest away. */
  close(reason: unknown): Promise<void> {
    this.#closedFor = reason;
    const now = this.clock.monotonic();
    for (const page of this.#pages()) {
      const isStuck = (lane: Lane) => this.gate.origin.isDown || lane.throttledUntil(now) !== undefined;
      this.#turnAway(page, isStuck, reason);
    }
    return this.gate.idle();
  }

  #pages(): Set<Page> {
    return new Set([...this.#byToken.values(), ...this.#byId.values()]);
  }

  #makePage(token: string, id: string | undefined): Page {
    return new Page(token, id, this.#rules, (page, name) => this.#makeBudget(page, name));
  }

  #makeBudget(page: Page, name: string): Budget | undefined {
    const rule = this.#rules.limits[name];
    const limit = typeof rule === 'function' ? rule(page.name) : rule;
    if (!limit || limit.count === Number.POSITIVE_INFINITY) return undefined;
    return this.#shared ? this.#share(this.#shared, page, name, limit) : new SlidingLog(limit);
  }

  #share(shared: SharedBudgets, page: Page, name: string, limit: RateLimit): Budget {
    return new LeasedLog({
      limit,
      name: `${page.name}:${name}`,
      shared,
      clock: this.clock,
      demand: () => {
        let replies = 0;
        let all = 0;
        for (const { lines } of page.lanesOf(name)) {
          replies += lines.reply.size;
          all += lines.reply.size + lines.campaign.size;
        }
        return { replies, all };
      },
      willOpen: (waiting) => this.gate.willOpen(waiting),
      wake: () => {
        for (const lane of page.lanesOf(name)) this.gate.wake(lane);
      },
      onAnswer: (error) => this.#tellAlone(error),
    });
  }

  #tellAlone(error: unknown): void {
    const isAlone = error !== undefined;
    if (isAlone === this.#isAlone) return;
    this.#isAlone = isAlone;
    if (isAlone)
      this.#logger?.warn('The limits shared with other processes cannot be asked for; sends wait', error);
    else this.#logger?.info('The limits shared with other processes can be asked for again');
  }

  #forgetIdle(): void {
    const now = this.clock.monotonic();
    for (const [token, page] of this.#byToken) if (page.isIdle(now)) this.#byToken.delete(token);
    for (const [id, page] of this.#byId) if (page.isIdle(now)) this.#byId.delete(id);
  }
}
