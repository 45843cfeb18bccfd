import { FleetingMap } from '../../core/fleeting-map.js';

/** Runs the tasks of one key one after the other, and those of different keys side by side. */
export class InOrder {
  #last = new FleetingMap<string, Promise<unknown>>();

  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    const mine = before ? before.then(task, task) : task();
    this.#last.set(key, mine);
    const forget = () => {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    };
    mine.then(forget, forget);
    return mine;
  }

  /** Keys with something still to do. */
  get size(): number {
    return this.#last.size;
  }
}
