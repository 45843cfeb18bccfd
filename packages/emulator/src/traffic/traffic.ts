import type { Changes } from '../world/changes.js';
import type { Clock } from '../world/clock.js';
import { Activity } from './activity.js';
import type { Exchange } from './exchange.js';

const NONE: never[] = [];

/** The record of everything that went over the wire, oldest first, the newest `kept` of it. */
export class Traffic {
  readonly activity = new Activity();
  readonly #clock: Clock;
  readonly #changes: Changes;
  readonly #kept: number;
  #exchanges: Exchange[] = [];
  #last = 0;

  constructor(clock: Clock, changes: Changes, kept: number) {
    this.#clock = clock;
    this.#changes = changes;
    this.#kept = kept;
  }

  begin(given: Pick<Exchange, 'kind' | 'method' | 'url' | 'requestHeaders'> & Partial<Exchange>): Exchange {
    const exchange: Exchange = {
      id: ++this.#last,
      kind: given.kind,
      at: this.#clock.now(),
      began: performance.now(),
      method: given.method,
      url: given.url,
      requestHeaders: given.requestHeaders,
      requestBody: given.requestBody ?? null,
      files: null,
      status: null,
      responseHeaders: {},
      responseBody: null,
      duration: null,
      error: null,
      refusals: NONE,
      advice: NONE,
      token: null,
      pageId: given.pageId,
      psid: given.psid,
      topic: given.topic ?? '',
      appId: given.appId,
      field: given.field,
      attempt: given.attempt ?? 1,
    };
    this.#exchanges.push(exchange);
    if (this.#exchanges.length > this.#kept * 1.1) {
      this.#exchanges.splice(0, this.#exchanges.length - this.#kept);
    }
    this.activity.begin();
    this.#changes.tell({ kind: 'traffic', exchange });
    return exchange;
  }

  /** The answer is there, or the reason why none will come. */
  end(exchange: Exchange): void {
    exchange.duration = performance.now() - exchange.began;
    this.activity.end();
    this.#changes.tell({ kind: 'traffic', exchange });
  }

  find(id: number): Exchange | undefined {
    return this.#exchanges.find((exchange) => exchange.id === id);
  }

  of(kind: Exchange['kind']): Exchange[] {
    return this.#exchanges.filter((exchange) => exchange.kind === kind);
  }

  /** What came after an id, at most the newest `limit`. */
  after(id: number, limit: number): Exchange[] {
    return this.#exchanges.filter((exchange) => exchange.id > id).slice(-limit);
  }

  clear(): void {
    this.#exchanges = [];
  }
}
