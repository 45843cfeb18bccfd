import type { Clock } from '../core/clock.js';
import type { MessengerClient } from '../messenger/client.js';
import type { Person } from './audience.js';
import { CampaignMark } from './campaign-mark.js';
import { InFlight } from './in-flight.js';
import type { Recipient, Step } from './ledger.js';
import type { Messages } from './messages.js';
import type { Ready } from './preparation.js';
import type { Sleep } from './sleep.js';
import type { Troubles } from './trouble.js';
import { reasonOf, verdictOn } from './verdict.js';

export interface DispatchOptions<P extends Person> {
  /** The campaign's id, which travels in what is sent. */
  campaign: string;
  messages: Messages<P>;
  troubles: Troubles;
  clock: Clock;
  /** Woken when there is something to note. */
  sleep: Sleep;
  /** Has steps noted, all or none. */
  note(steps: readonly Step[]): Promise<void>;
  /** It is noted that somebody was not sent to after all. */
  onUnsent(recipient: Recipient): void;
}

/** What ends within so many milliseconds is noted as one: longer while there is somebody to send to. */
const GATHERING = 10;
const GATHERING_AHEAD = 25;
/** Where nobody is left to send to, so many are not gathered any longer. */
const MANY = 48;
/** The most sends that are noted ahead of those on their way. */
const MOST_AHEAD = 128;
/** Milliseconds after a note until others may have taken the campaign over, for all that this process knows. */
const STALE = 1_000;
/** How long sends under way get to end by themselves when the campaign is stopped. */
const GRACE = 10_000;

/**
 * The sends of one process: each is noted before it goes out, and how it ended after. A note takes as long as several
 * sends, so the faster it goes, the more are noted at once: as many ahead as end from one note to the next.
 */
export class Dispatch<P extends Person> {
  #options: DispatchOptions<P>;
  #mark: CampaignMark;
  #inFlight = new InFlight();
  /** Noted, and about to go out. */
  #next: Ready[] = [];
  /** How sends have ended, as far as it is not noted. */
  #ended: Step[] = [];
  #ahead = 0;
  #client: MessengerClient | undefined;
  /** When the campaign was surely this process's, in the clock's monotonic milliseconds. */
  #heldAt = 0;
  #abort = new AbortController();

  constructor(options: DispatchOptions<P>) {
    this.#options = options;
    this.#mark = new CampaignMark(options.campaign);
  }

  /** The most sends on their way at once. */
  get most(): number {
    return this.#inFlight.most;
  }

  /** How many sends are on their way. */
  get count(): number {
    return this.#inFlight.count;
  }

  /** Whether nothing is on its way or about to be, and everything is noted. */
  get isIdle(): boolean {
    return this.#inFlight.count + this.#next.length + this.#ended.length === 0;
  }

  /** Milliseconds until it is time to note what has ended. */
  get wait(): number {
    return this.#ended.length > 0 ? this.#patience : Number.POSITIVE_INFINITY;
  }

