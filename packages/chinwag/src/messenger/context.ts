import { Context, type ContextTurn } from '../core/context.js';
import type { AnswerKind, AnswerValues } from '../core/dialogue/answer.js';
import type { Validated } from '../core/dialogue/question.js';
import type { Logger } from '../core/logger.js';
import { pause } from '../core/time/clock.js';
import { type Duration, moment } from '../core/time/duration.js';
import {
  type MessengerAskOptions,
  questionOf,
  type ScheduledSaying,
  type ScheduleOptions,
  sayingOf,
} from './asking.js';
import type { MessengerClient } from './client.js';
import { Conversation } from './conversation.js';
import { defineMethods, invoke, type MethodName, methodNames } from './derive.js';
import type { MessengerEvent } from './event.js';
import { blankEvent, serializeEvent } from './events/kept.js';
import { type AskedField, askForm, type FormOptions, type FormValues } from './form.js';
import type { Message, SendOptions, SendResult } from './message.js';
import { encodeAction } from './messages/encode.js';
import { appId } from './resources/app.js';
import { getUserProfile } from './resources/user-profile.js';
import type { Outgoing, OutgoingHook, ResultHook } from './sending/hooks.js';
import { NobodyError, recipientOf } from './sending/silence.js';
import { TurnOutbox } from './sending/turn-outbox.js';
import { type ReplyWindow, windowOf } from './sending/window.js';
import { type User, type UserProfileOptions, UserProfiles } from './user.js';

declare module '../core/action.js' {
  interface ChannelContexts {
    messenger: MessengerContext;
  }
}

/** What all contexts of a Page have in common. */
export interface Speaker {
  /** Speaks in the Page's name. */
  client: MessengerClient;
  logger: Logger;
  userProfile?: UserProfileOptions;
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
  #outbox: TurnOutbox;
  /** The person this event came from. */
  readonly conversation: Conversation;
  #known: UserProfiles | undefined;
  #userProfile: UserProfileOptions | undefined;

  constructor(turn: ContextTurn<MessengerEvent, State>, speaker: Speaker) {
    super(turn);
    this.#client = speaker.client;
    const course = {
      context: this as never,
      isOver: () => this.isOver,
      isTimedOut: () => this.isTimedOut,
      perform: <T>(step: string, make: () => Promise<T>) => this.perform(step, make),
      watch: <T>(promise: Promise<T>) => this.watch(promise),
    };
    this.#outbox = new TurnOutbox(speaker.client.unwatched, turn, course, speaker.logger);
    this.#userProfile = speaker.userProfile;
    // Whoever has waited for a typing Page does not have to again, when its action is run once more.
    const wait = (milliseconds: number) =>
      this.perform('wait', () => this.watch(pause(milliseconds, turn.clock)));
    this.conversation = new Conversation(this.#outbox, recipientOf(turn.event), wait);
  }

  /** The platform's other calls, in this Page's name. */
  get client(): MessengerClient {
    return this.#client;
  }

  /** The token of the Page this event came to. */
  get accessToken(): string | undefined {
    return this.#outbox.accessToken ?? this.client.app.accessToken;
  }

  /** Whether the bot's own app answers the person now. Needs `appId`. */
  async isThreadOwner(): Promise<boolean> {
    const owner = await this.getThreadOwner();
    return owner?.appId === appId('isThreadOwner', this.client.app);
  }

  /**
   * What is known of the person without asking: the PSID, and the profile once {@link getUser} has fetched it and
   * for as long as it holds. Null for events that belong to nobody.
   */
  get user(): User | null {
    return this.#profiles.known;
  }

  /**
   * The person with their profile: fetched when first asked for, then kept in the session, 24 hours unless
   * `channels.messenger.userProfile` or `expiresIn` (minutes) say otherwise.
   *
   * @throws {UserProfileError} when the platform does not let the Page see it, which is remembered for an hour.
   */
  getUser(options: UserProfileOptions = {}): Promise<User> {
    // Not as a step of a dialogue: the session remembers it, errors included.
    const ask = async (wanted: Pick<UserProfileOptions, 'fields'>) => {
      if (this.event.psid === null) throw new NobodyError(this.event.kind);
      return this.#outbox.request(getUserProfile(this.event.psid, wanted));
    };
    return this.#profiles.get(ask, options);
  }

  get #profiles(): UserProfiles {
    this.#known ??= new UserProfiles(this.session, this.#userProfile, this.clock);
    return this.#known;
  }

