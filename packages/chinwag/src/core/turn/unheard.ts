import type { Answer } from '../storage/storage.js';

/**
 * Promises whose failure must not vanish. A developer may drop the promise of a send; when it then fails and
 * nobody has asked for the outcome, the failure goes to the error handler instead.
 */
class Heard<T> extends Promise<T> {
  heard = false;
  isFulfilled = false;

  // What `then` makes of it is an ordinary promise.
  static override get [Symbol.species]() {
    return Promise;
  }

  // `await` calls this too, because the class is not `Promise` itself.
  // biome-ignore lint/suspicious/noThenProperty: listening is what this class is about
  override then<A = T, B = never>(
    fulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.heard = true;
    return super.then(fulfilled, rejected);
  }

  /** `onFailure` is this file's own listener, by whom nobody else has heard anything. */
  static of<T>(promise: Promise<T>, onFailure: (failure: unknown) => void): Heard<T> {
    const heard: Heard<T> = new Heard<T>((resolve, reject) => {
      promise.then(
        (value) => {
          heard.isFulfilled = true;
          resolve(value);
        },
        (failure) => {
          reject(failure);
          // Listens only now, since most sends succeed, and still before Node takes it for an unhandled rejection.
          Promise.prototype.then.call(heard, undefined, onFailure);
        },
      );
    });
    return heard;
  }
}

/** The sends of one turn: settled before the turn ends, and asked then whether a failure was heard. */
export class TurnPromises {
  #watched: Heard<unknown>[] = [];

  watch<T>(promise: Promise<T>): Promise<T> {
    const heard = Heard.of(promise, ignore);
    this.#watched.push(heard);
    return heard;
  }

  /** Waits for everything, also for what is begun meanwhile, and answers the failures nobody heard. */
  settle(): Answer<unknown[]> {
    return this.#watched.every(({ isFulfilled }) => isFulfilled) ? [] : this.#wait();
  }

  async #wait(): Promise<unknown[]> {
    const failures: unknown[] = [];
    for (let next = this.#watched.shift(); next; next = this.#watched.shift()) {
      const watched = next;
      // Past its own `then`, which would take this for somebody who listens.
      await Promise.prototype.then.call(next, undefined, (failure: unknown) => {
        if (!watched.heard) failures.push(failure);
      });
    }
    return failures;
  }
}

function ignore(): void {}

/** A promise outside a turn: a failure nobody has listened to by the time it happens is reported. */
export function reportUnheard<T>(promise: Promise<T>, report: (failure: unknown) => void): Promise<T> {
  const heard = Heard.of(promise, (failure) => {
    if (!heard.heard) report(failure);
  });
  return heard;
}
