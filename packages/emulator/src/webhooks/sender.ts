import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from '../traffic/exchange.js';
import type { Traffic } from '../traffic/traffic.js';
import type { App, AppSubscription } from '../world/model.js';
import type { World } from '../world/world.js';
import type { Delivery, Failure, WebhookDelivery } from './delivery.js';
import type { LineOwner } from './line.js';
import type { CallbackClient } from './post.js';
import { isAbsence, reason, VerificationFailure, verifyCallback } from './verification.js';
import { signatures, webhookBytes } from './wire.js';

/** After failing this long without a break, an app is unsubscribed from the Page. */
const GIVE_UP_AFTER = 60 * 60 * 1000;

/** How often it is looked whether a bot that was down is back, at first and at last. */
const FIRST_KNOCK = 100;
const LAST_KNOCK = 500;

/** Makes webhooks out of events, signs and sends them, and knows how the callbacks are doing. */
export class Sender implements LineOwner {
  readonly #world: World;
  readonly #traffic: Traffic;
  readonly #client: CallbackClient;
  readonly #settings: () => WebhookDelivery;
  readonly #verifying = new Map<AppSubscription, Promise<Failure | undefined>>();
  readonly #returning = new Map<AppSubscription, Promise<boolean>>();
  closed = false;

  constructor(world: World, traffic: Traffic, client: CallbackClient, settings: () => WebhookDelivery) {
    this.#world = world;
    this.#traffic = traffic;
    this.#client = client;
    this.#settings = settings;
  }

  get settings(): WebhookDelivery {
    return this.#settings();
  }

  chance(probability: number): boolean {
    return probability > 0 && this.#world.ids.below('webhook chance', 1_000_000) < probability * 1_000_000;
  }

  compose(deliveries: Delivery[]): (attempt: number) => Promise<Failure | undefined> {
    let bytes: Buffer | undefined;
    return async (attempt) => {
      const [first] = deliveries;
      if (!first) return undefined;
      const { app, subscription } = first;
      const failure = subscription.verified ? undefined : await this.ready(app, subscription);
      if (failure) return failure;
      bytes ??= webhookBytes({ object: 'page', entry: deliveries.map((each) => this.#entry(each)) });
      const together = deliveries.length > 1;
      const same = deliveries.every(({ psid }) => psid === first.psid);
      const about = {
        topic: together ? `${deliveries.length} events` : first.topic,
        pageId: first.page.id,
        psid: same ? first.psid : undefined,
        field: first.field,
      };
      return this.post(app, subscription, bytes, about, attempt);
    };
  }

  #entry({ page, channel, event }: Delivery): object {
    const now = this.#world.clock.now();
    return { id: page.id, time: channel === 'changes' ? Math.floor(now / 1000) : now, [channel]: [event] };
  }

  async post(
    app: App,
    subscription: AppSubscription,
    bytes: Buffer,
    about: Pick<Exchange, 'topic' | 'pageId' | 'psid' | 'field'>,
    attempt: number,
  ): Promise<Failure | undefined> {
    const url = new URL(subscription.callbackUrl);
    const headers = {
      'content-type': 'application/json',
      'content-length': String(bytes.length),
      'user-agent': 'facebookexternalua',
      accept: '*/*',
      'accept-encoding': 'deflate, gzip',
      ...signatures(bytes, app.secret),
    };
    const { topic, pageId, psid, field } = about;
    const exchange = this.#traffic.begin({
      kind: 'webhook',
      method: 'POST',
      url: url.href,
      requestHeaders: headers,
      requestBody: bytes,
      topic,
      pageId,
      psid,
      appId: app.id,
      field,
      attempt,
    });
    try {
      const answer = await this.#client.send('POST', url, headers, bytes);
      exchange.status = answer.status;
      exchange.responseHeaders = answer.headers;
      exchange.responseBody = answer.body;
      if (answer.status !== 200) throw new Error(`answered with HTTP ${answer.status} instead of 200`);
      return undefined;
    } catch (error) {
      exchange.error = { message: reason(error) };
      return { reason: exchange.error.message, absent: isAbsence(error) };
    } finally {
      this.#traffic.end(exchange);
    }
  }

  /** Makes sure that the callback has proved itself; however many ask, it is asked once at a time. */
  async ready(app: App, subscription: AppSubscription): Promise<Failure | undefined> {
    if (subscription.verified) return undefined;
    const asking = this.#verifying.get(subscription) ?? this.#askToProve(app, subscription);
    this.#verifying.set(subscription, asking);
    return asking;
  }

  async #askToProve(app: App, subscription: AppSubscription): Promise<Failure | undefined> {
    try {
      await this.verify(app, subscription);
      subscription.verified = true;
      this.#world.changes.tell({ kind: 'world' });
      return undefined;
    } catch (error) {
      if (!(error instanceof VerificationFailure)) throw error;
      const absent = isAbsence(error);
      const why = `${subscription.callbackUrl} has not passed verification yet`;
      return { reason: why, absent, final: !absent };
    } finally {
      this.#verifying.delete(subscription);
    }
  }

  async verify(app: App, subscription: Pick<AppSubscription, 'callbackUrl' | 'verifyToken'>): Promise<void> {
    const challenge = this.#world.ids.decimal('challenge', 10);
    await verifyCallback(this.#client, this.#traffic, app, subscription, challenge);
  }

  /** Knocks at the callback until somebody is there; however many wait, there is one who knocks. */
  comesBack({ app, subscription }: Pick<Delivery, 'app' | 'subscription'>): Promise<boolean> {
    let returning = this.#returning.get(subscription);
    if (!returning) {
      returning = this.#knock(app, subscription).finally(() => this.#returning.delete(subscription));
      this.#returning.set(subscription, returning);
    }
    return returning;
  }

  async #knock(app: App, subscription: AppSubscription): Promise<boolean> {
    for (let pause = FIRST_KNOCK; ; pause = Math.min(pause * 1.5, LAST_KNOCK)) {
      await sleep(pause, undefined, { ref: false });
      const replaced = app.subscriptions.get('page') !== subscription;
      if (this.closed || replaced || this.#hasGivenUp(subscription)) return false;
      if (await this.#client.knock(new URL(subscription.callbackUrl))) return true;
    }
  }

  note({ app, page, subscription }: Delivery, failed: boolean): string {
    if (!failed) {
      subscription.failingSince = null;
      return '';
    }
    subscription.failingSince ??= this.#world.clock.now();
    if (!this.#hasGivenUp(subscription)) return '';
    page.subscribedApps.delete(app.id);
    this.#world.changes.tell({ kind: 'world' });
    return '; failing for an hour, so the app is unsubscribed from the Page';
  }

  #hasGivenUp({ failingSince }: AppSubscription): boolean {
    return failingSince !== null && this.#world.clock.now() - failingSince >= GIVE_UP_AFTER;
  }

  close(): void {
    this.closed = true;
    this.#client.close();
  }
}
