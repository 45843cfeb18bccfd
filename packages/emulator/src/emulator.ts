import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { controlApp } from './control/control.js';
import { headersView, requestBodyView } from './control/views.js';
import { Graph } from './graph/graph.js';
import { MediaStore } from './media/store.js';
import { PersonHandle } from './people/person.js';
import type { Platform } from './platform.js';
import { blank } from './traffic/blank.js';
import type { Exchange, FileSummary, TokenUse } from './traffic/exchange.js';
import { Traffic } from './traffic/traffic.js';
import { DEFAULT_FIELDS } from './webhooks/fields.js';
import { Webhooks } from './webhooks/webhooks.js';
import type { Page } from './world/model.js';
import { World } from './world/world.js';

export interface EmulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** 127.0.0.1 unless told otherwise. */
  host?: string;
  /** Where the bot listens. It need not be up yet. */
  webhookUrl?: string;
  /** The webhook fields subscribed for `webhookUrl`; every one about messages when left out. */
  fields?: string[];
  appId?: string;
  appSecret?: string;
  verifyToken?: string;
  pageId?: string;
  pageName?: string;
  /** The Page's access token. */
  accessToken?: string;
  /** Ids repeat from run to run with the same seed. */
  seed?: string | number;
  /** Refuse every call without `appsecret_proof`. */
  requireAppSecretProof?: boolean;
  /** Enforce the platform's rate limits. */
  rateLimits?: boolean;
  /** Fetches media from elsewhere: `{ 'cdn.example.com': 'http://127.0.0.1:8080' }`. */
  hosts?: Record<string, string>;
  /** How much is remembered: messages per conversation (5,000) and requests and webhooks (10,000). */
  history?: { messages?: number; traffic?: number };
}

/** A request to the Graph API and its answer. Tokens, secrets and proofs are blanked. */
export interface GraphRequestRecord {
  id: number;
  at: number;
  method: string;
  /** As it was sent, with the version. */
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** JSON as it came; a form as an object of its fields. */
  body: unknown;
  /** By part name. */
  files?: Record<string, FileSummary>;
  /** Where the access token was and what it is; null when there was none. */
  token: TokenUse | null;
  status: number | null;
  answer: unknown;
  error: Exchange['error'];
  pageId?: string;
  psid?: string;
  topic: string;
}

/** A webhook and what the bot answered. */
export interface WebhookRecord {
  id: number;
  at: number;
  url: string;
  method: string;
  headers: Record<string, string>;
  /** What was sent, read as JSON; null for a verification GET. */
  body: unknown;
  /** The bytes that were signed. */
  raw: string;
  field?: string;
  topic: string;
  /** 1 for the first try. */
  attempt: number;
  status: number | null;
  error: string | null;
  pageId?: string;
  psid?: string;
  appId?: string;
}

/** The chat page and its files. No path of the Graph API looks like one of them. */
const PAGE_FILES = /^\/(?:$|\?|assets\/|[\w-]+\.(?:svg|png|ico|webmanifest|txt|html|js|css)(?:\?|$))/;

/** A Page and the token to act for it. */
export interface PageAccess {
  id: string;
  name: string;
  accessToken: string;
}

/** Messenger on localhost. */
export class Emulator {
  readonly #platform: Platform;
  readonly #server: http.Server;
  readonly #streams = new Set<() => void>();

  private constructor(platform: Platform, server: http.Server) {
    this.#platform = platform;
    this.#server = server;
  }

  static async start(options: EmulatorOptions = {}): Promise<Emulator> {
    const world = new World({
      seed: String(options.seed ?? 'messenger'),
      keptMessages: options.history?.messages ?? 5_000,
    });
    const traffic = new Traffic(world.clock, world.changes, options.history?.traffic ?? 10_000);
    const app = world.addApp({
      id: options.appId,
      secret: options.appSecret,
      verifyToken: options.verifyToken,
      requireAppSecretProof: options.requireAppSecretProof,
    });
    const page = world.addPage({ id: options.pageId, name: options.pageName });
    world.addToken({ token: options.accessToken, kind: 'page', appId: app.id, pageId: page.id });
    const platform: Platform = {
      world,
      traffic,
      webhooks: new Webhooks(world, traffic),
      media: new MediaStore(world.ids),
      settings: { rateLimits: options.rateLimits ?? false, hosts: options.hosts ?? {} },
      origin: '',
      app,
      page,
    };
    const server = http.createServer({ keepAliveTimeout: 60_000 });
    const emulator = new Emulator(platform, server);
    emulator.#listen();
    const host = options.host ?? '127.0.0.1';
    platform.origin = await open(server, options.port ?? 0, host);
    if (options.webhookUrl !== undefined)
      emulator.#expect(options.webhookUrl, options.fields ?? DEFAULT_FIELDS);
    return emulator;
  }

  /** Where the Graph API and the chat page are: `http://127.0.0.1:3100`. */
  get origin(): string {
    return this.#platform.origin;
  }

  /** The first Page. */
  get page(): PageAccess {
    return this.#access(this.#platform.page);
  }

