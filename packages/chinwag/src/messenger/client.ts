import { type AttachmentIds, MemoryAttachmentIds } from '../core/storage/attachment-ids.js';
import { systemClock } from '../core/time/clock.js';
import { reportUnheard } from '../core/turn/unheard.js';
import type { BatchItem, BatchOptions, BatchResults } from '../graph/batch.js';
import type { GraphCall } from '../graph/call.js';
import { Graph } from '../graph/graph.js';
import type { GraphOptions } from '../graph/options.js';
import type { WaitingCalls } from '../graph/pacing/waits.js';
import { Conversation } from './conversation.js';
import { defineMethods, described, invoke, type MadeCalls, methodNames, type WithFirst } from './derive.js';
import type { Recipient } from './message.js';
import type { EncodeOptions } from './messages/encode.js';
import { messengerRules, type RateLimits } from './rate-limits.js';
import type { AppCredentials } from './resources/app.js';
import { appCalls, listings, pageCalls } from './resources/index.js';
import { GraphOutbox, type Outbox } from './sending/outbox.js';
import { PageAssets } from './sending/page-assets.js';
import { PageOutbox } from './sending/page-outbox.js';
import type { PageToken } from './sending/page-tokens.js';

export interface MessengerClientOptions extends Omit<GraphOptions, 'rules'>, EncodeOptions {
  /** The Page of the `accessToken`: its limits are then those of all who name it, and the log and errors name it. */
  pageId?: string;
  /** How many calls a Page may make; the rest wait. `false` leaves it to the platform to refuse. */
  pacing?: RateLimits | false;
  /** Where the ids of assets are remembered: a storage, say. Default: in this process. */
  attachmentIds?: AttachmentIds;
  /** For the calls in the app's name: subscriptions, tokens, the sticker catalogue. */
  appId?: string;
  /** Gets the failure of a send that nobody awaited. Default: it is an unhandled rejection. */
  onUnheard?: (failure: unknown) => void;
}

/** A person first, or the Page, or the app: every method of the platform. */
export interface MessengerClient
  extends WithFirst<Recipient, Omit<Conversation, 'call'>>,
    MadeCalls<typeof pageCalls>,
    MadeCalls<typeof appCalls, 'first put in'>,
    MadeCalls<typeof listings, 'first put in'> {}

/**
 * The Messenger Platform, method by method, with Bottender's names and argument order.
 *
 * ```ts
 * const client = new MessengerClient({ accessToken, appSecret });
 * await client.sendText('24810001', 'Hi!');
 * ```
 */
export class MessengerClient {
  readonly graph: Graph;
  readonly outbox: Outbox;
  /** Leaves what nobody hears of to whoever sends: a turn watches its own sends. */
  readonly unwatched: Outbox;
  readonly app: AppCredentials;
  /** What assets are on the Pages they are sent by. */
  readonly assets: PageAssets;
  /** Hears of what nobody hears of. */
  readonly watch: (outbox: Outbox) => Outbox;

  constructor({
    fileLimit,
    onWarning,
    onUnheard,
    appId,
    pageId,
    pacing,
    attachmentIds,
    ...options
  }: MessengerClientOptions) {
    const { accessToken, appSecret, clock = systemClock } = options;
    this.app = { appId, appSecret, accessToken };
    this.graph = new Graph({ ...options, rules: messengerRules(pacing) });
    if (accessToken !== undefined && pageId !== undefined) this.graph.bind(accessToken, pageId);
    this.watch = (outbox) => (onUnheard ? heard(outbox, onUnheard) : outbox);
    this.assets = new PageAssets(this.graph, attachmentIds ?? new MemoryAttachmentIds(() => clock.now()));
    this.unwatched = new GraphOutbox(this.graph, this.assets, { fileLimit, onWarning });
    this.outbox = this.watch(this.unwatched);
  }

  /** Everything one can do towards one person. */
  to(recipient: Recipient): Conversation {
    return new Conversation(this.outbox, recipient);
  }

  /** The same client with another Page's token; requests under way and connections are shared. */
  withAccessToken(accessToken: string): MessengerClient {
    return this.asPage({ value: accessToken });
  }

  /** The same client in another Page's name, with a token that may change. */
  asPage(token: PageToken): MessengerClient {
    const { app, unwatched, watch } = this;
    const outbox = new PageOutbox(unwatched, token);
    return Object.create(this, {
      unwatched: { value: outbox },
      outbox: { value: watch(outbox) },
      app: { get: () => ({ ...app, accessToken: token.value }) },
    }) as MessengerClient;
  }

  /**
   * Makes up to 50 calls in one request; `MessengerBatch` describes them. Each is settled by itself, as with
   * `Promise.allSettled`, and counts for the rate limits like any other. An asset that cannot be uploaded fails the
   * batch before anything is sent.
   */
  sendBatch<const Items extends readonly BatchItem[]>(
    items: Items,
    options?: BatchOptions,
  ): Promise<BatchResults<Items>> {
    return this.assets.batch(items, { accessToken: this.app.accessToken, ...options });
  }

  /** Sends a body to `/me/messages` as it is, with wire names and unchecked: for what Chinwag does not know yet. */
  sendRawBody(body: Record<string, unknown>): Promise<unknown> {
    return this.outbox.call({ method: 'POST', path: 'me/messages', body });
  }

  /** What waits to be sent now, by Page and class, and for what. */
  get pace(): WaitingCalls[] {
    return this.graph.waiting;
  }

  /** Waits for requests under way and closes connections. */
  close(): Promise<void> {
    return this.graph.close();
  }
}

defineMethods(MessengerClient.prototype, methodNames(Conversation.prototype), (name) => {
  return function (recipient, ...args) {
    return invoke(this.to(recipient as Recipient), name, args);
  };
});

defineMethods(MessengerClient.prototype, Object.keys(pageCalls), (name) => {
  return function (...args) {
    return this.outbox.call(described(pageCalls, name, () => args));
  };
});

defineMethods(MessengerClient.prototype, Object.keys(appCalls), (name) => {
  return function (...args) {
    return this.outbox.call(described(appCalls, name, () => [this.app, ...args]));
  };
});

defineMethods(MessengerClient.prototype, Object.keys(listings), (name) => {
  return async function (...args) {
    return invoke(listings, name, [(call: GraphCall) => this.outbox.call(call), ...args]);
  };
});

function heard(outbox: Outbox, report: (failure: unknown) => void): Outbox {
  return {
    send: (...args) => reportUnheard(outbox.send(...args), report),
    act: (...args) => reportUnheard(outbox.act(...args), report),
    call: (...args) => reportUnheard(outbox.call(...args), report),
  };
}
