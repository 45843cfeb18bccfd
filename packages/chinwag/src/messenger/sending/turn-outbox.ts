import type { AnyContext } from '../../core/action.js';
import type { ContextTurn } from '../../core/context.js';
import type { Logger } from '../../core/logger.js';
import { reportUnheard } from '../../core/turn/unheard.js';
import type { GraphCall, Passage } from '../../graph/call.js';
import type { MessengerEvent } from '../event.js';
import type { Message, Recipient, SendOptions, SendResult } from '../message.js';
import type { ActionOptions, SenderAction } from '../messages/sender-action.js';
import { type Outgoing, type OutgoingHook, OutgoingHooks, type ResultHook } from './hooks.js';
import type { Around, Outbox } from './outbox.js';
import { marked } from './send-mark.js';
import { NOBODY, NobodyError, recipientOf, silence, TurnOverError, warnOnce } from './silence.js';
import { checkWindow } from './window.js';

type Turn = Pick<ContextTurn<MessengerEvent, object>, 'event' | 'session' | 'journal' | 'clock' | 'place'>;

/** How a turn goes, for what is sent in it. */
export interface Course {
  context: AnyContext;
  isOver(): boolean;
  isTimedOut(): boolean;
  /** Does something as a step of the dialogue, if there is one. */
  perform<T>(step: string, make: () => Promise<T>): Promise<T>;
  /** Lets the turn wait for something. */
  watch<T>(promise: Promise<T>): Promise<T>;
}

/**
 * What a turn says: in its Page's name, as its persona, noted in its journal, with everybody listening. What would be
 * said to nobody, in answer to an echo or after the turn's time is caught.
 */
export class TurnOutbox implements Outbox {
  personaId: string | undefined;
  accessToken: string | undefined;
  #outbox: Outbox;
  #turn: Turn;
  #course: Course;
  #logger: Logger;
  /** There once somebody listens. */
  #hooks: OutgoingHooks | undefined;

  constructor(outbox: Outbox, turn: Turn, course: Course, logger: Logger) {
    this.#outbox = outbox;
    this.#turn = turn;
    this.#course = course;
    this.#logger = logger;
  }

  /** What everything sent from now on carries. */
  get envelope(): SendOptions {
    return this.personaId ? { ...this.#token(), personaId: this.personaId } : this.#token();
  }

  onOutgoing(hook: OutgoingHook): void {
    this.#listening().before(hook);
  }

  onResult(hook: ResultHook): void {
    this.#listening().after(hook);
  }

  send(recipient: Recipient, message: Message, options?: SendOptions): Promise<SendResult> {
    return this.#course.perform('send', () => this.say(recipient, message, options));
  }

  act(recipient: Recipient, action: SenderAction, options?: ActionOptions): Promise<SendResult> {
    return this.#course.perform('show', () => this.#show(recipient, action, options));
  }

  call<Result>(call: GraphCall<Result> | Promise<GraphCall<Result>>, name = 'call'): Promise<Result> {
    return this.#course.perform(name, () =>
      this.#heed(Promise.resolve(call).then((described) => this.request(described))),
    );
  }

  /** Asks the platform, and leaves what becomes of it to whoever asked. */
  request<Result>(call: GraphCall<Result>): Promise<Result> {
    const { place } = this.#turn;
    return this.#outbox.call({ ...this.#token(), ...call }, undefined, { place });
  }

  /** Sends a message that is no step of the dialogue by itself: a question is one together with its answer. */
  say(recipient: Recipient, message: Message, options?: SendOptions): Promise<SendResult> {
    return this.#speak(() => {
      const key = this.#course.isOver() ? undefined : this.#turn.journal?.nextKey();
      const envelope = { ...this.envelope, ...options };
      const { context } = this.#course;
      const around = this.#around(key, { kind: 'message', context, recipient, message, options: envelope });
      if (key === undefined) return this.#outbox.send(recipient, message, envelope, around);
      const metadata = marked(key, options?.metadata ?? message.metadata);
      return this.#outbox.send(recipient, message, { ...envelope, metadata }, around);
    });
  }

  /** Whether an answer to this event would be wrong, which the log is told. */
  isSilent(): boolean {
    const reason = silence(this.#turn.event);
    if (!reason) return false;
    warnOnce(
      this.#logger,
      `Nothing was sent: ${reason}. Where you mean it, send with context.client.sendText(context.event.psid, …).`,
    );
    return true;
  }

  #show(recipient: Recipient, action: SenderAction, options?: ActionOptions): Promise<SendResult> {
    return this.#speak(() => {
      const envelope = { ...this.envelope, ...options };
      const { context } = this.#course;
      const around = this.#around(undefined, {
        kind: 'action',
        context,
        recipient,
        action,
        options: envelope,
      });
      return this.#outbox.act(recipient, action, envelope, around);
    });
  }

  #speak(send: () => Promise<SendResult>): Promise<SendResult> {
    const { event } = this.#turn;
    if (this.#course.isTimedOut()) return this.#heed(Promise.reject(new TurnOverError()));
    if (recipientOf(event) === NOBODY) return this.#heed(Promise.reject(new NobodyError(event.kind)));
    return this.isSilent() ? Promise.resolve({}) : this.#heed(send());
  }

  /** What happens around a request once its turn has come: what has gone out before neither is sent nor tells. */
  #around(key: string | undefined, outgoing: Outgoing): Around {
    const { journal, session, clock, place } = this.#turn;
    return (attempt) => {
      const guard = key === undefined ? undefined : journal?.guard(key);
      const passage: Passage = { guard, place };
      const send = () => attempt.send(undefined, passage);
      const going = () => {
        if (outgoing.kind === 'message') checkWindow(session, outgoing, clock.now());
        return this.#hooks ? this.#hooks.around(outgoing, send) : send();
      };
      return key === undefined ? going() : this.#once(key, async () => going());
    };
  }

  #once(key: string, send: () => Promise<SendResult>): Promise<SendResult> {
    const { journal } = this.#turn;
    return journal ? (journal.once(key, send as never) as Promise<SendResult>) : send();
  }

  #listening(): OutgoingHooks {
    this.#hooks ??= new OutgoingHooks((failure) => {
      if (this.#course.isOver()) this.#logger.error('A hook failed after its turn', failure);
      else this.#course.context.report(failure);
    });
    return this.#hooks;
  }

  /** What fails and nobody hears of goes to the error action, and after the turn to the log. */
  #heed<T>(promise: Promise<T>): Promise<T> {
    if (!this.#course.isOver()) return this.#course.watch(promise);
    return reportUnheard(promise, (failure) => {
      this.#logger.error('A send that nobody awaited failed after its turn', failure);
    });
  }

  #token(): { accessToken?: string } {
    return this.accessToken ? { accessToken: this.accessToken } : {};
  }
}
