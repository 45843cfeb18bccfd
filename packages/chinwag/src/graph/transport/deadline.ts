import { type Guarded, Deadline as SharedDeadline } from '../../core/time/deadline.js';
import { onAbort } from '../on-abort.js';
import { TransportFailure } from './transport.js';

/** By their milliseconds: nearly all requests have the same. */
const shared = new Map<number, SharedDeadline>();

function sharedDeadline(timeout: number): SharedDeadline {
  const known = shared.get(timeout);
  if (known) return known;
  const made = new SharedDeadline(timeout, undefined, () => shared.delete(timeout));
  shared.set(timeout, made);
  return made;
}

/** Ends a request when its time is up or its signal aborts, whichever comes first. */
export class Deadline {
  #shared: SharedDeadline;
  #guarded: Guarded;
  #stopListening: (() => void) | undefined;

  /** `stop` is asked to make the failure, for only it knows whether anything went out. */
  constructor(timeout: number, signal: AbortSignal | undefined, stop: (kind: 'timeout' | 'aborted') => void) {
    this.#shared = sharedDeadline(timeout);
    this.#guarded = this.#shared.begin(() => stop('timeout'));
    this.#stopListening = signal && onAbort(signal, () => stop('aborted'));
  }

  clear(): void {
    this.#shared.release(this.#guarded);
    this.#stopListening?.();
  }
}

/** Fails at once when the signal was aborted before anything began. */
export function refuseAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new TransportFailure('aborted', 'notSent', { cause: signal.reason });
}
