import type { Span } from '../core/telemetry.js';
import type { Attempts, Undertaking } from './attempts.js';
import type { BatchItem, BatchOptions, BatchResult } from './batch.js';
import type { Lane } from './pacing/lane.js';
import type { Pacing } from './pacing/pacing.js';

/** Makes a request of some of the items, and reads what became of each. */
export type Settle = (
  items: readonly BatchItem[],
  undertaking: Undertaking,
  attempt: number,
  onStart: () => void,
) => Promise<BatchResult[]>;

/** An item that is not settled yet. */
interface OpenItem {
  item: BatchItem;
  index: number;
  undertaking: Undertaking;
}

const WHOLE = { method: 'POST', path: '' };

/** A batch from its first attempt to its last: what failed in passing goes again, and nothing else does. */
export class BatchAttempts {
  #attempts: Attempts;
  #pacing: Pacing;
  #token: string;
  #options: BatchOptions;
  #span: Span | undefined;

  constructor(attempts: Attempts, pacing: Pacing, token: string, options: BatchOptions, span?: Span) {
    this.#attempts = attempts;
    this.#pacing = pacing;
    this.#token = token;
    this.#options = options;
    this.#span = span;
  }

  async run(items: readonly BatchItem[], settle: Settle): Promise<BatchResult[]> {
    const results: BatchResult[] = [];
    let open = items.map((item, index) => ({ item, index, undertaking: this.#undertaking(item) }));
    let firstBegun: number | undefined;
    for (let attempt = 1; open.length > 0; attempt++) {
      const going = open.filter((each) => this.#isAllowed(each, results));
      if (going.length === 0) break;
      const { settled, begun } = await this.#make(going, settle, attempt);
      firstBegun ??= begun;
      // What works first: it proves a token that a neighbour may have been refused for.
      const working = new Set<string>();
      for (const [position, { undertaking }] of going.entries()) {
        if (settled[position]?.status !== 'fulfilled') continue;
        working.add(undertaking.token);
        this.#attempts.succeeded(undertaking, begun);
      }
      let pause = 0;
      const again: OpenItem[] = [];
      for (const [position, each] of going.entries()) {
        const result = settled[position] as BatchResult;
        if (result.status === 'rejected') {
          const isTokenGood = working.has(each.undertaking.token);
          const failed = { error: result.reason, attempt, begun, firstBegun, isTokenGood };
          try {
            pause = Math.max(pause, this.#attempts.judge(each.undertaking, failed));
            again.push(each);
            continue;
          } catch (reason) {
            result.reason = reason;
          }
        }
        results[each.index] = result;
      }
      open = again;
      if (pause > 0) await this.#attempts.pause(pause, this.#whole(open));
    }
    return results;
  }

  /** What is known to be refused is settled without being asked. */
  #isAllowed({ index, item, undertaking }: OpenItem, results: BatchResult[]): boolean {
    try {
      this.#pacing.check(undertaking, item);
      return true;
    } catch (reason) {
      results[index] = { status: 'rejected', reason };
      return false;
    }
  }

  async #make(
    going: readonly OpenItem[],
    settle: Settle,
    attempt: number,
  ): Promise<{ settled: BatchResult[]; begun: number }> {
    const items = going.map(({ item }) => item);
    const whole = this.#whole(going);
    let begun = this.#pacing.clock.monotonic();
    try {
      await this.#reserve(going, whole.lane, attempt > 1);
      const settled = await this.#attempts.run(whole, (again, onStart) => {
        begun = this.#pacing.clock.monotonic();
        return settle(items, whole, attempt + again - 1, onStart);
      });
      return { settled, begun };
    } catch (reason) {
      // Others are settled already, and must stay so.
      if (attempt === 1) throw reason;
      return { settled: items.map(() => ({ status: 'rejected', reason })), begun };
    }
  }

  /** A turn for each item that is not counted with the most. */
  async #reserve(going: readonly OpenItem[], main: Lane, isRepeated: boolean): Promise<void> {
    for (const [lane, count] of countByLane(going)) {
      if (lane === main) continue;
      const sample = going.find(({ undertaking }) => undertaking.lane === lane) as OpenItem;
      await this.#attempts.enter({ ...sample.undertaking, count, isChecked: true }, isRepeated);
      this.#pacing.gate.leave();
    }
  }

  /** The request that carries them: it goes with those of which there are most. */
  #whole(going: readonly OpenItem[]): Undertaking {
    const [[lane, count]] = countByLane(going) as [[Lane, number]];
    const { priority, signal } = (going[0] as OpenItem).undertaking;
    const request = WHOLE;
    return {
      request,
      lane,
      count,
      token: this.#token,
      priority,
      signal,
      isRepeatable: true,
      isChecked: true,
      span: this.#span,
    };
  }

  #undertaking(item: BatchItem): Undertaking {
    const token = item.accessToken ?? this.#token;
    const { priority = 'reply', signal } = this.#options;
    // What others depend on, or what depends on them, cannot be made by itself.
    const isRepeatable = item.name === undefined && item.dependsOn === undefined;
    const lane = this.#pacing.lane(token, item);
    return { request: item, lane, count: 1, token, priority, signal, isRepeatable, span: this.#span };
  }
}

function countByLane(going: readonly OpenItem[]): [Lane, number][] {
  const counts = new Map<Lane, number>();
  for (const { undertaking } of going) counts.set(undertaking.lane, (counts.get(undertaking.lane) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}
