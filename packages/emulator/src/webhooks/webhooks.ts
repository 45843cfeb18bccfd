import type { Exchange } from '../traffic/exchange.js';
import type { Traffic } from '../traffic/traffic.js';
import type { App, AppSubscription, Page, Thread } from '../world/model.js';
import { ownerOf } from '../world/routing.js';
import type { World } from '../world/world.js';
import { STANDBY_FIELDS, type WebhookField } from './fields.js';
import { CallbackClient } from './post.js';
import { reason, VerificationFailure, verifyCallback } from './verification.js';
import { signatures, webhookBytes } from './wire.js';

/** One event on its way to one app. */
interface Delivery {
  app: App;
  subscription: AppSubscription;
  page: Page;
  psid: string | undefined;
  field: WebhookField;
  topic: string;
  channel: 'messaging' | 'standby' | 'changes';
  event: object;
}

/** What became of an event at one app: undefined when it was answered with 200, otherwise why not. */
export type Outcome = string | undefined;

const NOBODY: Promise<Outcome[]> = Promise.resolve([]);

/** "Immediately a few more times": milliseconds before each further try. Long enough for a bot to reload. */
const RETRY_AFTER = [100, 400, 1_500];

/** After failing this long without a break, an app is unsubscribed from the Page. */
const GIVE_UP_AFTER = 60 * 60 * 1000;

/** Sends events to the apps that are subscribed to them, signed, and in order for each conversation. */
export class Webhooks {
  readonly #world: World;
  readonly #traffic: Traffic;
  readonly #client = new CallbackClient();
  /** The end of the line of each conversation with each app. */
  readonly #lines = new Map<string, Promise<Outcome>>();
  #closed = false;

  constructor(world: World, traffic: Traffic) {
    this.#world = world;
    this.#traffic = traffic;
  }

