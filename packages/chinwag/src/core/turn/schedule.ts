import { fingerprint } from '../fingerprint.js';
import type { Answer, KeptEvent, Storage } from '../storage/storage.js';

/** What is to happen at its time: something to be said, or the end of a question's time. */
export type Scheduled = { say: unknown; event: string } | { timeout: string };

/** No channel writes its events so: the rest is a {@link Scheduled} as JSON. */
const MARK = 'scheduled:';

/** Puts off what is to happen later in one conversation. */
export class Schedule {
  #storage: Storage;
  #place: { conversationId: string; platform: string };
  #turn: string;
  #onScheduled: (at: number) => void;
  #count = 0;

  /** A turn that is taken again has the same identity, and so schedules nothing twice. */
  constructor(
    storage: Storage,
    place: { conversationId: string; platform: string },
    identity: string,
    part: number,
    onScheduled: (at: number) => void,
  ) {
    this.#storage = storage;
    this.#place = place;
    this.#onScheduled = onScheduled;
    this.#turn = identity && `${identity}/${part}`;
  }

  /** Says something later. `event` is what the context is made of then. Answers the id to cancel it by. */
  say(at: number, what: unknown, event: string): Promise<string> {
    return this.#put(at, () => ({ say: what, event }));
  }

  /** Ends a question later. */
  timeout(at: number): Promise<string> {
    return this.#put(at, (id) => ({ timeout: id }));
  }

  /** Answers whether it was still to come. */
  cancel(id: string): Answer<boolean> {
    return this.#storage.unschedule(id);
  }

  async #put(at: number, make: (id: string) => Scheduled): Promise<string> {
    const turn = this.#turn ? fingerprint(this.#turn) : crypto.randomUUID();
    const identity = `scheduled:${turn}.${this.#count++}`;
    const { conversationId, platform } = this.#place;
    const serialized = MARK + JSON.stringify(make(identity));
    await this.#storage.schedule({ identity, conversationId, platform, at, serialized });
    this.#onScheduled(at);
    return identity;
  }
}

/** What was scheduled, when that is what the inbox gives. */
export function scheduledIn(kept: KeptEvent): Scheduled | null {
  if (!('serialized' in kept) || !kept.serialized.startsWith(MARK)) return null;
  return JSON.parse(kept.serialized.slice(MARK.length)) as Scheduled;
}
