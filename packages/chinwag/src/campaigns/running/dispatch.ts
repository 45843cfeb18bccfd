import type { Clock } from '../../core/time/clock.js';
import type { MessengerClient } from '../../messenger/client.js';
import type { Person } from '../audience.js';
import type { Recipient, Step } from '../ledger.js';
import { CampaignMark } from '../messages/campaign-mark.js';
import type { Messages } from '../messages/messages.js';
import { reasonOf, verdictOn } from '../verdict.js';
import { InFlight } from './in-flight.js';
import type { Ready } from './preparation.js';
import type { Sleep } from './sleep.js';
import type { Troubles } from './trouble.js';

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

/** How long, in milliseconds, the end of a send may wait for others to be noted with. */
const GATHERING = 5;
/** How long sends under way get to end by themselves when the campaign is stopped. */
const GRACE = 10_000;

/** The sends of one process: each is noted before it goes out, and how it ended after. */
export class Dispatch<P extends Person> {
  #options: DispatchOptions<P>;
  #mark: CampaignMark;
  #inFlight = new InFlight();
  /** How sends have ended, as far as it is not noted. */
  #ended: Step[] = [];
  #abort = new AbortController();

  constructor(options: DispatchOptions<P>) {
    this.#options = options;
    this.#mark = new CampaignMark(options.campaign);
  }

  /** The most sends on their way at once. */
  get most(): number {
    return this.#inFlight.most;
  }

  /** How many are on their way. */
  get count(): number {
    return this.#inFlight.count;
  }

  /** Whether nothing is on its way, and everything is noted. */
  get isIdle(): boolean {
    return this.#inFlight.count + this.#ended.length === 0;
  }

  /** Milliseconds until it is time to note what has ended. */
  get wait(): number {
    return this.#ended.length > 0 ? GATHERING : Number.POSITIVE_INFINITY;
  }

  /** How many more may go with this client. */
  room(client: MessengerClient): number {
    return this.#inFlight.room(client.graph.waiting);
  }

  /** Sends to these people. Nothing goes out that is not noted. */
  async begin(going: readonly Ready[], client: MessengerClient): Promise<void> {
    await this.note(going);
    for (const each of going) void this.#send(each, client);
  }

  /** Notes what has ended and what is about to go out, as one. */
  async note(going: readonly Ready[] = []): Promise<void> {
    const { clock, note, onUnsent } = this.#options;
    const at = clock.now();
    const ended = this.#ended;
    this.#ended = [];
    const begun = going.map(({ recipient }): Step => ({ recipient, from: 'queued', to: 'sending', at }));
    if (ended.length + begun.length === 0) return;
    await note([...ended, ...begun]);
    for (const { recipient, to } of ended) if (to === 'queued') onUnsent(recipient);
  }

  /** Nothing can be sent to somebody. */
  refuse(recipient: Recipient, error: unknown): void {
    this.#end(recipient, 'queued', { to: 'failed', reason: reasonOf(error) });
  }

  /** Waits for what is on its way, but not for ever. */
  async settle(): Promise<void> {
    const { clock, sleep } = this.#options;
    const grace = clock.setTimeout(() => this.#abort.abort(), GRACE);
    while (this.#inFlight.count > 0) await sleep.for(GRACE);
    clock.clearTimeout(grace);
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
      this.#gather();
    }
  }

  #fail(recipient: Recipient, error: unknown, at: { generation: number; sent: number; of: number }): void {
    const verdict = verdictOn(error);
    if (verdict.to === 'queued' && !this.#abort.signal.aborted) {
      this.#options.troubles.meet(verdict.trouble, at.generation);
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
    if (this.#inFlight.count === 0) sleep.wake();
    else if (this.#ended.length === 1) clock.setTimeout(() => sleep.wake(), GATHERING);
  }
}
