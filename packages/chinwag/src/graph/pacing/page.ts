import type { Budget } from './budget.js';
import { Lane } from './lane.js';
import { type PacingRules, UNCOUNTED } from './rules.js';
import { Standing } from './standing.js';

export type MakeBudget = (page: Page, limit: string) => Budget | undefined;

/** A Page: its lanes, and the budgets they draw on. */
export class Page extends Standing {
  #rules: PacingRules;
  #makeBudget: MakeBudget;
  #lanes = new Map<string, Lane>();
  #budgets = new Map<string, Budget | undefined>();

  constructor(token: string, id: string | undefined, rules: PacingRules, makeBudget: MakeBudget) {
    super(token, id);
    this.#rules = rules;
    this.#makeBudget = makeBudget;
  }

  lane(name = UNCOUNTED): Lane {
    const known = this.#lanes.get(name);
    if (known) return known;
    const { limits = [], isSend = false } = this.#rules.classes[name] ?? {};
    const lane = new Lane(
      this,
      name,
      isSend,
      limits.flatMap((limit) => this.#budget(limit) ?? []),
    );
    this.#lanes.set(name, lane);
    return lane;
  }

  get lanes(): Iterable<Lane> {
    return this.#lanes.values();
  }

  /** Those that count for a limit. */
  lanesOf(limit: string): Lane[] {
    return [...this.#lanes.values()].filter(({ name }) => this.#rules.classes[name]?.limits.includes(limit));
  }

  /** Nothing about it is worth remembering. */
  isIdle(now: number): boolean {
    if (this.isBlocked || this.restUntil > now) return false;
    for (const lane of this.#lanes.values()) {
      if (lane.isWaitedFor || lane.throttledUntil(now) !== undefined) return false;
    }
    return [...this.#budgets.values()].every((budget) => budget?.isIdle(now) ?? true);
  }

  #budget(limit: string): Budget | undefined {
    if (!this.#budgets.has(limit)) this.#budgets.set(limit, this.#makeBudget(this, limit));
    return this.#budgets.get(limit);
  }
}