  /** Every Page with the token that the app sends with. */
  get pages(): PageAccess[] {
    return [...this.#platform.world.pages.values()].map((page) => this.#access(page));
  }

  /** One more Page. It gets the webhooks that the first one gets. */
  addPage(given: { name?: string; id?: string; accessToken?: string } = {}): PageAccess {
    const { world, app, page: first } = this.#platform;
    const page = world.addPage(given);
    world.addToken({ token: given.accessToken, kind: 'page', appId: app.id, pageId: page.id });
    for (const [appId, fields] of first.subscribedApps) page.subscribedApps.set(appId, [...fields]);
    return this.#access(page);
  }

  #access(page: Page): PageAccess {
    const tokens = [...this.#platform.world.tokens.values()];
    const token = tokens.find((each) => each.kind === 'page' && each.pageId === page.id);
    return { id: page.id, name: page.name, accessToken: token?.token ?? '' };
  }

  get app(): { id: string; secret: string; verifyToken: string } {
    const { id, secret, verifyToken } = this.#platform.app;
    return { id, secret, verifyToken };
  }

  /** A new person. Whoever a Page knows has just opted in, so the 24-hour window is open. */
  async person(
    given: { name?: string; locale?: string; timezone?: number; pageId?: string } = {},
  ): Promise<PersonHandle> {
    const page =
      given.pageId === undefined ? this.#platform.page : this.#platform.world.pages.get(given.pageId);
    if (!page) throw new Error(`There is no Page ${given.pageId}.`);
    return new PersonHandle(this.#platform, this.#platform.world.addPerson(given), page);
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
    const { webhooks, app, page } = this.#platform;
    const fields = given.fields ?? [...DEFAULT_FIELDS];
    const verifyToken = given.verifyToken ?? app.verifyToken;
    await webhooks.subscribe(app, 'page', { callbackUrl: given.callbackUrl, verifyToken, fields });
    page.subscribedApps.set(app.id, fields);
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

  /** Stops listening and forgets everything. */
  async close(): Promise<void> {
    for (const close of this.#streams) close();
    this.#platform.webhooks.close();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
    await this.#platform.media.close();
  }

  #expect(callbackUrl: string, fields: string[]): void {
    const { webhooks, app, page } = this.#platform;
    if (!URL.canParse(callbackUrl)) throw new TypeError(`webhookUrl is not an address: ${callbackUrl}`);
    page.subscribedApps.set(app.id, [...fields]);
    void webhooks.subscribeWhenUp(app, { callbackUrl, verifyToken: app.verifyToken, fields: [...fields] });
  }

  #listen(): void {
    const graph = new Graph(this.#platform);
    const control = getRequestListener(
      controlApp(this.#platform, (close) => this.#streams.add(close)).fetch,
      // Error answers are the app's own business.
      { overrideGlobalObjects: false },
    );
    this.#server.on('request', (incoming: http.IncomingMessage, outgoing: http.ServerResponse) => {
      const url = incoming.url ?? '/';
      const forPage = incoming.method === 'GET' && PAGE_FILES.test(url);
      if (forPage || url.startsWith('/_emulator/')) void control(incoming, outgoing);
      else void graph.serve(incoming, outgoing);
    });
  }
}

/** Listens and gives back the address; says which port is taken. */
function open(server: http.Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUse(port, host, error) : error);
    });
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
      resolve(`http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${address.port}`);
    });
  });
}

/** Somebody else listens there already. */
export class PortInUse extends Error {
  override name = 'PortInUse';
  readonly port: number;

  constructor(port: number, host: string, cause: Error) {
    super(`Port ${port} on ${host} is in use.`, { cause });
    this.port = port;
  }
}

function requestRecord(exchange: Exchange): GraphRequestRecord {
  const { pathname, searchParams } = new URL(exchange.url, 'http://emulator');
  return {
    id: exchange.id,
    at: exchange.at,
    method: exchange.method,
    path: pathname,
    query: blank(Object.fromEntries(searchParams)) as Record<string, string>,
    headers: headersView(exchange.requestHeaders),
    body: blank(exchange.requestBody),
    ...(exchange.files && { files: exchange.files }),
    token: exchange.token,
    status: exchange.status,
    answer: blank(exchange.responseBody),
    error: exchange.error,
    ...(exchange.pageId !== undefined && { pageId: exchange.pageId }),
    ...(exchange.psid !== undefined && { psid: exchange.psid }),
    topic: exchange.topic,
  };
}

function webhookRecord(exchange: Exchange): WebhookRecord {
  return {
    id: exchange.id,
    at: exchange.at,
    url: exchange.url,
    method: exchange.method,
    headers: headersView(exchange.requestHeaders),
    body: requestBodyView(exchange),
    raw: Buffer.isBuffer(exchange.requestBody) ? exchange.requestBody.toString('utf8') : '',
    ...(exchange.field !== undefined && { field: exchange.field }),
    topic: exchange.topic,
    attempt: exchange.attempt,
    status: exchange.status,
    error: exchange.error?.message ?? null,
    ...(exchange.pageId !== undefined && { pageId: exchange.pageId }),
    ...(exchange.psid !== undefined && { psid: exchange.psid }),
    ...(exchange.appId !== undefined && { appId: exchange.appId }),
  };
}
