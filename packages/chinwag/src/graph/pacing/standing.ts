import { fingerprint } from '../../core/fingerprint.js';
import type { Priority } from '../call.js';
import { type GraphError, PageBlockedError } from '../errors.js';
import type { Usage } from './usage.js';

/** From this percentage on a campaign goes slower, and from that on answers do, to a small part at 100. */
const CAMPAIGN_SLOWS_AT = 70;
const REPLY_SLOWS_AT = 95;
const LEAST_OF_CAMPAIGN = 0.02;
const LEAST_OF_REPLY = 0.1;

/** The longest the platform is believed when it says when it will answer again. */
const LONGEST_REGAIN = 24 * 3_600_000;

/** The platform does not say how long it blocks a Page: so long until one call is let through to see. */
const BLOCKED_FOR = 3_600_000;

interface Block {
  until: number;
  date: Date;
  refusal: GraphError;
}

/** How a Page stands with the platform. A token that belongs to no known Page stands for one. */
export class Standing {
  /** Until when the platform says that nothing of the Page works. */
  restUntil = Number.NEGATIVE_INFINITY;
  #id: string | undefined;
  #token: string;
  #percent = 0;
  #block: Block | undefined;

  constructor(token: string, id: string | undefined) {
    this.#token = token;
    this.#id = id;
  }

  /** Its id, or a digest of its token. */
  get name(): string {
    this.#id ??= `token-${fingerprint(this.#token)}`;
    return this.#id;
  }

  /** The part of its limits that may be used, for how much of them the platform says has been. */
  share(priority: Priority): number {
    if (this.#percent < CAMPAIGN_SLOWS_AT) return 1;
    const left = 100 - this.#percent;
    return priority === 'campaign'
      ? Math.max(LEAST_OF_CAMPAIGN, left / (100 - CAMPAIGN_SLOWS_AT))
      : Math.min(1, Math.max(LEAST_OF_REPLY, left / (100 - REPLY_SLOWS_AT)));
  }

  /** The last answer counts: the platform tells with each. */
  used(now: number, usage: Usage | undefined): void {
    this.#percent = usage?.percent ?? 0;
    if (!usage?.regain) return;
    this.restUntil = Math.max(this.restUntil, now + Math.min(usage.regain, LONGEST_REGAIN));
  }

  /** Throws while the Page is blocked; when that may be over, lets one call through to see. */
  checkBlock(now: number): void {
    if (!this.#block) return;
    const { until, date, refusal } = this.#block;
    if (now < until) throw new PageBlockedError(this.name, date, refusal, 'notSent');
    this.#block.until = now + BLOCKED_FOR;
    this.#block.date = new Date(date.getTime() + BLOCKED_FOR);
  }

  /** `date`: now, as people reckon. */
  block(now: number, date: number, refusal: GraphError): PageBlockedError {
    const until = new Date(date + BLOCKED_FOR);
    this.#block = { until: now + BLOCKED_FOR, date: until, refusal };
    return new PageBlockedError(this.name, until, refusal, 'refused');
  }

  /** Something has been sent. */
  unblock(): void {
    this.#block = undefined;
  }

  get isBlocked(): boolean {
    return this.#block !== undefined;
  }
}
