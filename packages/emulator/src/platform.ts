import { Faults } from './faults/faults.js';
import { RateLimits } from './graph/limits.js';
import { MediaStore } from './media/store.js';
import type { SavedState } from './saved-state.js';
import { Traffic } from './traffic/traffic.js';
import { PROMPT_DELIVERY, type WebhookDelivery } from './webhooks/delivery.js';
import { DEFAULT_FIELDS } from './webhooks/fields.js';
import { Webhooks } from './webhooks/webhooks.js';
import type { App, Page } from './world/model.js';
import { loadWorld, saveWorld } from './world/snapshot.js';
import { World } from './world/world.js';

export interface PlatformOptions {
  seed: string;
  keptMessages: number;
  keptTraffic: number;
  rateLimits: boolean;
  delivery: Partial<WebhookDelivery>;
  /** Where media of a host are fetched instead. */
  hosts: Record<string, string>;
  refusePrivateMedia: boolean;
  app: Partial<App>;
  page: Partial<Page>;
  accessToken: string | undefined;
}

/** The parts of one running emulator, as its rooms see each other. */
export class Platform {
  readonly world: World;
  readonly traffic: Traffic;
  readonly webhooks: Webhooks;
  readonly media: MediaStore;
  readonly faults: Faults;
  /** Null while nobody wants the platform's rate limits enforced. */
  limits: RateLimits | null;
  /** How webhooks go out after a reset. */
  readonly #delivery: WebhookDelivery;
  readonly hosts: Record<string, string>;
  /** Media are not fetched from private addresses. */
  readonly refusePrivateMedia: boolean;
  /** Where the emulator can be reached: `http://127.0.0.1:3100`. */
  origin = '';
  /** The app and the Page it was started with. */
  app: App;
  page: Page;

  constructor(options: PlatformOptions) {
    this.world = new World({ seed: options.seed, keptMessages: options.keptMessages });
    this.traffic = new Traffic(this.world.clock, this.world.changes, options.keptTraffic);
    this.#delivery = { ...PROMPT_DELIVERY, ...options.delivery };
    this.webhooks = new Webhooks(this.world, this.traffic);
    this.webhooks.configure(this.#delivery);
    this.media = new MediaStore(this.world.ids);
    this.faults = new Faults(this.world.ids);
    this.limits = options.rateLimits ? new RateLimits(this.world.clock) : null;
    this.hosts = options.hosts;
    this.refusePrivateMedia = options.refusePrivateMedia;
    this.app = this.world.addApp(options.app);
    this.page = this.world.addPage(options.page);
    this.#addToken(this.page, options.accessToken);
    this.world.addToken({ kind: 'user', appId: this.app.id, pageId: null });
  }

  /** Adds a Page that the app may act for; it gets the webhooks that the first one gets. */
  addPage(given: { name?: string; id?: string; accessToken?: string; country?: string }): Page {
    const page = this.world.addPage(given);
    this.#addToken(page, given.accessToken);
    for (const [appId, fields] of this.page.subscribedApps) page.subscribedApps.set(appId, [...fields]);
    return page;
  }

  /** Adds an app that may act for every Page. Which webhooks it gets it has to subscribe to. */
  addApp(name: string | undefined): App {
    const app = this.world.addApp({ name });
    for (const page of this.world.pages.values()) {
      this.world.addToken({ kind: 'page', appId: app.id, pageId: page.id });
    }
    return app;
  }

  /** The token of the person who manages the Pages, which `/me/accounts` wants. */
  get userToken(): string {
    const tokens = [...this.world.tokens.values()];
    return tokens.find(({ kind, appId }) => kind === 'user' && appId === this.app.id)?.token ?? '';
  }

  /** The token that an app acts for a Page with: the first app, unless it is told. */
  tokenOf(page: Page, app = this.app): string {
    for (const { kind, pageId, appId, token } of this.world.tokens.values()) {
      if (kind === 'page' && pageId === page.id && appId === app.id) return token;
    }
    return '';
  }

  /** Points the first app's webhooks at a callback, which has to be up; throws when it fails the verification. */
  async subscribe(given: { callbackUrl: string; fields?: string[]; verifyToken?: string }): Promise<void> {
    const { app, page } = this;
    const { callbackUrl, fields = [...DEFAULT_FIELDS], verifyToken = app.verifyToken } = given;
    await this.webhooks.subscribe(app, 'page', { callbackUrl, verifyToken, fields });
    page.subscribedApps.set(app.id, fields);
  }

  async save(): Promise<SavedState> {
    return { ...saveWorld(this.world), media: await this.media.save() };
  }

  /** Puts a saved world in the place of this one. */
  async load(saved: SavedState): Promise<void> {
    loadWorld(this.world, saved);
    await this.media.load(saved.media ?? []);
    this.app = this.world.apps.values().next().value ?? this.app;
    this.page = this.world.pages.values().next().value ?? this.page;
  }

  /** Lets the platform's rate limits hold, counted from nothing, or nobody's. */
  limit(on: boolean): void {
    if (on) this.limits ??= new RateLimits(this.world.clock);
    else this.limits = null;
    this.world.changes.tell({ kind: 'world' });
  }

  /** Forgets people and all they did; apps, Pages, tokens and subscriptions stay. */
  reset(): void {
    this.world.reset();
    this.traffic.clear();
    this.faults.clear();
    this.webhooks.configure(this.#delivery);
  }

  async close(): Promise<void> {
    this.webhooks.close();
    await this.media.close();
  }

  #addToken(page: Page, token: string | undefined): void {
    this.world.addToken({ token, kind: 'page', appId: this.app.id, pageId: page.id });
  }
}

/** The address of a stored file on the emulator. */
export function mediaUrl(platform: Platform, mediaId: string): string {
  const name = platform.media.get(mediaId)?.filename || 'file';
  return `${platform.origin}/_emulator/media/${mediaId}/${encodeURIComponent(name)}`;
}
