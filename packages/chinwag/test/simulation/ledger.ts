import type { HeldTurn, IncomingEvent, ScheduledEvent, Session } from 'chinwag';

/** A turn that was written, as the storage was told. */
export interface Done {
  /** Empty for what was done in the conversation from outside. */
  identity: string;
  /** The event as text. */
  text: string;
  session: Session | null;
  /** Whether it was put aside before: what it says then comes later than its place says. */
  wasParked: boolean;
}

interface Waiting {
  identity: string;
  text: string;
  wasParked: boolean;
}

/**
 * Keeps count beside the storage, by rules of its own: what came in, in which order, what was done and what was put
 * aside. What the storage does otherwise is a finding.
 */
export class Ledger {
  readonly findings: string[] = [];
  /** By conversation, in the order in which they were written. */
  readonly done = new Map<string, Done[]>();
  /** Keys of sends that are known to have arrived. */
  #known = new Set<string>();
  #seen = new Set<string>();
  #waiting = new Map<string, Waiting[]>();
  #scheduled = new Map<string, ScheduledEvent>();
  #parked = new Map<string, Waiting & { conversationId: string }>();
  /** Events that are neither done nor put aside. */
  open = 0;

  get isIdle(): boolean {
    return this.open === 0 && this.#scheduled.size === 0;
  }

  accepted(events: IncomingEvent[]): void {
    for (const event of events) this.#enter(event.identity, event.conversationId, event.serialize());
  }

  scheduled(event: ScheduledEvent): void {
    this.#scheduled.set(event.identity, event);
  }

  unscheduled(identity: string): void {
    this.#scheduled.delete(identity);
  }

  promoted(now: number): void {
    const due = [...this.#scheduled.values()].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    for (const { identity, conversationId, serialized } of due) {
      this.#scheduled.delete(identity);
      this.#enter(identity, conversationId, serialized);
    }
  }

  taken(turn: HeldTurn | null): void {
    if (!turn || turn.identity === '') return;
    const [first] = this.#queue(turn.conversationId);
    if (first?.identity === turn.identity) return;
    this.findings.push(
      `order: ${turn.identity} was taken in ${turn.conversationId}, where ${first?.identity ?? 'nothing'} was next`,
    );
  }

  begun(key: string, isStopped: boolean): void {
    if (this.#known.has(key) && !isStopped) this.findings.push(`doubled: ${key} was to go out again`);
  }

  arrived(key: string): void {
    this.#known.add(key);
  }

  finished({ conversationId, identity }: HeldTurn, session: Session | null): void {
    const list = this.done.get(conversationId) ?? [];
    this.done.set(conversationId, list);
    const first = identity === '' ? undefined : this.#leave(conversationId, identity, 'done');
    const { text = '', wasParked = false } = first ?? {};
    list.push({ identity, text, session: structuredClone(session), wasParked });
  }

  parked({ conversationId, identity }: HeldTurn): void {
    const first = this.#leave(conversationId, identity, 'put aside');
    if (first) this.#parked.set(identity, { ...first, conversationId, wasParked: true });
  }

  /** Everything that was put aside goes back to the end of its conversation. */
  unparked(): number {
    const count = this.#parked.size;
    for (const { conversationId, ...waiting } of this.#parked.values()) {
      this.#queue(conversationId).push(waiting);
      this.open++;
    }
    this.#parked.clear();
    return count;
  }

  #enter(identity: string, conversationId: string, text: string): void {
    if (this.#seen.has(identity)) return;
    this.#seen.add(identity);
    this.#queue(conversationId).push({ identity, text, wasParked: false });
    this.open++;
  }

  #leave(conversationId: string, identity: string, how: string): Waiting | undefined {
    const queue = this.#queue(conversationId);
    if (queue[0]?.identity !== identity) {
      const next = queue[0]?.identity ?? 'nothing';
      this.findings.push(`once: ${identity} was ${how} in ${conversationId}, where ${next} was next`);
      return undefined;
    }
    this.open--;
    return queue.shift();
  }

  #queue(conversationId: string): Waiting[] {
    const queue = this.#waiting.get(conversationId) ?? [];
    this.#waiting.set(conversationId, queue);
    return queue;
  }
}
