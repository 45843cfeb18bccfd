import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type http from 'node:http';
import type { NewPerson } from './control/protocol.js';
import {
  type GraphRequestRecord,
  requestRecord,
  type WebhookRecord,
  webhookRecord,
} from './control/records.js';
import { access } from './control/views.js';
import type { Fault, NewFault } from './faults/fault.js';
import type { EmulatorOptions } from './options.js';
import { PageHandle } from './pages/page.js';
import { arrive } from './people/arrival.js';
import { PersonHandle } from './people/person.js';
import { Platform } from './platform.js';
import type { SavedState } from './saved-state.js';
import { serve } from './server.js';
import type { WebhookDelivery } from './webhooks/delivery.js';
import { DEFAULT_FIELDS } from './webhooks/fields.js';
import { type Duration, milliseconds } from './world/clock.js';

/** Messenger on localhost. */
export class Emulator {
  readonly #platform: Platform;
  readonly #server: http.Server;
  /** The file that the world is kept in. */
  readonly #stateFile: string | undefined;

  private constructor(platform: Platform, server: http.Server, stateFile: string | undefined) {
    this.#platform = platform;
    this.#server = server;
    this.#stateFile = stateFile;
  }

  static async start(options: EmulatorOptions = {}): Promise<Emulator> {
    const { appId, appSecret: secret, verifyToken, requireAppSecretProof, state } = options;
    const platform = new Platform({
      seed: String(options.seed ?? 'messenger'),
      keptMessages: options.history?.messages ?? 5_000,
      keptTraffic: options.history?.traffic ?? 10_000,
      rateLimits: options.rateLimits ?? false,
      delivery: options.delivery ?? {},
      hosts: options.hosts ?? {},
      refusePrivateMedia: options.refusePrivateMedia ?? false,
      app: { id: appId, secret, verifyToken, requireAppSecretProof },
      page: { id: options.pageId, name: options.pageName, country: options.pageCountry },
      accessToken: options.accessToken,
    });
    const saved = typeof state === 'string' ? readState(state) : state;
    if (saved) await platform.load(saved);
    const server = await serve(platform, options.port ?? 0, options.host ?? '127.0.0.1');
    const emulator = new Emulator(platform, server, typeof state === 'string' ? state : undefined);
    if (options.webhookUrl !== undefined) {
      emulator.#expect(options.webhookUrl, options.fields ?? DEFAULT_FIELDS);
    }
    return emulator;
  }

  /** Where the Graph API and the chat page are: `http://127.0.0.1:3100`. */
  get origin(): string {
    return this.#platform.origin;
  }

