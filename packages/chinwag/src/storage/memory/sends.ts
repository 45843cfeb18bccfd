import type { SendRecord } from '../../core/storage/storage.js';

/** What is known of sends, by their keys, until the event they belong to is done. */
export class MemorySends {
  #sends = new Map<string, SendRecord & { identity: string }>();

  /** What came of it, if it was sent before; null when it begins now. */
  begin(key: string, identity: string, at: number): Record<string, unknown> | null {
    const { state, result = {} } = this.#sends.get(key) ?? {};
    if (state === 'sent') return result;
    this.#sends.set(key, { key, state: 'begun', at, identity });
    return null;
  }

  sent(key: string, result: Record<string, unknown>): void {
    const begun = this.#sends.get(key);
    if (begun) this.#sends.set(key, { ...begun, state: 'sent', result });
  }

  unsent(key: string): void {
    this.#sends.delete(key);
  }

  get(key: string): SendRecord | null {
    return this.#sends.get(key) ?? null;
  }

  /** Those of an event. */
  of(identity: string): SendRecord[] {
    if (this.#sends.size === 0) return [];
    return [...this.#sends.values()].filter((send) => send.identity === identity);
  }

  forget(identity: string): void {
    for (const { key } of this.of(identity)) this.#sends.delete(key);
  }
}
