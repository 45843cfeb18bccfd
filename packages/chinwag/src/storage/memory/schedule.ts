import type { ScheduledEvent } from '../../core/storage/storage.js';

/** Events to come. They are few, and looked through whenever the time of one may have come. */
export class MemorySchedule {
  #events = new Map<string, ScheduledEvent>();

  put(event: ScheduledEvent): void {
    this.#events.set(event.identity, event);
  }

  remove(identity: string): boolean {
    return this.#events.delete(identity);
  }

  /** Takes out what is due, in the order of its times. */
  takeDue(now: number): ScheduledEvent[] {
    const due = [...this.#events.values()].filter(({ at }) => at <= now);
    for (const { identity } of due) this.#events.delete(identity);
    return due.sort((one, other) => one.at - other.at);
  }

  /** When the next one is due; null when there is none. */
  nextDue(): number | null {
    let next: number | null = null;
    for (const { at } of this.#events.values()) if (next === null || at < next) next = at;
    return next;
  }
}