  /** Whether the person may be written to now, and until when: 24 hours from what they did last. */
  get window(): ReplyWindow {
    return windowOf(this.session, this.clock.now());
  }

  /**
   * Asks and returns the answer, however long it takes and whichever process it comes to: the words; of a tap what
   * it carries; or what `validate` makes of them.
   *
   * The turn ends here. When the answer comes, the action is run once more on the event it began with, with what it
   * has sent, asked and done in {@link once} given back instead of done again, until it stands behind the question.
   * What else it does before the question is done again, and must come out the same.
   *
   * @throws {AskCancelledError} when the person says one of the words in `cancel`.
   * @throws {AskTimeoutError} when nobody answers within `timeout`.
   * @throws {AskRetriesError} when `retries` more answers did not do either.
   * @example const size = await context.ask('Which size?', { quickReplies: ['S', 'M', 'L'], timeout: '1h' })
   */
  ask<As extends AnswerKind = 'text', Result = true, Otherwise = never>(
    question: string | Message,
    options: MessengerAskOptions<As, Result, Otherwise> = {},
  ): Promise<Validated<AnswerValues[As], Awaited<Result>> | Otherwise> {
    const send = (message: Message, how: SendOptions) =>
      this.#outbox.say(recipientOf(this.event), message, how);
    // Nobody would see the question, so nobody is waited for.
    if (this.#outbox.isSilent()) return this.dialogue.leave();
    const asked = async () => this.dialogue.ask(questionOf(question, options as never, send));
    return asked() as Promise<never>;
  }

  /**
   * Asks one question after the other, and returns the answers by name.
   *
   * @example const { name, size } = await context.form({ name: 'Your name?', size: { question: 'Which size?' } })
   */
  form<const Fields extends Record<string, AskedField>>(
    fields: Fields,
    options: FormOptions = {},
  ): Promise<FormValues<Fields>> {
    return askForm(fields, options, (question, how) => this.ask(question, how));
  }

  /**
   * Sends something later: at a time, or in `'30m'`, `'2h'`, `'1d'`. What is scheduled is in the storage, and goes
   * out once even if the bot was started afresh in the meantime; a time at which it was down is made up for.
   * The 24-hour window holds then as ever. Returns the id to {@link unschedule} it by.
   *
   * @throws {MessageError} at once, when there is something wrong with the message.
   */
  async schedule(
    when: Date | Duration,
    message: string | Message,
    options?: ScheduleOptions,
  ): Promise<string> {
    const { session, event } = this;
    if (!session) throw new NobodyError(event.kind);
    const saying = sayingOf(recipientOf(event), message, { ...this.#outbox.envelope, ...options });
    const blank = serializeEvent(blankEvent(session.user.id, event.pageId, this.clock.now()));
    const at = moment(when, this.clock.now());
    return this.perform('schedule', () => this.watch(this.scheduled.say(at, saying, blank)));
  }

  /** Says what was scheduled, now. */
  say(what: unknown): Promise<SendResult> {
    const { message, options } = what as ScheduledSaying;
    return this.sendMessage(message, options);
  }

  /** Runs the hook before whatever this context sends; it goes out when the hook is done. For plugins. */
  onOutgoing(hook: OutgoingHook): void {
    this.#outbox.onOutgoing(hook);
  }

  /** Runs the hook with what became of whatever this context sends. For plugins. */
  onResult(hook: ResultHook): void {
    this.#outbox.onResult(hook);
  }

  /**
   * Shows the typing dots at once, ahead of what waits to be sent, and waits. For `onOutgoing` hooks, where
   * {@link typing} would wait for the very message that waits for it.
   */
  async showTyping(milliseconds: number, { recipient, options }: Outgoing): Promise<void> {
    const { personaId, accessToken } = options;
    const dots = encodeAction(recipient, { action: 'typing_on' }, { personaId, accessToken });
    // What is wrong here is wrong with the message too, which says it better.
    await this.#client.unwatched.call(dots).catch(() => undefined);
    await pause(milliseconds, this.clock);
  }

  /** Everything sent from now on in this turn speaks as the persona. */
  usePersona(personaId: string): void {
    this.#outbox.personaId = personaId;
  }

  /** Everything asked of the platform from now on in this turn is asked with this token. */
  useAccessToken(accessToken: string): void {
    this.#outbox.accessToken = accessToken;
    this.#client = this.#client.withAccessToken(accessToken);
  }
}

defineMethods(MessengerContext.prototype, methodNames(Conversation.prototype), (name) => {
  return function (...args) {
    return invoke(this.conversation, name, args);
  };
});
