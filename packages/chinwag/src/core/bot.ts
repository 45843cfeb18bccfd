import type { Channel, WebhookAnswer, WebhookRequest } from './channel.js';
import type { ChannelEvent } from './event.js';
import { Inbox, type InboxOptions } from './inbox.js';
import { type TurnOptions, takeTurn } from './turn.js';

export interface BotOptions<State extends object> extends TurnOptions<State> {
  channels: Channel<ChannelEvent, State>[];
  inbox?: InboxOptions;
}

const NOT_FOUND: WebhookAnswer = { status: 404 };
const NOT_ALLOWED: WebhookAnswer = { status: 405, headers: { allow: 'GET, POST' } };
const NO_ROOM: WebhookAnswer = { status: 503, headers: { 'retry-after': '1' } };

/** Brings requests to their channel, and the events in them to their turn. */
export class Bot<State extends object> {
  #options: BotOptions<State>;
  #channels: Map<string, Channel<ChannelEvent, State>>;
  #inboxes: Map<string, Inbox<ChannelEvent>>;
  #closing = false;

  constructor(options: BotOptions<State>) {
    this.#options = options;
    this.#channels = new Map(options.channels.map((channel) => [channel.path, channel]));
    this.#inboxes = new Map(
      options.channels.map((channel) => [
        channel.platform,
        new Inbox<ChannelEvent>((event) => takeTurn(channel, event, options), options.inbox),
      ]),
    );
  }

  /** Answers a webhook request. 200 means that its events are in the inbox. */
  async receive(request: WebhookRequest): Promise<WebhookAnswer> {
    const channel = this.#channels.get(request.path);
    if (!channel) return NOT_FOUND;
    if (request.method !== 'GET' && request.method !== 'POST') return NOT_ALLOWED;
    if (this.#closing) return NO_ROOM;
    const { answer, events, unusable } = await channel.receive(request);
    for (const { at, reason } of unusable) {
      this.#options.logger.warn(`${channel.platform} webhook: ${at} could not be used: ${reason}`);
    }
    if (events.length > 0 && !this.#inboxes.get(channel.platform)?.accept(events)) return NO_ROOM;
    return answer;
  }

  /** Events accepted and not done yet. */
  get pending(): number {
    return [...this.#inboxes.values()].reduce((sum, inbox) => sum + inbox.size, 0);
  }

  /** Resolves when every accepted event is done. */
  async drained(): Promise<void> {
    await Promise.all([...this.#inboxes.values()].map((inbox) => inbox.drained()));
  }

  /** Takes nothing more, finishes what was accepted, lets go of connections. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.drained();
    await Promise.all(this.#options.channels.map((channel) => channel.close()));
    await this.#options.sessions.close?.();
  }
}
