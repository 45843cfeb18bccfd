import type { Channel, Received, WebhookAnswer, WebhookRequest } from './channel.js';
import type { Context } from './context.js';
import { ConfigError } from './errors.js';
import type { ChannelEvent } from './event.js';
import { Inbox, type InboxMetrics, type InboxOptions } from './inbox.js';
import type { Place } from './places.js';
import type { Answer, HeldTurn, IncomingEvent } from './storage/storage.js';
import { type TurnOptions, takeTask, takeTurn } from './turn.js';

export interface BotOptions<State extends object> extends Omit<TurnOptions<State>, 'onScheduled'> {
  channels: Channel<ChannelEvent, State>[];
  inbox?: InboxOptions;
  /** Hears of events before they are accepted, perhaps more than once; a promise is waited for. It must not throw. */
  onReceived?: (events: readonly ChannelEvent[]) => Promise<void> | undefined;
}

const NOT_FOUND: WebhookAnswer = { status: 404 };
const NOT_ALLOWED: WebhookAnswer = { status: 405, headers: { allow: 'GET, POST' } };
const NO_ROOM: WebhookAnswer = { status: 503, headers: { 'retry-after': '1' } };

/** Brings requests to their channel, and the events in them to their turn. */
export class Bot<State extends object> {
  #options: BotOptions<State> & TurnOptions<State>;
  #inbox: Inbox;
  #opened: Promise<void> | undefined;
  #isOpen = false;
  #closing = false;

  constructor(options: BotOptions<State>) {
    const { storage, logger, inbox, clock } = options;
    const turns = { ...options, onScheduled: (at: number) => this.#inbox.wakeAt(at) };
    const work = (turn: HeldTurn, place: Place) => takeTurn(this.#channelOf(turn), turn, turns, place);
    this.#options = turns;
    this.#inbox = new Inbox(storage, work, logger, inbox, clock);
  }

  /** Prepares the storage, and takes up what an earlier process left undone. */
  open(): Promise<void> {
    this.#opened ??= this.#inbox.open().then(() => {
      this.#isOpen = true;
    });
    // A storage that is not there yet may be at the next request.
    this.#opened.catch(() => {
      this.#opened = undefined;
    });
    return this.#opened;
  }

  /** Answers a webhook request. 200 means that its events are in the inbox. */
  async receive(request: WebhookRequest): Promise<WebhookAnswer> {
    const channel = this.#options.channels.find(({ path }) => path === request.path);
    if (!channel) return NOT_FOUND;
    if (request.method !== 'GET' && request.method !== 'POST') return NOT_ALLOWED;
    if (this.#closing) return NO_ROOM;
    const received = await channel.receive(request);
    try {
      // Awaited only where there is something to wait for: this is the path of every webhook.
      const heard = this.#options.onReceived?.(received.events);
      if (heard) await heard;
      const accepted = this.#accept(channel, received);
      return accepted instanceof Promise ? await accepted : accepted;
    } catch (error) {
      this.#inbox.outage.met(error);
      return NO_ROOM;
    }
  }

  #accept(channel: Channel<ChannelEvent, State>, received: Received<ChannelEvent>): Answer<WebhookAnswer> {
    const { answer, events, unusable } = received;
    if (events.length === 0 && unusable.length === 0) return answer;
    if (!this.#isOpen) return this.open().then(() => this.#accept(channel, received));
    if (unusable.length > 0) return this.#putAside(channel, received);
    if (events.length === 0) return answer;
    if (this.#options.storage.isDurable) return this.#noteEchoes(channel, received);
    return this.#keep(channel, received);
  }

  #keep(
    channel: Channel<ChannelEvent, State>,
    { answer, events }: Received<ChannelEvent>,
  ): Answer<WebhookAnswer> {
    const accepted = this.#inbox.accept(events.map((event) => incomingEvent(channel, event)));
    const answered = (hasRoom: boolean) => (hasRoom ? answer : NO_ROOM);
    return accepted instanceof Promise ? accepted.then(answered) : answered(accepted);
  }

  /** What is signed and cannot be used is kept to be looked at; then the rest is accepted. */
  async #putAside(
    channel: Channel<ChannelEvent, State>,
    { unusable, ...rest }: Received<ChannelEvent>,
  ): Promise<WebhookAnswer> {
    const { logger, storage } = this.#options;
    for (const { at, reason, body } of unusable) {
      logger.warn(`${channel.platform} webhook: ${at} could not be used: ${reason}`);
      await storage.keepUnusable(channel.platform, `${at}: ${reason}`, body ?? '');
    }
    return this.#accept(channel, { ...rest, unusable: [] });
  }

  /** An echo tells that a send has arrived, before its own turn comes. */
  async #noteEchoes(
    channel: Channel<ChannelEvent, State>,
    received: Received<ChannelEvent>,
  ): Promise<WebhookAnswer> {
    for (const event of received.events) {
      const receipt = channel.receiptOf(event);
      if (receipt) await this.#options.storage.echoed(receipt.key, receipt.result);
    }
    return this.#keep(channel, received);
  }

  /** Runs a function in a conversation's own time, as if an event had come. */
  withConversation<T>(sessionId: string, task: (context: Context<State>) => Promise<T> | T): Promise<T> {
    const channel = this.#options.channels.find(({ platform }) => sessionId.startsWith(`${platform}:`));
    if (!channel) throw new ConfigError(`no channel has a conversation ${sessionId}`);
    return this.open().then(() =>
      this.#inbox.hold(sessionId, (held) => takeTask(channel, held, this.#options, task)),
    );
  }

  metrics(): InboxMetrics {
    return this.#inbox.metrics;
  }

  /** Events accepted and not done yet. */
  get pending(): number {
    return this.#inbox.size;
  }

  /** Resolves when nothing is being worked on. */
  drained(): Promise<void> {
    return this.#inbox.idle();
  }

  /** Takes nothing more, finishes what it has begun, lets go of connections. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#inbox.close();
    await Promise.all(this.#options.channels.map((channel) => channel.close()));
    await this.#options.storage.close?.();
  }

  #channelOf({ platform }: HeldTurn): Channel<ChannelEvent, State> {
    const channel = this.#options.channels.find((each) => each.platform === platform);
    if (channel) return channel;
    throw new ConfigError(`an event of ${platform} is in the inbox, and the bot has no such channel`);
  }
}

function incomingEvent<State extends object>(
  channel: Channel<ChannelEvent, State>,
  event: ChannelEvent,
): IncomingEvent {
  const { identity, platform, timestamp, pageId } = event;
  return {
    identity,
    platform,
    pageId,
    timestamp,
    event,
    // What belongs to nobody waits for nobody.
    conversationId: event.conversationId ?? identity,
    serialize: () => channel.serialize(event),
  };
}
