import type { Clock } from '../world/clock.js';
import type { World } from '../world/world.js';
import { refuse } from './error.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Counts calls in a window that slides, in twenty steps. */
class SlidingWindow {
  readonly #span: number;
  readonly #step: number;
  readonly #counts = new Map<number, number>();

  constructor(span: number) {
    this.#span = span;
    this.#step = span / 20;
  }

  count(now: number): number {
    let sum = 0;
    for (const [step, count] of this.#counts) {
      if (step * this.#step <= now - this.#span || step * this.#step > now) this.#counts.delete(step);
      else sum += count;
    }
    return sum;
  }

  /** How long until fewer than `limit` are left in it. */
  wait(now: number, limit: number): number {
    let left = this.count(now);
    for (const [step, count] of this.#counts) {
      if (left < limit) return 0;
      left -= count;
      if (left < limit) return step * this.#step + this.#span - now;
    }
    return 0;
  }

  add(now: number): void {
    const step = Math.floor(now / this.#step);
    this.#counts.set(step, (this.#counts.get(step) ?? 0) + 1);
  }
}

/** How much of its fullest limit a Page has used, and when it may go on. */
export interface Usage {
  /** From 0 to 100. */
  percent: number;
  /** In whole minutes, as the header tells it; 0 while nothing is refused. */
  minutesToRegain: number;
}

/** The platform's rate limits: who has used how much of what. */
export class RateLimits {
  readonly #clock: Clock;
  readonly #windows = new Map<string, SlidingWindow>();
  /** By Page. */
  readonly usage = new Map<string, Usage>();
  /** How many people a Page can write to, counted again every second: they may be many. */
  readonly #engaged = new Map<string, { people: number; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a call of the Send API: 300 a second, 10 with sound or video, and 200 a day for each person. */
  send(world: World, id: string, slow: boolean): void {
    this.#take(id, `daily ${id}`, DAY, 200 * Math.max(1, this.#peopleOf(world, id)), 'bucLimit');
    this.#take(id, `${slow ? 'media' : 'send'} ${id}`, SECOND, slow ? 10 : 300, 'rateLimit');
  }

  privateReply(pageId: string): void {
    this.#take(pageId, `private replies ${pageId}`, HOUR, 750, 'rateLimit');
  }

  conversations(pageId: string): void {
    this.#take(pageId, `conversations ${pageId}`, SECOND, 2, 'rateLimit');
  }

  profile(pageId: string): void {
    this.#take(pageId, `profile ${pageId}`, 10 * MINUTE, 10, 'rateLimit');
  }

  userSettings(pageId: string, psid: string): void {
    this.#take(pageId, `settings ${psid}`, 10 * MINUTE, 10, 'rateLimit');
  }

  #peopleOf(world: World, pageId: string): number {
    const now = this.#clock.now();
    const known = this.#engaged.get(pageId);
    if (known && Math.abs(now - known.at) < SECOND) return known.people;
    let people = 0;
    for (const thread of world.threads.values()) if (thread.pageId === pageId && thread.started) people++;
    this.#engaged.set(pageId, { people, at: now });
    return people;
  }

  #take(pageId: string, key: string, span: number, limit: number, refusal: 'rateLimit' | 'bucLimit'): void {
    const now = this.#clock.now();
    let window = this.#windows.get(key);
    if (!window) {
      window = new SlidingWindow(span);
      this.#windows.set(key, window);
    }
    const count = window.count(now);
    this.usage.set(pageId, {
      percent: Math.min(100, Math.round(((count + 1) / limit) * 100)),
      minutesToRegain: Math.ceil(window.wait(now, limit) / MINUTE),
    });
    if (count >= limit) throw refuse(refusal);
    window.add(now);
  }
}
