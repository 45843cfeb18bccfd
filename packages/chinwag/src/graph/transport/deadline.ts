import { onAbort } from '../on-abort.js';
import { TransportFailure } from './transport.js';

/** Ends a request when its time is up or its signal aborts, whichever comes first. */
export class Deadline {
  #timer: ReturnType<typeof setTimeout>;
  #stopListening: (() => void) | undefined;

  /** `stop` is asked to make the failure, for only it knows whether anything went out. */
  constructor(timeout: number, signal: AbortSignal | undefined, stop: (kind: 'timeout' | 'aborted') => void) {
    this.#timer = setTimeout(stop, timeout, 'timeout');
    this.#stopListening = signal && onAbort(signal, () => stop('aborted'));
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#stopListening?.();
  }
}

/** Fails at once when the signal was aborted before anything began. */
export function refuseAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new TransportFailure('aborted', 'notSent', { cause: signal.reason });
}
