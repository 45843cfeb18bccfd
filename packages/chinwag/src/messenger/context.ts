import { Context } from '../core/context.js';
import { ChinwagError } from '../core/errors.js';
import type { ContextTurn } from '../core/event.js';
import type { Journal } from '../core/journal.js';
import type { Logger } from '../core/logger.js';
import { reportUnheard } from '../core/unheard.js';
import type { MessengerClient } from './client.js';
import { Conversation } from './conversation.js';
import { defineMethods, invoke, type MethodName, methodNames } from './derive.js';
import type { MessengerEvent } from './event.js';
import type { Recipient, SendOptions, SendResult } from './message.js';
import type { Outbox } from './outbox.js';
import { appId } from './resources/app.js';
import { marked } from './send-mark.js';

declare module '../core/action.js' {
  interface ChannelContexts {
    messenger: MessengerContext;
  }
}

export interface MessengerTurn<State extends object> extends ContextTurn<MessengerEvent, State> {
  client: MessengerClient;
  /** This Page's token, where it is not the client's own. */
  accessToken: string | undefined;
  logger: Logger;
}

// biome-ignore lint/correctness/noUnusedVariables: merged declarations must have the same parameters
export interface MessengerContext<State extends object = Record<string, unknown>>
  extends Pick<Conversation, MethodName<Conversation>> {}

/**
 * One event from Messenger, and the ways to answer the person it came from: every method of
 * {@link Conversation} without its recipient.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: defineMethods, below, puts the methods there
export class MessengerContext<State extends object = Record<string, unknown>> extends Context<
  State,
  MessengerEvent
> {
  readonly platform = 'messenger';
  #client: MessengerClient;
  /** The person this event came from. */
  readonly conversation: Conversation;
  #logger: Logger;
  #journal: Journal | undefined;
  #personaId: string | undefined;
  #accessToken: string | undefined;

  constructor(turn: MessengerTurn<State>) {
    super(turn);
    this.#client = turn.accessToken ? turn.client.withAccessToken(turn.accessToken) : turn.client;
    this.#accessToken = turn.accessToken;
    this.#logger = turn.logger;
    this.#journal = turn.journal;
    this.conversation = new Conversation(this.#outbox(turn.client.outbox), recipientOf(turn.event));
  }

  /** The platform's other calls, in this Page's name. */
  get client(): MessengerClient {
    return this.#client;
  }

  /** The token of the Page this event came to. */
  get accessToken(): string | undefined {
    return this.#accessToken ?? this.client.app.accessToken;
  }

  /** Whether the bot's own app answers the person now. Needs `appId`. */
  async isThreadOwner(): Promise<boolean> {
    const owner = await this.getThreadOwner();
    return owner?.appId === appId('isThreadOwner', this.client.app);
  }

  /** Everything sent from now on in this turn speaks as the persona. */
  usePersona(personaId: string): void {
    this.#personaId = personaId;
  }

  /** Everything asked of the platform from now on in this turn is asked with this token. */
  useAccessToken(accessToken: string): void {
    this.#accessToken = accessToken;
    this.#client = this.#client.withAccessToken(accessToken);
  }

  /** The client's outbox with this turn's Page, persona and journal; `null` recipients and echoes are caught. */
  #outbox(outbox: Outbox): Outbox {
    return {
      send: (recipient, message, options) =>
        this.#speak(() => {
          const key = this.isOver ? undefined : this.#journal?.nextKey();
          const envelope = { ...this.#ours(), ...options };
          if (key === undefined) return outbox.send(recipient, message, envelope);
          envelope.metadata = marked(key, options?.metadata ?? message.metadata);
          return outbox.send(recipient, message, envelope, (send) => this.#once(key, send));
        }),
      act: (recipient, action, options) =>
        this.#speak(() => outbox.act(recipient, action, { ...this.#ours(), ...options })),
      call: (call) =>
        this.#heed(Promise.resolve(call).then((made) => outbox.call({ ...this.#token(), ...made }))),
    };
  }

  #once(key: string, send: () => Promise<SendResult>): Promise<SendResult> {
    return this.#journal ? (this.#journal.once(key, send as never) as Promise<SendResult>) : send();
  }

  /** What fails and nobody hears of goes to the error action, and after the turn to the log. */
  #heed<T>(promise: Promise<T>): Promise<T> {
    if (!this.isOver) return this.watch(promise);
    return reportUnheard(promise, (failure) => {
      this.#logger.error('A send that nobody awaited failed after its turn', failure);
    });
  }

  #token(): { accessToken?: string } {
    return this.#accessToken ? { accessToken: this.#accessToken } : {};
  }

  #ours(): SendOptions {
    return this.#personaId ? { ...this.#token(), personaId: this.#personaId } : this.#token();
  }

  #speak(send: () => Promise<SendResult>): Promise<SendResult> {
    if (this.isTimedOut) return this.#heed(Promise.reject(new TurnOverError()));
    if (recipientOf(this.event) === NOBODY)
      return this.#heed(Promise.reject(new NobodyError(this.event.kind)));
    const reason = silence(this.event);
    if (!reason) return this.#heed(send());
    warnOnce(
      this.#logger,
      `Nothing was sent: ${reason}. Where you mean it, send with context.client.sendText(context.event.psid, …).`,
    );
    return Promise.resolve({});
  }
}

/** The turn took too long, and the conversation has gone on without it. */
class TurnOverError extends ChinwagError {
  constructor() {
    super('timeout', 'the turn has ended without this action, and nothing was sent', {
      hint: 'Long work belongs outside the turn: start it, return, and send with bot.to(psid) when it is done.',
    });
  }
}

const NOBODY: Recipient = '';

function recipientOf(event: MessengerEvent): Recipient {
  if (event.psid !== null) return { id: event.psid };
  return event.userRef !== null ? { userRef: event.userRef } : NOBODY;
}

/** The event belongs to the Page and not to a person, so there is nobody to answer. */
class NobodyError extends ChinwagError {
  constructor(kind: string) {
    super('recipient', `a ${kind} event comes from nobody, so there is nobody to send to`, {
      hint: 'Send to a person you know: context.client.sendText(psid, …).',
    });
  }
}

/** Why an answer to this event would be wrong: an answer to an echo is echoed, and so on for ever. */
function silence(event: MessengerEvent): string | undefined {
  if (event.isStandby) return 'another app has this conversation, and the bot is on standby';
  if (event.isEcho || event.isDelivery || event.isRead) return `${event.kind} events are not to be answered`;
  return undefined;
}

const warned = new WeakMap<Logger, Set<string>>();

function warnOnce(logger: Logger, message: string): void {
  const before = warned.get(logger) ?? new Set();
  warned.set(logger, before);
  if (before.has(message)) return;
  before.add(message);
  logger.warn(message);
}

defineMethods(MessengerContext.prototype, methodNames(Conversation.prototype), (name) => {
  return function (...args) {
    return invoke(this.conversation, name, args);
  };
});
