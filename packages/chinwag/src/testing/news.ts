import { afterPatience } from './patience.js';

/** Wakes those who wait for something to happen to a person, so that nobody has to sleep and look again. */
export class News {
  /** How often there has been any. */
  count = 0;
  readonly #watchers = new Map<string, Set<() => void>>();

  /** Something happened to one person; to everybody, when it is not said whom. */
  tell(psid?: string): void {
    this.count++;
    if (psid !== undefined) wake(this.#watchers.get(psid));
    else for (const watchers of [...this.#watchers.values()]) wake(watchers);
  }

  /**
   * Resolves with what `look` finds, now or after news; with undefined when nothing was found within `timeout`
   * milliseconds. What `look` throws ends the waiting.
   */
  until<Found>(psid: string, timeout: number, look: () => Found | undefined): Promise<Found | undefined> {
    return new Promise((resolve, reject) => {
      const watchers = this.#watchers.get(psid) ?? new Set();
      const end = (settle: () => void) => {
        stop();
        watchers.delete(check);
        if (watchers.size === 0) this.#watchers.delete(psid);
        settle();
      };
      const check = () => {
        try {
          const found = look();
          if (found !== undefined) end(() => resolve(found));
        } catch (error) {
          end(() => reject(error));
        }
      };
      const stop = afterPatience(timeout, () => end(() => resolve(undefined)));
      this.#watchers.set(psid, watchers.add(check));
      check();
    });
  }
}

function wake(watchers: Set<() => void> = new Set()): void {
  for (const check of [...watchers]) check();
}
