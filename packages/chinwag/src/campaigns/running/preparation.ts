import type { Message } from '../../messenger/message.js';
import type { Person } from '../audience.js';
import type { Recipient } from '../ledger.js';
import type { Messages } from '../messages/messages.js';

/** Somebody whose messages are made. */
export interface Ready {
  recipient: Recipient;
  messages: readonly Message[];
}

export interface PreparationOptions<P extends Person> {
  messages: Messages<P>;
  /** More people; none when everybody has been handed out. */
  claim: () => Promise<Recipient[]>;
  /** Nothing can be made for somebody. */
  onFailure: (recipient: Recipient, error: unknown) => void;
  /** A message that took its time is there. */
  onNews: () => void;
}

/** Who comes next, and what they get: people as the ledger hands them out, and the messages made for them. */
export class Preparation<P extends Person> {
  #options: PreparationOptions<P>;
  #queue: Recipient[] = [];
  #ready: Ready[] = [];
  #making = 0;
  #isExhausted = false;

  constructor(options: PreparationOptions<P>) {
    this.#options = options;
  }

  /** How many can go. */
  get size(): number {
    return this.#ready.length;
  }

  /** Whether nobody is here, and nobody was when last asked for. */
  get isOver(): boolean {
    return this.#isExhausted && this.#queue.length + this.#ready.length + this.#making === 0;
  }

  /** Has messages made until there are so many, or they are being made. */
  async fill(most: number): Promise<void> {
    const wanted = most - this.#ready.length - this.#making;
    if (this.#queue.length < wanted && !this.#isExhausted) {
      const more = await this.#options.claim();
      this.#isExhausted = more.length === 0;
      this.#queue.push(...more);
    }
    for (const recipient of this.#queue.splice(0, wanted)) this.#prepare(recipient);
  }

  take(count: number): Ready[] {
    return this.#ready.splice(0, count);
  }

  /** They come once more. */
  again(recipient: Recipient): void {
    this.#queue.push(recipient);
  }

  /** The ledger may have people again. */
  reopen(): void {
    this.#isExhausted = false;
  }

  /** Nobody goes any more. */
  clear(): void {
    this.#ready = [];
  }

  #prepare(recipient: Recipient): void {
    const { messages, onFailure, onNews } = this.#options;
    const fail = (error: unknown) => onFailure(recipient, error);
    try {
      const made = messages.of(recipient);
      if (!(made instanceof Promise)) {
        this.#ready.push({ recipient, messages: made });
        return;
      }
      this.#making++;
      made
        .then((messages) => void this.#ready.push({ recipient, messages }), fail)
        .finally(() => {
          this.#making--;
          onNews();
        });
    } catch (error) {
      fail(error);
    }
  }
}
