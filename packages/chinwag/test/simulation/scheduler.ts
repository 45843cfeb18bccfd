import { Random } from './random.js';

/** Whose step it is. What is dead does nothing any more; what stands still does it later. */
export interface Life {
  readonly name: string;
  isAlive: boolean;
  /** Until when it stands still. */
  standsUntil: number;
}

export interface Step {
  at: number;
  place: number;
  name: string;
  life: Life | undefined;
  run: () => unknown;
  isCancelled: boolean;
}

/** The moment every simulation begins at, in milliseconds since 1970. */
const BEGINNING = 1_800_000_000_000;

/**
 * The only thing that lets anything happen: steps, one at a time, each at its virtual time. Between two steps all
 * that follows from the first has run, so the order of everything is the order of the steps, which is the seed's.
 */
export class Scheduler {
  readonly random: Random;
  time = BEGINNING;
  /** How far the machine's clock was moved. */
  offset = 0;
  /** Steps done. */
  count = 0;
  #steps: Step[] = [];
  #placed = 0;
  #digest = 0x811c9dc5;
  readonly #trace: string[] | undefined;
  /** Asked before each step of a process; it may put an end to it. */
  beforeStep: (life: Life) => void = () => {};

  constructor(seed: number, trace?: string[]) {
    this.random = new Random(seed);
    this.#trace = trace;
  }

  /** What the machine's clock says. */
  now = (): number => Math.floor(this.time + this.offset);

  after(delay: number, name: string, run: () => unknown, life?: Life): Step {
    const at = this.time + Math.max(0, delay);
    const step = { at, place: this.#placed++, name, life, run, isCancelled: false };
    this.#push(step);
    return step;
  }

  /** Does steps until it is over; answers whether it was before there was no time left. */
  async run(isOver: () => boolean, limit: number): Promise<boolean> {
    const until = this.time + limit;
    while (!isOver()) {
      const step = this.#pop();
      if (!step || step.at > until) return false;
      if (step.isCancelled) continue;
      if (step.life && !(await this.#isUp(step, step.life))) continue;
      this.time = Math.max(this.time, step.at);
      this.count++;
      this.note(step.name);
      await step.run();
      // All that follows without waiting for another step follows now.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    return true;
  }

  /** Tells the trace, and makes it part of what two runs of a seed must have in common. */
  note(what: string): void {
    const line = `${(this.time - BEGINNING).toFixed(3)} ${what}`;
    for (let at = 0; at < line.length; at++) {
      this.#digest = Math.imul(this.#digest ^ line.charCodeAt(at), 0x01000193);
    }
    this.#trace?.push(line);
  }

  get digest(): string {
    return (this.#digest >>> 0).toString(16);
  }

  async #isUp(step: Step, life: Life): Promise<boolean> {
    if (!life.isAlive) return false;
    if (life.standsUntil > step.at) {
      step.at = life.standsUntil;
      this.#push(step);
      return false;
    }
    this.time = Math.max(this.time, step.at);
    this.beforeStep(life);
    return life.isAlive;
  }

  // A binary heap, the earliest on top; of the same time the first that was asked for.
  #push(step: Step): void {
    const steps = this.#steps;
    let at = steps.length;
    steps.push(step);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = steps[above];
      if (!parent || isBefore(parent, step)) break;
      steps[at] = parent;
      at = above;
    }
    steps[at] = step;
  }

  #pop(): Step | undefined {
    const steps = this.#steps;
    const first = steps[0];
    const last = steps.pop();
    if (!first || !last || steps.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = steps[2 * at + 1];
      const right = steps[2 * at + 2];
      if (!left) break;
      const isRight = right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (isBefore(last, child)) break;
      steps[at] = child;
      at = 2 * at + (isRight ? 2 : 1);
    }
    steps[at] = last;
    return first;
  }
}

function isBefore(one: Step, other: Step): boolean {
  return one.at < other.at || (one.at === other.at && one.place < other.place);
}
