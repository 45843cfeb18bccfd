import type { Priority } from '../call.js';
import { type Budget, OPENING } from './budget.js';
import { Line } from './line.js';
import type { Standing } from './standing.js';

const SECOND = 1_000;
/** After a refusal: each second for a few times, then less and less often. */
const FIRST_PAUSE = SECOND;
const LONGEST_PAUSE = 60 * SECOND;
const PATIENT_TIMES = 4;
/** How long it takes from the first call that goes through again to the full rate. */
const RAMP = 5 * SECOND;
const RAMP_BEGINS_AT = 0.1;
/** What a campaign has missed, by a timer that rang late, it makes up for. */
const CATCH_UP = 30;
/** A little less than even, so that it is the limit that decides and not this. */
const EVENNESS = 0.995;
/** A campaign that begins opens connections, which takes some of its sends longer than others: it goes slower then. */
const BEGINNING = SECOND;
const BEGINS_AT = 0.9;
/** A delay within the process that is less makes no difference. */
const WORTH_NOTING = 1;

/** The platform refuses this class of this Page for a while. */
interface Throttle {
  until: number;
  /** How often in a row. */
  times: number;
  /** One call has been let through to see. */
  isProbing: boolean;
}

/** One class of one Page's calls: what it may still send, and who waits. */
export class Lane {
  readonly page: Standing;
  readonly name: string;
  readonly isSend: boolean;
  readonly lines: Readonly<Record<Priority, Line<Lane>>>;
  #budgets: readonly Budget[];
  #throttle: Throttle | undefined;
  #rampFrom = Number.NEGATIVE_INFINITY;
  #nextOfCampaign = Number.NEGATIVE_INFINITY;
  #begunUntil = Number.NEGATIVE_INFINITY;

  constructor(page: Standing, name: string, isSend: boolean, budgets: readonly Budget[]) {
    this.page = page;
    this.name = name;
    this.isSend = isSend;
    this.#budgets = budgets;
    this.lines = { reply: new Line(this, 'reply'), campaign: new Line(this, 'campaign') };
  }

  /** When so many calls can go: `now` or before it if at once. */
  readyAt(now: number, priority: Priority, count: number): number {
    let at = this.#openAt(now);
    if (at > now) return at;
    const share = this.#share(now, priority);
    for (let index = 0; index < this.#budgets.length; index++) {
      // How busy the Page is shall slow it down within a second, not forbid the day's second half.
      const readyAt = this.#budgets[index]?.readyAt(now, count, index === 0 ? share : 1) ?? now;
      if (readyAt > at) at = readyAt;
    }
    if (priority === 'reply') return at;
    const { reply } = this.lines;
    if (reply.size > 0) at = Math.max(at, reply.restUntil, now + 1);
    return Math.max(at, this.#nextOfCampaign);
  }

  /** `isOpening`: a connection has to be opened for them. */
  take(now: number, priority: Priority, count: number, isOpening: boolean): void {
    // A campaign is slow enough at that time: its sends do not come in a heap.
    const late = isOpening && priority === 'reply' ? OPENING : 0;
    for (const budget of this.#budgets) budget.take(now, count, late);
    if (this.#throttle) this.#throttle.isProbing = true;
    if (priority === 'reply') return;
    const spacing = this.#budgets[0]?.spacing(this.#share(now, priority)) ?? 0;
    if (now - this.#nextOfCampaign > BEGINNING) {
      this.#begunUntil = now + BEGINNING;
      this.#nextOfCampaign = now;
    }
    const pace = now < this.#begunUntil ? BEGINS_AT : 1;
    const due = Math.max(this.#nextOfCampaign, now - CATCH_UP);
    this.#nextOfCampaign = due + (spacing * EVENNESS * count) / pace;
  }

  /** Calls that were let go then go only now: after those let go along with them, or when their connection is ready. */
  begins(wentAt: number, now: number, count: number): void {
    if (now - wentAt < WORTH_NOTING) return;
    for (const budget of this.#budgets) budget.delay(wentAt, now, count);
  }

  /** The platform has refused a call for being one too many. Answers whether that is news. */
  throttle(now: number, begun: number, random: number): boolean {
    const before = this.#throttle;
    // What was under way when the first was refused says nothing new.
    if (before && begun < before.until) return false;
    const times = (before?.times ?? 0) + 1;
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.max(0, times - PATIENT_TIMES));
    this.#throttle = { until: now + pause * (1 + random / 10), times, isProbing: false };
    return before === undefined;
  }

  /** A call begun then came to nothing: whether the platform throttles is as unknown as before. */
  calledOff(begun: number): void {
    if (this.#throttle && begun >= this.#throttle.until) this.#throttle.isProbing = false;
  }

  /** A call came to an end without being throttled; answers whether that ends a throttle. */
  settle(now: number, begun: number): boolean {
    if (!this.#throttle || begun < this.#throttle.until) return false;
    this.#throttle = undefined;
    this.#rampFrom = now;
    return true;
  }

  /** Until when the platform refuses this class, as far as is known; undefined if it does not. */
  throttledUntil(now: number): number | undefined {
    const until = Math.max(this.#throttle?.until ?? Number.NEGATIVE_INFINITY, this.page.restUntil);
    return this.#throttle || until > now ? until : undefined;
  }

  get isWaitedFor(): boolean {
    return this.lines.reply.size + this.lines.campaign.size > 0;
  }

  #openAt(now: number): number {
    if (this.page.restUntil > now) return this.page.restUntil;
    if (!this.#throttle) return now;
    return this.#throttle.isProbing ? Number.POSITIVE_INFINITY : this.#throttle.until;
  }

  #share(now: number, priority: Priority): number {
    const usage = this.page.share(priority);
    const since = now - Math.max(this.#rampFrom, this.page.restUntil);
    return since >= RAMP ? usage : Math.min(usage, Math.max(RAMP_BEGINS_AT, since / RAMP));
  }
}
