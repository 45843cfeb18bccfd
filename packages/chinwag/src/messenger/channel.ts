import type { Channel, Received, WebhookRequest } from '../core/channel.js';
import type { ContextTurn } from '../core/context.js';
import type { Answer } from '../core/dialogue/answer.js';
import type { Logger } from '../core/logger.js';
import type { AttachmentIds } from '../core/storage/attachment-ids.js';
import type { SharedBudgets } from '../core/storage/budget.js';
import type { Session } from '../core/storage/session.js';
import type { Telemetry } from '../core/telemetry.js';
import type { Clock } from '../core/time/clock.js';
import type { GraphOptions } from '../graph/options.js';
import { MessengerClient, type MessengerClientOptions } from './client.js';
import { MessengerContext, type Speaker } from './context.js';
import type { MessengerEvent } from './event.js';
import { blankEvent, reviveEvent, serializeEvent } from './events/kept.js';
import type { EncodeOptions } from './messages/encode.js';
import type { MessengerProfile } from './resources/index.js';
import { type PageToken, type PageTokenOptions, PageTokens } from './sending/page-tokens.js';
import { noteUserAction } from './sending/window.js';
import type { UserProfileOptions } from './user.js';
import { MessengerWebhook, type WebhookOptions } from './webhook.js';

/** `channels.messenger` of the config. */
export interface MessengerOptions
  extends PageTokenOptions,
    WebhookOptions,
    Omit<GraphOptions, 'appSecret' | 'rules' | 'budgets' | 'clock' | 'logger' | 'telemetry'>,
    Pick<MessengerClientOptions, 'pacing'>,
    Pick<EncodeOptions, 'fileLimit'> {
  appId?: string;
  /** Where the webhook is mounted. Default `/webhooks/messenger`. */
  path?: string;
  /** The webhook fields to subscribe to. */
  fields?: string[];
  /** What the Page's messenger profile shall be. */
  profile?: MessengerProfile;
  /** Which fields `context.getUser()` asks for, and for how long they are kept. */
  userProfile?: UserProfileOptions;
}

/** Where the webhook is mounted when nothing else is said. */
export const MESSENGER_PATH = '/webhooks/messenger';

/** What the bot lends its channel. */
interface ChannelParts {
  logger: Logger;
  clock: Clock;
  telemetry?: Telemetry | undefined;
  /** Where processes keep one count of what they send. */
  budgets?: SharedBudgets | undefined;
  /** Where the ids of assets are remembered. */
  attachmentIds: AttachmentIds;
}

/** Messenger as one of a bot's channels. */
export class MessengerChannel<State extends object = Record<string, unknown>>
  implements Channel<MessengerEvent, State>
{
  readonly platform = 'messenger';
  readonly path: string;
  readonly client: MessengerClient;
  #pageId: string | undefined;
  #webhook: MessengerWebhook;
  #tokens: PageTokens;
  #clock: Clock;
  /** Those of Pages with a token of their own. */
  #speakers = new WeakMap<PageToken, Speaker>();
  #speaker: Speaker;

  constructor({
    logger,
    clock,
    telemetry,
    budgets,
    attachmentIds,
    ...options
  }: MessengerOptions & ChannelParts) {
    const { path = MESSENGER_PATH, appSecret, verifyToken, bodyLimit } = options;
    this.path = path;
    this.#pageId = options.pageId;
    this.#clock = clock;
    this.#tokens = new PageTokens(options, (token, pageId) => this.client.graph.bind(token, pageId));
    this.#webhook = new MessengerWebhook(
      { appSecret, verifyToken, ...(bodyLimit ? { bodyLimit } : {}) },
      clock,
    );
    this.client = new MessengerClient({
      ...options,
      logger,
      clock,
      attachmentIds,
      ...(budgets ? { budgets } : {}),
      ...(telemetry ? { telemetry } : {}),
      onWarning: ({ kind, message }) => logger.warn(`${kind}: ${message}`),
      onUnheard: (failure) => logger.error('A send that nobody awaited failed', failure),
    });
    this.#speaker = { client: this.client, logger, userProfile: options.userProfile };
  }

  receive(request: WebhookRequest): Promise<Received<MessengerEvent>> {
    return this.#webhook.receive(request);
  }

  serialize(event: MessengerEvent): string {
    return serializeEvent(event);
  }

  revive(serialized: string): MessengerEvent {
    return reviveEvent(serialized);
  }

  blankEvent(conversationId: string, session: Session | null): MessengerEvent {
    const psid = conversationId.slice(`${this.platform}:`.length);
    return blankEvent(psid, session?.page.id ?? this.#pageId ?? '', this.#clock.now());
  }

  answerOf(event: MessengerEvent): Answer | null {
    const { isStandby, isEcho, message, postback, payload, text, attachments } = event;
    if (isStandby || isEcho || !(message || postback)) return null;
    return {
      text: text ?? postback?.title ?? null,
      payload,
      isPostback: postback !== null,
      attachments: (attachments ?? []).map(({ type, payload }) => ({ type, payload })),
      messageId: message?.mid ?? postback?.mid ?? null,
    };
  }

  receiptOf({ echo, psid }: MessengerEvent): { key: string; result: Record<string, unknown> } | null {
    const { key } = echo?.sendKey ? { key: echo.sendKey } : {};
    return key && psid ? { key, result: { recipientId: psid, messageId: echo?.mid } } : null;
  }

  newSession(event: MessengerEvent, state: State): Session<State> | null {
    if (event.conversationId === null || event.psid === null) return null;
    return {
      id: event.conversationId,
      platform: this.platform,
      user: { id: event.psid },
      page: { id: event.pageId },
      lastActivity: event.timestamp,
      state,
    };
  }

  createContext(
    turn: ContextTurn<MessengerEvent, State>,
  ): MessengerContext<State> | Promise<MessengerContext<State>> {
    const token = this.#tokens.of(turn.event.pageId);
    return token instanceof Promise
      ? token.then((found) => this.#contextFor(turn, found))
      : this.#contextFor(turn, token);
  }

  #contextFor(
    turn: ContextTurn<MessengerEvent, State>,
    token: PageToken | undefined,
  ): MessengerContext<State> {
    if (turn.session && turn.arrived) noteUserAction(turn.session, turn.arrived, this.#clock.now());
    return new MessengerContext(turn, token ? this.#speakerWith(token) : this.#speaker);
  }

  #speakerWith(token: PageToken): Speaker {
    const known = this.#speakers.get(token);
    if (known) return known;
    const speaker = { ...this.#speaker, client: this.client.asPage(token) };
    this.#speakers.set(token, speaker);
    return speaker;
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