  /**
   * An event of a conversation. The outcomes come in when every subscribed app has answered. With `only`, the event
   * is that app's alone, whoever owns the thread.
   */
  emit(thread: Thread, field: WebhookField, event: object, only?: string): Promise<Outcome[]> {
    const page = this.#world.pages.get(thread.pageId);
    if (!page || page.subscribedApps.size === 0) return NOBODY;
    const outcomes: Promise<Outcome>[] = [];
    for (const [appId, fields] of page.subscribedApps) {
      const app = this.#world.apps.get(appId);
      const subscription = app?.subscriptions.get('page');
      if (!app || !subscription || (only !== undefined && only !== appId)) continue;
      const standby = only === undefined && !this.#hears(thread, page, app);
      if (standby && !STANDBY_FIELDS.has(field)) continue;
      const asked = standby ? 'standby' : field;
      if (!fields.includes(asked) || !subscription.fields.includes(asked)) continue;
      outcomes.push(
        this.#queue({
          app,
          subscription,
          page,
          psid: thread.psid,
          field,
          topic: topicOf(event),
          channel: standby ? 'standby' : 'messaging',
          event: standby ? withoutPayload(event) : event,
        }),
      );
    }
    return outcomes.length > 0 ? Promise.all(outcomes) : NOBODY;
  }

  /** An event of the Page itself, told as a change of a field's value. */
  change(page: Page, field: WebhookField, value: object): Promise<Outcome[]> {
    const outcomes: Promise<Outcome>[] = [];
    for (const [appId, fields] of page.subscribedApps) {
      const app = this.#world.apps.get(appId);
      const subscription = app?.subscriptions.get('page');
      if (!app || !subscription) continue;
      if (!fields.includes(field) || !subscription.fields.includes(field)) continue;
      const event = { field, value };
      outcomes.push(
        this.#queue({
          app,
          subscription,
          page,
          psid: undefined,
          field,
          topic: field,
          channel: 'changes',
          event,
        }),
      );
    }
    return Promise.all(outcomes);
  }

  /** Asks a callback to prove itself and subscribes it; throws {@link VerificationFailure}. */
  async subscribe(
    app: App,
    object: string,
    given: Omit<AppSubscription, 'verified' | 'failingSince'>,
  ): Promise<void> {
    await this.#verify(app, given);
    app.subscriptions.set(object, { ...given, verified: true, failingSince: null });
    this.#world.changes.tell({ kind: 'world' });
  }

  /**
   * Subscribes a callback that may not be up yet, and goes on asking it in the background, ever less often, for
   * some minutes. It is asked again whenever there is something for it.
   */
  async subscribeWhenUp(app: App, given: Omit<AppSubscription, 'verified' | 'failingSince'>): Promise<void> {
    const subscription: AppSubscription = { ...given, verified: false, failingSince: null };
    app.subscriptions.set('page', subscription);
    this.#world.changes.tell({ kind: 'world' });
    for (let pause = 250; pause < 60_000 && !this.#closed; pause *= 1.5) {
      if (app.subscriptions.get('page') !== subscription || (await this.#ready(app, subscription))) return;
      await new Promise((resolve) => setTimeout(resolve, pause).unref());
    }
  }

  /** Sends a webhook once more, as it was; undefined when it came through. */
  replay(exchange: Exchange): Promise<Outcome> {
    const app = this.#world.apps.get(exchange.appId ?? '');
    const subscription = app?.subscriptions.get('page');
    const page = this.#world.pages.get(exchange.pageId ?? '');
    if (!app || !subscription || !page || !Buffer.isBuffer(exchange.requestBody)) {
      return Promise.resolve('it is no webhook that can be sent again');
    }
    const { psid, topic, requestBody } = exchange;
    const field = (exchange.field ?? 'messages') as WebhookField;
    const delivery: Delivery = {
      app,
      subscription,
      page,
      psid,
      field,
      topic,
      channel: 'messaging',
      event: {},
    };
    return this.#post(delivery, requestBody, 1);
  }

  close(): void {
    this.#closed = true;
    this.#client.close();
  }

  /** With Conversation Routing only the owner of a thread hears of it; everyone else stands by. */
  #hears(thread: Thread, page: Page, app: App): boolean {
    const owner = ownerOf(page, thread, this.#world.clock.now());
    return owner === null || owner === app.id;
  }

  #queue(delivery: Delivery): Promise<Outcome> {
    const line = `${delivery.app.id} ${delivery.psid ?? delivery.page.id}`;
    this.#traffic.activity.begin();
    const before = this.#lines.get(line) ?? Promise.resolve(undefined);
    const mine = before.then(() => this.#deliver(delivery));
    this.#lines.set(line, mine);
    return mine.finally(() => {
      if (this.#lines.get(line) === mine) this.#lines.delete(line);
      this.#traffic.activity.end();
    });
  }

  async #deliver(delivery: Delivery): Promise<Outcome> {
    const { app, page, subscription } = delivery;
    if (!(await this.#ready(app, subscription))) {
      return `${subscription.callbackUrl} has not passed verification yet`;
    }
    const now = this.#world.clock.now();
    const bytes = webhookBytes({
      object: 'page',
      entry: [
        {
          id: page.id,
          time: delivery.channel === 'changes' ? Math.floor(now / 1000) : now,
          [delivery.channel]: [delivery.event],
        },
      ],
    });
    let outcome: Outcome;
    for (let attempt = 1; ; attempt++) {
      outcome = await this.#post(delivery, bytes, attempt);
      if (outcome === undefined) {
        subscription.failingSince = null;
        return undefined;
      }
      const pause = RETRY_AFTER[attempt - 1];
      if (pause === undefined || this.#closed) break;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    subscription.failingSince ??= now;
    if (now - subscription.failingSince >= GIVE_UP_AFTER) {
      page.subscribedApps.delete(app.id);
      outcome += '; failing for an hour, so the app is unsubscribed from the Page';
    }
    return outcome;
  }

  async #post(delivery: Delivery, bytes: Buffer, attempt: number): Promise<Outcome> {
    const url = new URL(delivery.subscription.callbackUrl);
    const headers = {
      'content-type': 'application/json',
      'content-length': String(bytes.length),
      'user-agent': 'facebookexternalua',
      accept: '*/*',
      'accept-encoding': 'deflate, gzip',
      ...signatures(bytes, delivery.app.secret),
    };
    const exchange = this.#traffic.begin({
      kind: 'webhook',
      method: 'POST',
      url: url.href,
      requestHeaders: headers,
      requestBody: bytes,
      topic: delivery.topic,
      pageId: delivery.page.id,
      psid: delivery.psid,
      appId: delivery.app.id,
      field: delivery.field,
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
      const message = reason(error);
      exchange.error = { message };
      return message;
    } finally {
      this.#traffic.end(exchange);
    }
  }

  async #verify(app: App, subscription: Pick<AppSubscription, 'callbackUrl' | 'verifyToken'>): Promise<void> {
    const challenge = this.#world.ids.decimal('challenge', 10);
    await verifyCallback(this.#client, this.#traffic, app, subscription, challenge);
  }

  async #ready(app: App, subscription: AppSubscription): Promise<boolean> {
    if (subscription.verified) return true;
    try {
      await this.#verify(app, subscription);
    } catch (error) {
      if (error instanceof VerificationFailure) return false;
      throw error;
    }
    subscription.verified = true;
    this.#world.changes.tell({ kind: 'world' });
    return true;
  }
}

/** A word for an event: the one key it has beside its address. */
function topicOf(event: object): string {
  for (const key of Object.keys(event)) {
    if (key !== 'sender' && key !== 'recipient' && key !== 'timestamp') {
      return key === 'message' && isEcho(event) ? 'echo' : key;
    }
  }
  return 'event';
}

function isEcho(event: object): boolean {
  return (
    'message' in event &&
    typeof event.message === 'object' &&
    event.message !== null &&
    'is_echo' in event.message
  );
}

/** A postback's payload is for the app that sent the button alone. */
function withoutPayload(event: object): object {
  if (!('postback' in event) || typeof event.postback !== 'object' || event.postback === null) return event;
  const { payload: _, ...postback } = event.postback as Record<string, unknown>;
  return { ...event, postback };
}
