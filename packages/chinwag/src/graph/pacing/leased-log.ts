import type { Grant, GrantRequest, Moved, SharedBudgets } from '../../core/storage/budget.js';
import type { Clock } from '../../core/time/clock.js';
import { type Budget, JITTER, OPENING } from './budget.js';
import type { RateLimit } from './rules.js';

/** How far ahead turns are taken: less waiting for answers, and still no long wait for whoever has to be answered. */
const HORIZON = 60;
/** A turn that is used later than this is not used at all: it might fall together with somebody else's. */
const LATEST = 12;
/** The most turns asked for at once. */
const MOST = 25;
/** Where there are plenty, some more are held for a while, so that not every send waits for an answer. */
const SPARE = 10;
const HOLD = 250;
/** A little less than even, so that what nobody used is made up for. */
const EVENNESS = 0.97;
/** A campaign that begins opens connections, which takes some of its sends longer than others: it goes slower then. */
const BEGINNING = 1_000;
const BEGINS_AT = 0.9;
/** With each answer it is forgotten a little that one came sooner: the way there may have become longer for good. */
const FORGETTING = 0.2;
/** What goes later than this is told to whoever keeps the count. */
const WORTH_TELLING = 3;
/** Who was late will be for so long. */
const LATE_FOR = 1_000;
const ASK_AGAIN = 8;
const ASK_AGAIN_AFTER_FAILURE = 250;

interface Turn {
  at: number;
  /** When it counts as used. */
  due: number;
  until: number;
  count: number;
}

export interface LeasedLogOptions {
  limit: RateLimit;
  /** In every process the same. */
  name: string;
  shared: SharedBudgets;
  clock: Clock;
  /** How many calls wait: answers, and all. */
  demand(): { replies: number; all: number };
  /** Whether those who wait need connections that are not open. */
  willOpen(waiting: number): boolean;
  /** There is news for whoever waits. */
  wake(): void;
  /** Whoever keeps the count has answered, or else the reason why not. */
  onAnswer(failure?: unknown): void;
}

/** A limit that other processes use too: turns are taken in small heaps from whoever keeps the count for all. */
export class LeasedLog implements Budget {
  #options: LeasedLogOptions;
  #turns: Turn[] = [];
  #isAsking = false;
  #askAt = 0;
  /** From a question to its answer, at best. */
  #roundTrip = Number.POSITIVE_INFINITY;
  #share = 1;
  #lastOfCampaign = Number.NEGATIVE_INFINITY;
  #begunUntil = Number.NEGATIVE_INFINITY;
  /** By how much calls went later than they could, and until when that is expected of others. */
  #late = { by: 0, until: Number.NEGATIVE_INFINITY };
  /** What went later than it was due, until that is told. Times are those of the clock. */
  #moved: Moved[] = [];

  constructor(options: LeasedLogOptions) {
    this.#options = options;
  }

  readyAt(now: number, count: number, share: number): number {
    this.#share = share;
    this.#forget(now);
    let left = count;
    for (const turn of this.#turns) {
      left -= turn.count;
      if (left <= 0) return Math.max(now, turn.at);
    }
    return this.#ask(now, count);
  }