  /** How many more people there is room for; `isPaced` when each is to go at a moment of its own. */
  room(client: MessengerClient, isPaced: boolean): number {
    const room = this.#inFlight.room(client.graph.waiting);
    const ahead = isPaced || this.#inFlight.mayWait ? 0 : this.#ahead;
    return Math.max(0, room + ahead - this.#next.length);
  }

  /** Sends to these people. Nothing goes out that is not noted. */
  async begin(going: readonly Ready[], client: MessengerClient): Promise<void> {
    const { troubles } = this.#options;
    const { generation } = troubles;
    await this.note(going);
    this.#client = client;
    this.#next.push(...going);
    if (generation !== troubles.generation) this.recall();
    this.#sendNext();
  }

  /** Notes what has ended and what is about to go out, as one. */
  async note(going: readonly Ready[] = []): Promise<void> {
    const { clock, note, onUnsent } = this.#options;
    const at = clock.now();
    const begun = going.map(({ recipient }): Step => ({ recipient, from: 'queued', to: 'sending', at }));
    const ended = this.#ended;
    if (ended.length + begun.length === 0) return;
    this.#ended = [];
    const unsent = ended.filter(({ to }) => to === 'queued');
    // Twice as many where all were gone before it was time to note.
    const faster = this.#next.length === 0 ? 2 : 1;
    this.#ahead = Math.min((ended.length - unsent.length) * faster, MOST_AHEAD);
    const now = clock.monotonic();
    await note([...ended, ...begun]);
    this.#heldAt = now;
    for (const { recipient } of unsent) onUnsent(recipient);
  }

  /** Calls back who has not been sent to. */
  recall(): void {
    for (const { recipient } of this.#next) this.#end(recipient, 'sending', { to: 'queued' });
    this.#next = [];
  }

  /** Nothing can be sent to somebody. */
  refuse(recipient: Recipient, error: unknown): void {
    this.#end(recipient, 'queued', { to: 'failed', reason: reasonOf(error) });
  }

  /** Sends no more, and waits for what is on its way, but not for ever. */
  async settle(): Promise<void> {
    const { clock, sleep } = this.#options;
    this.recall();
    const grace = clock.setTimeout(() => this.#abort.abort(), GRACE);
    while (this.#inFlight.count > 0) await sleep.for(GRACE);
    clock.clearTimeout(grace);
  }

  #sendNext(): void {
    if (this.#next.length === 0 || !this.#client) return;
    if (this.#options.clock.monotonic() - this.#heldAt > STALE) this.recall();
    while (this.#next.length > 0 && this.#inFlight.hasRoom) {
      void this.#send(this.#next.shift() as Ready, this.#client);
    }
  }

  async #send({ recipient, messages }: Ready, client: MessengerClient): Promise<void> {
    const { messages: sender, troubles } = this.#options;
    const { psid } = recipient.person;
    const { generation } = troubles;
    // A signal costs more than the rest of a send, and is of use only to what waits for its turn.
    const signal = this.#inFlight.mayWait ? this.#abort.signal : undefined;
    let messageId: string | undefined;
    let sent = 0;
    this.#inFlight.count++;
    try {
      for (const message of messages) {
        ({ messageId } = await sender.send(client, psid, message, this.#mark, signal));
        sent++;
      }
      troubles.pass(generation);
      this.#end(recipient, 'sending', { to: 'sent', messageId });
    } catch (error) {
      this.#fail(recipient, error, { generation, sent, of: messages.length });
    } finally {
      this.#inFlight.count--;
      this.#sendNext();
      this.#gather();
    }
  }

  #fail(recipient: Recipient, error: unknown, at: { generation: number; sent: number; of: number }): void {
    const verdict = verdictOn(error);
    if (verdict.to === 'queued' && !this.#abort.signal.aborted) {
      this.#options.troubles.meet(verdict.trouble, at.generation);
      this.recall();
    }
    const reason = verdict.to === 'queued' ? verdict.trouble.reason : verdict.reason;
    if (at.sent > 0) {
      // What has gone out must not go out again.
      const to = verdict.to === 'doubtful' ? 'doubtful' : 'failed';
      const cut = `only ${at.sent} of ${at.of} messages were sent: ${reason}`;
      this.#end(recipient, 'sending', { to, reason: cut });
    } else {
      this.#end(recipient, 'sending', verdict.to === 'queued' ? { to: 'queued' } : verdict);
    }
  }

  #end(
    recipient: Recipient,
    from: Step['from'],
    { to, reason, messageId }: Pick<Step, 'to' | 'reason' | 'messageId'>,
  ): void {
    this.#ended.push({ recipient, from, to, at: this.#options.clock.now(), reason, messageId });
  }

  /** What ends at about the same time is noted as one: a transaction costs as much as many people in it. */
  #gather(): void {
    const { clock, sleep } = this.#options;
    const isStarved = this.#next.length === 0 && (this.#ended.length >= MANY || this.#inFlight.count === 0);
    if (isStarved) sleep.wake();
    else if (this.#ended.length === 1) clock.setTimeout(() => sleep.wake(), this.#patience);
  }

  get #patience(): number {
    return this.#next.length > 0 ? GATHERING_AHEAD : GATHERING;
  }
}
