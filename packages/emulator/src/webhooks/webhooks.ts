import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from '../traffic/exchange.js';
import type { Traffic } from '../traffic/traffic.js';
import type { App, AppSubscription, Page, Thread } from '../world/model.js';
import { ownerOf } from '../world/routing.js';
import type { World } from '../world/world.js';
import {
  checkDelivery,
  type Delivery,
  type Outcome,
  PROMPT_DELIVERY,
  type WebhookDelivery,
} from './delivery.js';
import { STANDBY_FIELDS, type WebhookField } from './fields.js';
import { Line } from './line.js';
import { CallbackClient } from './post.js';
import { Sender } from './sender.js';

const NOBODY: Promise<Outcome[]> = Promise.resolve([]);

/** How an event goes out beside the usual. */
export interface EmitOptions {
  /** It is this app's alone, whoever owns the thread. */
  only?: string;
  /** Told what became of it when that comes after the outcome had to be given. */
  late?: (outcome: Outcome) => void;
}

/** Sends events to the apps that are subscribed to them, signed, and in order for each conversation. */
export class Webhooks {
  /** How webhooks go out; see {@link configure}. */
  settings: WebhookDelivery = { ...PROMPT_DELIVERY };
  readonly #world: World;
  readonly #traffic: Traffic;
  readonly #sender: Sender;
  /** The lines in which somebody stands: of a conversation with an app, or in batches of an app. */
  readonly #lines = new Map<string, Line>();

  constructor(world: World, traffic: Traffic) {
    this.#world = world;
    this.#traffic = traffic;
    this.#sender = new Sender(world, traffic, new CallbackClient(), () => this.settings);
  }

  /** Changes how webhooks go out; throws a TypeError when a value has no sense. */
  configure(change: Partial<WebhookDelivery>): void {
    checkDelivery(change);
    this.settings = { ...this.settings, ...change };
  }

  /**
   * An event of a conversation. The outcomes come in when every subscribed app has answered, or has not been there
   * for two seconds.
   */
  emit(thread: Thread, field: WebhookField, event: object, options: EmitOptions = {}): Promise<Outcome[]> {
    const page = this.#world.pages.get(thread.pageId);
    if (!page || page.subscribedApps.size === 0) return NOBODY;
    const { only, late } = options;
    return this.#fanOut(page, (app) => {
      if (only !== undefined && only !== app.id) return undefined;
      const standby = only === undefined && !this.#hears(thread, page, app);
      if (standby && !STANDBY_FIELDS.has(field)) return undefined;
      return {
        subscribedAs: standby ? 'standby' : field,
        psid: thread.psid,
        field,
        topic: topicOf(event),
        channel: standby ? 'standby' : 'messaging',
        event: standby ? withoutPayload(event) : event,
        ...(late && { late }),
      };
    });
  }

  /** An event of the Page that belongs to no conversation, or to nobody in particular. */
  announce(page: Page, field: WebhookField, event: object): Promise<Outcome[]> {
    return this.#fanOut(page, () => ({
      subscribedAs: field,
      psid: undefined,
      field,
      topic: topicOf(event),
      channel: 'messaging',
      event,
    }));
  }

  /** An event of the Page itself, told as a change of a field's value. */
  change(page: Page, field: WebhookField, value: object): Promise<Outcome[]> {
    return this.#fanOut(page, () => ({
      subscribedAs: field,
      psid: undefined,
      field,
      topic: field,
      channel: 'changes',
      event: { field, value },
    }));
  }

  /** Asks a callback to prove itself and subscribes it; throws a `VerificationFailure`. */
  async subscribe(
    app: App,
    object: string,
    given: Omit<AppSubscription, 'verified' | 'failingSince'>,
  ): Promise<void> {
    await this.#sender.verify(app, given);
    app.subscriptions.set(object, { ...given, verified: true, failingSince: null });
    this.#world.changes.tell({ kind: 'world' });
  }

  /**
   * Subscribes a callback that may not be up yet, and goes on asking it in the background. It is asked again whenever
   * there is something for it.
   */
  async subscribeWhenUp(app: App, given: Omit<AppSubscription, 'verified' | 'failingSince'>): Promise<void> {
    const subscription: AppSubscription = { ...given, verified: false, failingSince: null };
    app.subscriptions.set('page', subscription);
    this.#world.changes.tell({ kind: 'world' });
    for (let pause = 250; pause < 60_000 && !this.#sender.closed; ) {
      if (app.subscriptions.get('page') !== subscription) return;
      const failure = await this.#sender.ready(app, subscription);
      if (!failure) return;
      if (failure.absent) {
        if (!(await this.#sender.comesBack({ app, subscription }))) return;
      } else {
        await sleep(pause, undefined, { ref: false });
        pause *= 1.5;
      }
    }
  }

  /** Sends a webhook once more, as it was; undefined when it came through. */
  async replay(exchange: Exchange): Promise<Outcome> {
    const app = this.#world.apps.get(exchange.appId ?? '');
    const subscription = app?.subscriptions.get('page');
    const { requestBody } = exchange;
    if (!app || !subscription || !Buffer.isBuffer(requestBody))
      return 'it is no webhook that can be sent again';
    const failure = await this.#sender.post(app, subscription, requestBody, exchange, 1);
    return failure?.reason;
  }

  close(): void {
    this.#sender.close();
  }

  /** With Conversation Routing only the owner of a thread hears of it; everyone else stands by. */
  #hears(thread: Thread, page: Page, app: App): boolean {
    const owner = ownerOf(page, thread, this.#world.clock.now());
    return owner === null || owner === app.id;
  }

  /** Queues an event for every app that is subscribed to it, at the app and at the Page. */
  #fanOut(
    page: Page,
    eventFor: (
      app: App,
    ) => (Omit<Delivery, 'app' | 'subscription' | 'page'> & { subscribedAs: WebhookField }) | undefined,
  ): Promise<Outcome[]> {
    const outcomes: Promise<Outcome>[] = [];
    for (const [appId, fields] of page.subscribedApps) {
      const app = this.#world.apps.get(appId);
      const subscription = app?.subscriptions.get('page');
      if (!app || !subscription) continue;
      const found = eventFor(app);
      if (!found) continue;
      const { subscribedAs, ...about } = found;
      if (!fields.includes(subscribedAs) || !subscription.fields.includes(subscribedAs)) continue;
      outcomes.push(this.#queue({ app, subscription, page, ...about }));
    }
    return outcomes.length > 0 ? Promise.all(outcomes) : NOBODY;
  }

  #queue(delivery: Delivery): Promise<Outcome> {
    const { app, page, psid } = delivery;
    const name = this.settings.batch > 1 ? app.id : `${app.id} ${psid ?? page.id}`;
    let line = this.#lines.get(name);
    if (!line) {
      line = new Line(this.#sender, () => this.#lines.delete(name));
      this.#lines.set(name, line);
    }
    this.#traffic.activity.begin();
    return line.add(delivery).finally(() => this.#traffic.activity.end());
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
