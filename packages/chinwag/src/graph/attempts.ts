import type { Logger } from '../core/logger.js';
import type { Place } from '../core/places.js';
import type { Span } from '../core/telemetry.js';
import {
  AbortError,
  ConnectionError,
  GraphError,
  PageBlockedError,
  type RequestName,
  TimeoutError,
} from './errors.js';
import { factsOf } from './following.js';
import { onAbort } from './on-abort.js';
import type { RetryNote, Trouble } from './options.js';
import type { Going } from './pacing/gate.js';
import type { Lane } from './pacing/lane.js';
import type { Pacing } from './pacing/pacing.js';

/** A passing fault of the platform: so many attempts, after pauses of at most a second, two, four, … */
const MOST = 5;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

const INVALID_TOKEN = 190;

export interface AttemptsOptions {
  /** Milliseconds that an answer goes on being tried while nobody can be reached. */
  patience: number;
  logger?: Logger | undefined;
  onRetry?: ((retry: RetryNote) => void) | undefined;
  onTrouble?: ((trouble: Trouble) => void) | undefined;
}

/** A call, from its first attempt to its last. */
export interface Undertaking extends Going {
  request: RequestName;
  /** Whether it can be made twice: a stream can be read once. */
  isRepeatable: boolean;
  /** What is known to be refused has been sorted out, as in a batch. */
  isChecked?: boolean;
  place?: Place | undefined;
  /** Who follows it. */
  span?: Span | undefined;
}

/** An attempt that failed, and which of how many it was. */
export interface FailedAttempt {
  error: unknown;
  attempt: number;
  /** When it went out, and when the first of all did. */
  begun: number;
  firstBegun: number;
  /** The same answer shows that the token is taken. */
  isTokenGood?: boolean;
}

/**
 * Makes a call, and makes it again where that is safe and of use: the platform cannot have got it, or it has said
 * that it did nothing and that later it will.
 */
export class Attempts {
  #pacing: Pacing;
  #options: AttemptsOptions;

  constructor(pacing: Pacing, options: AttemptsOptions) {
    this.#pacing = pacing;
    this.#options = options;
  }

  async run<T>(
    undertaking: Undertaking,
    make: (attempt: number, onStart: () => void) => Promise<T>,
  ): Promise<T> {
    const { gate, clock } = this.#pacing;
    const { lane } = undertaking;
    let firstBegun: number | undefined;
    for (let attempt = 1; ; attempt++) {
      const asked = clock.monotonic();
      const entering = this.enter(undertaking, attempt > 1);
      if (entering) {
        undertaking.place?.rest(entering);
        undertaking.span?.tell('waits for its turn');
      }
      const wentAt = entering ? await entering : asked;
      const begun = clock.monotonic();
      firstBegun ??= begun;
      let pause = 0;
      let isDone = false;
      try {
        const result = await make(attempt, () => lane.begins(wentAt, clock.monotonic(), undertaking.count));
        this.succeeded(undertaking, begun);
        isDone = true;
        return result;
      } catch (error) {
        pause = this.judge(undertaking, { error, attempt, begun, firstBegun });
      } finally {
        gate.leave();
        if (!isDone && lane.isWaitedFor) gate.wake(lane);
      }
      if (pause > 0) await this.pause(pause, undertaking);
    }
  }

