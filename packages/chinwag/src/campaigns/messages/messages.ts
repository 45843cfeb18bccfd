import type { MessengerClient } from '../../messenger/client.js';
import type { Message, MessageTag, SendOptions } from '../../messenger/message.js';
import { encodeSend } from '../../messenger/messages/encode.js';
import { closedFor } from '../../messenger/sending/window.js';
import type { Person } from '../audience.js';
import type { CampaignOptions, MessageFor } from '../campaign.js';
import { CampaignError, CampaignMessageError } from '../errors.js';
import type { NewRecipient } from '../ledger.js';
import { reasonOf } from '../verdict.js';
import type { CampaignMark } from './campaign-mark.js';
import { Lookout } from './first-rows.js';

/** How long the bot's function may take for one person's message. */
const PATIENCE = 30_000;
/** More messages to one person are a mistake, or would be taken for spam. */
const MOST_MESSAGES = 10;

/** The function that makes messages has failed for one person. */
export class MessageFunctionError extends CampaignError {
  constructor(cause: unknown) {
    super(`the message function failed: ${reasonOf(cause)}`, { code: 'message', cause });
  }
}

/** Which messages a campaign sends, and how. */
export class Messages<P extends Person = Person> {
  /** One empty name when there are no variants. */
  readonly variants: string[];
  #functions: MessageFor<P>[];
  #envelope: SendOptions;

  /** @throws {CampaignError} for options that no message can be sent with. */
  constructor(options: CampaignOptions<P>) {
    const made: object = options.variants ?? { '': options.message };
    this.variants = Object.keys(made);
    this.#functions = Object.values(made) as MessageFor<P>[];
    const odd = this.#functions.findIndex((each) => typeof each !== 'function');
    if (options.variants !== undefined && !Array.isArray(made) && odd >= 0) {
      const name = this.variants[odd] ?? '';
      throw new CampaignError(`the variant ${JSON.stringify(name)} is no function that makes a message`, {
        hint: `Write ${JSON.stringify(name)}: (person) => text('…'). Each variant goes to about as many people.`,
      });
    }
    if (this.variants.length === 0 || Array.isArray(made) || odd >= 0) {
      throw new CampaignError(`the campaign ${JSON.stringify(options.name)} has no message`, {
        hint: "Give message: (person) => text('…'), or variants: { a: (person) => …, b: (person) => … }.",
      });
    }
    refuseTag(options.tag);
    const { tag, messagingType, notificationType, personaId } = options;
    // Frozen, so that it is checked once and not for each person.
    this.#envelope = Object.freeze({
      priority: 'campaign',
      tag,
      messagingType,
      notificationType,
      personaId,
    } as const);
  }

  /** What the person gets, in order. A promise only where the function gives one. */
  of({ person, variant }: NewRecipient): readonly Message[] | Promise<readonly Message[]> {
    const { psid } = person;
    const checked = (made: Message | readonly Message[]) => {
      const messages = listOf(made);
      if (person.psid === psid) return messages;
      // It would go to somebody who was never meant.
      person.psid = psid;
      throw new MessageFunctionError(new CampaignError('it changed the psid of the person'));
    };
    let made: ReturnType<MessageFor<P>>;
    let isLater: boolean;
    try {
      made = (this.#functions[variant] as MessageFor<P>)(person as P);
      isLater = isPromise(made);
    } catch (cause) {
      person.psid = psid;
      throw new MessageFunctionError(cause);
    }
    if (!isLater) return checked(made as Message | readonly Message[]);
    return inTime(made as Promise<Message | readonly Message[]>).then(checked, (cause) => {
      person.psid = psid;
      throw new MessageFunctionError(cause);
    });
  }

  /** Sends one message; with a mark it is known again in its echo. */
  send(client: MessengerClient, psid: string, message: Message, mark?: CampaignMark, signal?: AbortSignal) {
    const options = signal ? { ...this.#envelope, signal } : this.#envelope;
    return client.outbox.send(psid, mark ? mark.on(message) : message, options);
  }

  /** Makes sure that every variant can be sent to this person. @throws {CampaignMessageError} */
  async check(recipient: NewRecipient): Promise<void> {
    for (const [variant, name] of this.variants.entries()) {
      const lookout = new Lookout({ ...recipient.person });
      try {
        const messages = await this.of({ ...recipient, person: lookout.person, variant });
        lookout.refuseSlips(messages);
        for (const message of messages) {
          const call = await encodeSend(recipient.person.psid, message, this.#envelope);
          call.file?.discard?.();
          for (const { asset, kind } of call.assets ?? []) await asset.digest(kind);
        }
      } catch (cause) {
        const { line, person } = recipient;
        const where = { line, psid: person.psid, variant: name || undefined };
        throw new CampaignMessageError(where, `${reasonOf(cause)}${lookout.lack}`, cause);
      }
    }
  }

  /** Why the platform would refuse the message then; undefined when it would not, or nobody can tell before. */
  async refusal(recipient: NewRecipient, lastUserAction: number, at: number): Promise<string | undefined> {
    const plain = closedFor(lastUserAction, {}, at);
    if (!plain) return undefined;
    try {
      for (const message of await this.of(recipient)) {
        const closed = closedFor(lastUserAction, { message, options: this.#envelope }, at);
        if (closed) return closedReason(lastUserAction, at);
      }
    } catch {
      // It fails for this person in its turn, and is told then.
    }
    return undefined;
  }
}

function closedReason(lastUserAction: number, at: number): string {
  return closedFor(lastUserAction, { options: { tag: 'CUSTOMER_FEEDBACK' } }, at)
    ? 'window shut for 6 days or more: only a utility template would be allowed'
    : 'window shut: a utility template would be allowed, or the feedback template with the tag CUSTOMER_FEEDBACK';
}

/** The platform allows this tag to people who answer by hand, and blocks Pages that use it for anything else. */
function refuseTag(tag: MessageTag | undefined): void {
  if (tag !== 'HUMAN_AGENT') return;
  throw new CampaignError('the tag HUMAN_AGENT is for answers that a person writes, not for campaigns', {
    hint: "Outside the 24-hour window the platform allows a utility template (utilityTemplate(…)) at any time, and within 7 days the customer feedback template with tag: 'CUSTOMER_FEEDBACK'.",
  });
}

function listOf(made: Message | readonly Message[]): readonly Message[] {
  const messages = (Array.isArray(made) ? made : [made]) as readonly Message[];
  const wrong = faultOf(messages);
  if (wrong !== undefined) throw new MessageFunctionError(new CampaignError(wrong));
  return messages;
}

function faultOf(messages: readonly Message[]): string | undefined {
  if (messages.length === 0) return 'it gave an empty array, not a message';
  if (messages.length > MOST_MESSAGES) {
    return `it gave ${messages.length} messages, and a person gets at most ${MOST_MESSAGES}`;
  }
  const at = messages.findIndex((each) => typeof each !== 'object' || each === null || Array.isArray(each));
  if (at === -1) return undefined;
  const other: unknown = messages[at];
  const kind =
    other == null ? `${other}` : Array.isArray(other) ? 'an array in an array' : `a ${typeof other}`;
  return `it gave ${kind}, not a message such as text('Hello!')`;
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof (value as { then?: unknown } | undefined)?.then === 'function';
}

function inTime<T>(promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new CampaignError(`it has not answered within ${PATIENCE / 1000} s`)),
      PATIENCE,
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
