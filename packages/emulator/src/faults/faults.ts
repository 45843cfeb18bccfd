import type { Ids } from '../world/ids.js';
import type { Fault, FaultEffect, NewFault } from './fault.js';

/** What a request is, as far as faults ask. */
export interface Target {
  method: string;
  topic: string;
  psid: string | undefined;
}

/** The faults that have been asked for. */
export class Faults {
  readonly #ids: Ids;
  readonly #faults = new Map<string, Fault>();

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  add(given: NewFault): Fault {
    const fault: Fault = { ...given, id: this.#ids.text('fault', 8), seen: 0, struck: 0 };
    this.#faults.set(fault.id, fault);
    return fault;
  }

  list(): Fault[] {
    return [...this.#faults.values()];
  }

  remove(id: string): boolean {
    return this.#faults.delete(id);
  }

  clear(): void {
    this.#faults.clear();
  }

  /** What strikes this request. Every call counts as one more request. */
  strike(target: Target): FaultEffect[] {
    if (this.#faults.size === 0) return NONE;
    return this.list().flatMap((fault) => (this.#strikes(fault, target) ? [fault.effect] : NONE));
  }

  #strikes(fault: Fault, { method, topic, psid }: Target): boolean {
    if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
    if (fault.topic !== undefined && fault.topic !== topic) return false;
    if (fault.psid !== undefined && fault.psid !== psid) return false;
    fault.seen++;
    if (fault.seen <= (fault.after ?? 0) || fault.struck >= (fault.times ?? Number.POSITIVE_INFINITY))
      return false;
    if (
      fault.probability !== undefined &&
      this.#ids.below('chance', 1_000_000) >= fault.probability * 1_000_000
    )
      return false;
    fault.struck++;
    return true;
  }
}

const NONE: FaultEffect[] = [];
