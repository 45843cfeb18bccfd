import type { Clock } from '../../core/time/clock.js';
import type { GraphError, RequestName } from '../errors.js';

/** A token may come to life again as it is: a checkpoint that is passed. So often one call is let through to see. */
const TRY_AGAIN = 30_000;

/** Tokens that the platform has refused (190): what it would be asked with them is refused here. */
export class RefusedTokens {
  #refused = new Map<string, { refusal: GraphError; tryAt: number }>();

  /** Throws the platform's refusal; now and then lets a call through. */
  check(token: string, request: RequestName, clock: Clock): void {
    if (this.#refused.size === 0) return;
    const known = this.#refused.get(token);
    if (!known) return;
    const now = clock.monotonic();
    if (now < known.tryAt) throw known.refusal.of(request);
    known.tryAt = now + TRY_AGAIN;
  }

  /** Answers whether that is news. */
  add(token: string, refusal: GraphError, now: number): boolean {
    const isNews = !this.#refused.has(token);
    this.#refused.set(token, { refusal, tryAt: now + TRY_AGAIN });
    return isNews;
  }

  /** The platform takes it. Answers whether that is news. */
  remove(token: string): boolean {
    return this.#refused.size > 0 && this.#refused.delete(token);
  }
}