  take(now: number, count: number): void {
    let left = count;
    for (const turn of this.#turns) {
      const used = Math.min(left, turn.count);
      this.#move(turn.due, now, used);
      turn.count -= used;
      left -= used;
      if (left === 0) break;
    }
    if (this.#turns[0]?.count === 0) this.#turns = this.#turns.filter(({ count }) => count > 0);
    // Before the last one is gone, so that whoever comes next need not wait for the answer.
    const { all } = this.#options.demand();
    if (this.#turns.length < Math.min(MOST / 2, all)) this.#ask(now, 1);
  }

  /** Those that come next are expected to be as late. */
  delay(from: number, to: number, count: number): void {
    this.#move(from, to, count);
    const by = to - from;
    if (by >= this.#late.by || to >= this.#late.until) this.#late = { by, until: to + LATE_FOR };
  }

  /** The turns are as far apart as they have to be. */
  spacing(): number {
    return 0;
  }

  isIdle(now: number): boolean {
    this.#forget(now);
    return this.#turns.length === 0 && !this.#isAsking;
  }

  #move(from: number, to: number, count: number): void {
    const last = this.#moved.at(-1);
    if (to - from < WORTH_TELLING) return;
    if (last && last.from === from && last.to === to) last.count += count;
    else this.#moved.push({ from, to, count });
  }

  #forget(now: number): void {
    if (this.#turns.some(({ until }) => until < now))
      this.#turns = this.#turns.filter(({ until }) => until >= now);
  }

  /** When it is worth coming back. */
  #ask(now: number, count: number): number {
    if (this.#isAsking) return Number.POSITIVE_INFINITY;
    if (now < this.#askAt) return this.#askAt;
    const { limit, name, shared } = this.#options;
    this.#isAsking = true;
    const rate = this.#rate(limit);
    const moved = this.#moved
      .splice(0)
      .map(({ from, to, count }) => ({ from: now - from, to: now - to, count }))
      .filter(({ to }) => to < rate.per);
    shared
      .grant({ name, ...rate, ...this.#need(now, count), horizon: HORIZON, moved })
      .then(
        (grants) => {
          this.#granted(grants, now);
          this.#options.onAnswer();
        },
        (error: unknown) => {
          this.#askAt = this.#options.clock.monotonic() + ASK_AGAIN_AFTER_FAILURE;
          this.#options.onAnswer(error);
        },
      )
      .finally(() => {
        this.#isAsking = false;
        this.#options.wake();
      });
    return Number.POSITIVE_INFINITY;
  }

  #rate({ count, per }: RateLimit): { count: number; per: number } {
    return { count: Math.max(1, Math.floor(count * this.#share)), per: per + JITTER };
  }

  #need(
    now: number,
    count: number,
  ): Pick<GrantRequest, 'wanted' | 'together' | 'spare' | 'hold' | 'late' | 'spacing'> {
    const { limit, demand } = this.#options;
    const { replies, all } = demand();
    // Who comes first does not wait yet, and is counted with what is held along.
    const late = this.#lateness(now, all === 0 ? count + SPARE : replies);
    if (count > 1) return { wanted: count, together: true, spare: 0, hold: HOLD, late, spacing: 0 };
    const rate = this.#rate(limit);
    const isCampaign = replies === 0 && all > 0;
    return {
      wanted: Math.min(MOST, Math.max(1, replies || all)),
      together: false,
      spare: isCampaign ? 0 : Math.min(SPARE, Math.floor(rate.count / 20)),
      hold: HOLD,
      late,
      spacing: isCampaign ? ((rate.per / rate.count) * EVENNESS) / this.#beginning(now) : 0,
    };
  }

  /** A campaign is slow enough while connections are opened: its sends do not come in a heap. */
  #lateness(now: number, replies: number): number {
    const late = now < this.#late.until ? this.#late.by : 0;
    return replies > 0 && this.#options.willOpen(replies) ? Math.max(OPENING, late) : late;
  }

  /** The part of its rate that a campaign has, by how long it has been going. */
  #beginning(now: number): number {
    if (now - this.#lastOfCampaign > BEGINNING) this.#begunUntil = now + BEGINNING;
    this.#lastOfCampaign = now;
    return now < this.#begunUntil ? BEGINS_AT : 1;
  }

  #granted(grants: Grant[], asked: number): void {
    const now = this.#options.clock.monotonic();
    // Between question and answer, nobody knows when.
    const meant = (asked + now) / 2;
    // Turns of an answer that was read late, as by a process that stood still, have grown as old meanwhile.
    this.#roundTrip = Math.min(now - asked, this.#roundTrip + FORGETTING);
    const earliest = asked + this.#roundTrip / 2;
    // Nobody who finds everything taken asks again at once.
    this.#askAt = grants.length > 0 ? now : now + ASK_AGAIN;
    for (const { from, to, count } of grants) {
      const due = earliest + to;
      this.#turns.push({ at: meant + from, due, until: due + LATEST, count });
    }
    this.#turns.sort((a, b) => a.at - b.at);
  }
}