  /** Undefined if it goes at once. */
  enter(undertaking: Undertaking, isRepeated: boolean): Promise<number> | undefined {
    const { signal, request, isChecked } = undertaking;
    const aborted = () => new AbortError(request, 'notSent', signal?.reason);
    if (signal?.aborted) throw aborted();
    if (isRepeated && this.#pacing.closedFor) throw this.#pacing.closedFor;
    if (!isChecked) this.#pacing.check(undertaking, request);
    return this.#pacing.gate.enter(undertaking, isRepeated)?.catch((reason: unknown) => {
      throw signal?.aborted ? aborted() : reason;
    });
  }

  /** Takes in that the platform did what it was asked. */
  succeeded({ lane, token }: Undertaking, begun: number): void {
    const { gate, tokens, clock } = this.#pacing;
    this.#reached(begun);
    if (tokens.remove(token)) this.#options.logger?.info(`${titleOf(lane)}: its access token is taken again`);
    if (lane.isSend) lane.page.unblock();
    if (lane.settle(clock.monotonic(), begun)) {
      this.#options.logger?.info(`${titleOf(lane)}: not throttled any more, ${lane.name} go again`);
      gate.wake(lane);
    }
  }

  /**
   * Takes in what a failure says about the Page and the way to the platform. Throws what the caller is to get, or
   * answers after how many milliseconds to try again; the gate holds it for longer if need be.
   */
  judge(undertaking: Undertaking, failed: FailedAttempt): number {
    const { error, attempt } = failed;
    const { method, path } = undertaking.request;
    const pause = this.#reachedNobody(undertaking, failed) ?? this.#refused(undertaking, failed);
    if (pause === undefined) {
      const { 'error.type': type } = factsOf(error);
      this.#options.logger?.debug(`${method} ${path}: attempt ${attempt} failed (${type}), not tried again`);
      throw error;
    }
    this.#options.onRetry?.({ method, path, attempt, pause, error });
    undertaking.span?.tell('tried again', {
      ...factsOf(error),
      'chinwag.attempt': attempt,
      'chinwag.pause': pause,
    });
    // Without the error itself: an outage has hundreds of these, and a console prints each with its stack.
    this.#options.logger?.debug(
      `${method} ${path}: attempt ${attempt} failed, tried again in ${Math.round(pause)} ms (${error instanceof Error ? error.message : error})`,
    );
    return pause;
  }

  async pause(milliseconds: number, { request, signal }: Undertaking): Promise<void> {
    const { clock } = this.#pacing;
    await new Promise<void>((resolve, reject) => {
      const timer = clock.setTimeout(() => {
        stopListening?.();
        resolve();
      }, milliseconds);
      const stopListening =
        signal &&
        onAbort(signal, () => {
          clock.clearTimeout(timer);
          stopListening?.();
          reject(new AbortError(request, 'notSent', signal.reason));
        });
    });
  }

  #reached(begun: number): void {
    if (this.#pacing.gate.reached(begun)) this.#options.logger?.info('The Graph API can be reached again');
  }

  /** What to do where no connection could be opened; undefined where it could. */
  #reachedNobody(undertaking: Undertaking, failed: FailedAttempt): number | undefined {
    const { error, attempt, begun, firstBegun } = failed;
    const { gate, clock } = this.#pacing;
    if (!(error instanceof ConnectionError) || error.outcome !== 'notSent') {
      this.#reached(begun);
      return undefined;
    }
    undertaking.lane.calledOff(begun);
    if (error instanceof AbortError) {
      gate.origin.calledOff(begun);
      throw error;
    }
    if (gate.unreachable(begun)) this.#tell({ kind: 'unreachable', error }, `${error.message}. Sends wait`);
    const hasPatience =
      undertaking.priority === 'campaign' || clock.monotonic() - firstBegun < this.#options.patience;
    if (!undertaking.isRepeatable || !hasPatience || error instanceof TimeoutError) return undefined;
    return gate.origin.restAfter(attempt, clock.random());
  }

  /** What to do about the platform's refusal; undefined where nothing can be done. */
  #refused(undertaking: Undertaking, failed: FailedAttempt): number | undefined {
    const { error, attempt, begun } = failed;
    const { lane, token, isRepeatable } = undertaking;
    const { clock } = this.#pacing;
    if (this.#pacing.isOn && error instanceof GraphError) {
      if (error.isThrottle) {
        this.#throttled(lane, begun, error);
        return isRepeatable ? 0 : undefined;
      }
      if (error.retry === 'muchLater' && lane.isSend) throw this.#blocked(lane, token, error);
      if (error.code === INVALID_TOKEN && !failed.isTokenGood) this.#tokenRefused(lane, token, error);
    }
    lane.settle(clock.monotonic(), begun);
    if (!(error instanceof GraphError) || !isPassing(error) || attempt >= MOST || !isRepeatable)
      return undefined;
    return clock.random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1));
  }

  #throttled(lane: Lane, begun: number, error: GraphError): void {
    const { clock } = this.#pacing;
    const now = clock.monotonic();
    if (!lane.throttle(now, begun, clock.random())) return;
    const until = new Date(clock.now() + (lane.throttledUntil(now) ?? now) - now);
    this.#tell(
      { kind: 'throttled', page: lane.page.name, class: lane.name, until, error },
      `${titleOf(lane)}: throttled (${error.code}). Its ${lane.name} wait, tried again at ${until.toISOString()}`,
    );
  }

  #blocked(lane: Lane, token: string, refusal: GraphError): PageBlockedError {
    const { clock } = this.#pacing;
    const { page } = lane;
    const isNews = !page.isBlocked;
    const error = page.block(clock.monotonic(), clock.now(), refusal);
    if (isNews)
      this.#tell({ kind: 'pageBlocked', page: page.name, until: error.until, error }, error.message);
    const others = new PageBlockedError(page.name, error.until, refusal, 'notSent');
    this.#pacing.turnAway(token, ({ isSend }) => isSend, others);
    return error;
  }

  #tokenRefused(lane: Lane, token: string, error: GraphError): void {
    const { tokens, clock } = this.#pacing;
    if (!tokens.add(token, error, clock.monotonic())) return;
    const page = lane.page.name;
    this.#tell(
      { kind: 'tokenInvalid', page, error },
      `${titleOf(lane)}: the platform does not take its access token. What is asked with it fails until there is another`,
    );
    this.#pacing.turnAway(token, (_, used) => used === token, error);
  }

  #tell(trouble: Trouble, message: string): void {
    this.#options.logger?.warn(message, trouble.error);
    this.#options.onTrouble?.(trouble);
  }
}

/** It did nothing, and may do it a moment later. */
function isPassing({ outcome, retry, meaning, isTransient }: GraphError): boolean {
  if (outcome !== 'refused') return false;
  return retry === 'soon' || (isTransient && (retry === 'once' || meaning === undefined));
}

function titleOf({ page }: Lane): string {
  return `Page ${page.name}`;
}