  /** The first Page. */
  get page(): PageHandle {
    return new PageHandle(this.#platform, this.#platform.page);
  }

  /** Every Page with the token that the app sends with. */
  get pages(): PageHandle[] {
    return [...this.#platform.world.pages.values()].map((page) => new PageHandle(this.#platform, page));
  }

  /** One more Page. It gets the webhooks that the first one gets. */
  addPage(given: { name?: string; id?: string; accessToken?: string; country?: string } = {}): PageHandle {
    return new PageHandle(this.#platform, this.#platform.addPage(given));
  }

  get app(): { id: string; secret: string; verifyToken: string } {
    return access(this.#platform).app;
  }

  /** The token of the person who manages the Pages: what `/me/accounts` wants. */
  get userToken(): string {
    return this.#platform.userToken;
  }

  /**
   * A new person. Whoever a Page knows has just opted in, so the 24-hour window is open. With a `psid` that the first
   * Page knows already it is whoever that is.
   */
  async person({ pageId, ...given }: NewPerson & { pageId?: string } = {}): Promise<PersonHandle> {
    const { world, page: first } = this.#platform;
    const page = pageId === undefined ? first : world.pages.get(pageId);
    if (!page) throw new Error(`There is no Page ${pageId}.`);
    return new PersonHandle(this.#platform, arrive(world, given, first), page);
  }

  /** Every Graph request with its answer, oldest first. */
  requests(): GraphRequestRecord[] {
    return this.#platform.traffic.of('graph').map(requestRecord);
  }

  /** Every webhook, verification and retry, oldest first. */
  webhooks(): WebhookRecord[] {
    return this.#platform.traffic.of('webhook').map(webhookRecord);
  }

  /** Points the app's webhooks at a callback, which has to be up: rejects when it fails the verification GET. */
  async subscribe(given: { callbackUrl: string; fields?: string[]; verifyToken?: string }): Promise<void> {
    await this.#platform.subscribe(given);
  }

  /**
   * Resolves when no webhook is being delivered and no Graph request is being answered, and nothing has begun for
   * `quiet` milliseconds (20 when left out): raise it for a bot that thinks before it answers.
   */
  idle(options: { quiet?: number } = {}): Promise<void> {
    return this.#platform.traffic.activity.silence(options.quiet ?? 20);
  }

  /**
   * Waits until `look` returns something true, and returns that. It looks again whenever anything changes; after
   * `timeout` milliseconds (5,000 when left out) it rejects.
   */
  waitFor<T>(look: (emulator: Emulator) => T, options: { timeout?: number } = {}): Promise<NonNullable<T>> {
    const { timeout = 5_000 } = options;
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        stop();
        clearTimeout(timer);
        end();
      };
      const check = () => {
        try {
          const found = look(this);
          if (found) settle(() => resolve(found));
        } catch (error) {
          settle(() => reject(error));
        }
      };
      const stop = this.#platform.world.changes.watch(check);
      const timer = setTimeout(
        () => settle(() => reject(new Error(`What was waited for did not happen within ${timeout} ms.`))),
        timeout,
      );
      check();
    });
  }

  /**
   * Calls back whenever something has changed that somebody can see: with the `psid` when it was one person's chat.
   * Requests and webhooks by themselves are no such change. The answer stops it.
   */
  watch(watcher: (change: { psid?: string }) => void): () => void {
    return this.#platform.world.changes.watch((change) => {
      if (change.kind !== 'traffic') watcher(change.kind === 'thread' ? { psid: change.thread.psid } : {});
    });
  }

  /** The emulator's time, in milliseconds since 1970. */
  now(): number {
    return this.#platform.world.clock.now();
  }

  /** Moves the clock: `{ hours: 25 }` later the window is shut. Negative numbers move it back. */
  moveClock(by: Duration): void {
    const { clock, changes } = this.#platform.world;
    clock.moveBy(milliseconds(by));
    changes.tell({ kind: 'world' });
  }

  /** Lets something go wrong, by rule. The answer takes it back. */
  fault(rule: NewFault): Fault & { remove(): void } {
    const fault = this.#platform.faults.add(rule);
    return Object.assign(fault, { remove: () => void this.#platform.faults.remove(fault.id) });
  }

  /** How webhooks go out; see {@link setDelivery}. */
  get delivery(): WebhookDelivery {
    return { ...this.#platform.webhooks.settings };
  }

  /** Sends webhooks twice, out of order, in batches or late from now on: what is left out stays as it is. */
  setDelivery(change: Partial<WebhookDelivery>): void {
    this.#platform.webhooks.configure(change);
  }

  /** Lets the platform's rate limits hold, counted from nothing, or no longer. */
  enforceRateLimits(on: boolean): void {
    this.#platform.limit(on);
  }

  /** Everything, as JSON: give it to another emulator as `state`. It holds the tokens. */
  save(): Promise<SavedState> {
    return this.#platform.save();
  }

  /** Forgets people, messages, traffic and faults; apps, Pages, tokens and subscriptions stay. */
  reset(): void {
    this.#platform.reset();
  }

  /** Stops listening and forgets everything; a world kept in a file is written first. */
  async close(): Promise<void> {
    if (this.#stateFile) await writeFile(this.#stateFile, JSON.stringify(await this.save(), null, 1));
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
    await this.#platform.close();
  }

  #expect(callbackUrl: string, fields: string[]): void {
    const { webhooks, app, page } = this.#platform;
    if (!URL.canParse(callbackUrl)) throw new TypeError(`webhookUrl is not an address: ${callbackUrl}`);
    page.subscribedApps.set(app.id, [...fields]);
    void webhooks.subscribeWhenUp(app, { callbackUrl, verifyToken: app.verifyToken, fields: [...fields] });
  }
}

/** A world kept in a file; undefined when the file is yet to be written. */
function readState(file: string): SavedState | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SavedState;
  } catch (error) {
    throw new TypeError(`${file} is no saved world: it cannot be read as JSON.`, { cause: error });
  }
}
