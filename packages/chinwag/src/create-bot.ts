import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { devLedger } from './campaigns/ledger/dev.js';
import { type LedgerSource, Receipts } from './campaigns/reporting/receipts.js';
import { checkConfig } from './config/check.js';
import type { ChinwagConfig } from './config/config.js';
import { messengerOptions } from './config/environment.js';
import type { Action } from './core/action.js';
import { Bot } from './core/bot.js';
import { ConfigError } from './core/errors.js';
import type { InboxMetrics } from './core/inbox.js';
import type { Logger } from './core/logger.js';
import type { SharedBudgets } from './core/storage/budget.js';
import type { Storage } from './core/storage/storage.js';
import { type Clock, systemClock } from './core/time/clock.js';
import { Deadline } from './core/time/deadline.js';
import type { Plugin } from './core/turn/plugin.js';
import { MessengerChannel } from './messenger/channel.js';
import type { MessengerClient } from './messenger/client.js';
import type { MessengerContext } from './messenger/context.js';
import type { Conversation } from './messenger/conversation.js';
import type { MessengerEvent } from './messenger/event.js';
import type { Recipient } from './messenger/message.js';
import { fetchHandler } from './server/fetch.js';
import { listen } from './server/listen.js';
import { type NodeListener, nodeListener } from './server/node.js';
import { defaultStorage, type Surroundings, storageNamed } from './storage/named.js';
import { withSessions } from './storage/with-sessions.js';
import { attachmentIdsIn, Visit } from './visit.js';

/** Milliseconds. */
const TURN_TIMEOUT = 300_000;

/** Where the testing kit has a bot keep things elsewhere before it opens; by a name that two copies of Chinwag share. */
export const KEEP_IN = Symbol.for('chinwag.keepIn');

/** A bot, ready to be put behind a server. */
export interface ChinwagBot<State extends object = Record<string, unknown>> {
  /** Answers webhook requests: `GET` verification and signed `POST`, 404 and 405 for everything else. */
  fetch(request: Request): Promise<Response>;
  /** The same for `node:http`, Express and Connect. Mount it before any body parser. */
  listener: NodeListener;
  /**
   * Prepares the storage and takes up what an earlier process left undone. `listen` does it, and otherwise the first
   * webhook; call it where the bot is mounted in a server of your own, so that nothing waits for that.
   */
  open(): Promise<void>;
  /** Serves on a port; 0 takes a free one. Resolves when connections are accepted. */
  listen(port?: number, host?: string): Promise<{ port: number; url: string }>;
  /** Takes no more events, finishes the ones it has, and lets go of connections. */
  close(): Promise<void>;
  /** Speaks to a person outside a webhook. Subject to the 24-hour window. */
  to(recipient: Recipient): Conversation;
  /**
   * Runs a function in a conversation's own time, with its state, as if an event had come: after a payment, a login,
   * a form. `sessionId` is `context.session.id`, `messenger:` and the PSID.
   */
  withConversation<T>(
    sessionId: string,
    task: (context: MessengerContext<State>) => Promise<T> | T,
  ): Promise<T>;
  /** What the bot keeps: sessions, the inbox, what was put aside. */
  storage: Storage;
  /** The platform's other calls. */
  client: MessengerClient;
  /** How full the inbox is, for a health answer or a dashboard. */
  metrics(): InboxMetrics;
  /** Events accepted and not done yet. */
  readonly pending: number;
  /** Resolves when every accepted event is done. */
  drained(): Promise<void>;
}

export interface KeepsElsewhere {
  /** Keeps everything in another storage, or in memory; answers false when it is too late. */
  [KEEP_IN](storage: Storage | undefined): boolean;
}

/**
 * Makes a bot of a config and its entry action.
 *
 * What the config leaves out is taken from the environment (`MESSENGER_ACCESS_TOKEN`, …).
 *
 * @throws {ConfigError} naming the key, the environment variable and the file to mend.
 */
export function createBot<State extends object = Record<string, unknown>>(
  config: ChinwagConfig<State>,
  action: Action<MessengerContext<State>>,
  source = 'chinwag.config.ts',
): ChinwagBot<State> {
  checkConfig(config, source);
  if (typeof action !== 'function') {
    throw new ConfigError('the entry action must be a function', {
      hint: 'Export one: `export default async function App(context) { … }`.',
    });
  }
  const { logger = console, clock = systemClock } = config;
  const { enabled = true, ...messenger } = config.channels?.messenger ?? {};
  let storage = storageOf(config as ChinwagConfig, logger);
  let isOpened = false;
  const visit = new Visit(() => storage);
  const openedStorage = async () => {
    if (!isOpened) return visit.storage();
    await bot.open();
    return storage;
  };
  const channel = new MessengerChannel<State>({
    ...messengerOptions(messenger, process.env, source),
    logger,
    clock,
    telemetry: config.telemetry,
    budgets: budgetsOf(storage),
    attachmentIds: attachmentIdsIn(openedStorage, () => clock.now()),
  });
  const receipts = new Receipts(ledgerSource(config), { clock, logger });
  const botOn = (storage: Storage) =>
    new Bot<State>({
      channels: enabled ? [channel as never] : [],
      action: action as never,
      errorAction: config.onError,
      plugins: pluginsOf(config) as never,
      onReceived: (events) => receipts.hear(events as readonly MessengerEvent[]),
      ...(config.onIncoming ? { onIncoming: config.onIncoming as never } : {}),
      storage,
      ...(config.delivery ? { journal: config.delivery } : {}),
      deadline: new Deadline(config.inbox?.turnTimeout ?? TURN_TIMEOUT, clock),
      initialState: config.initialState ?? ({} as State),
      logger,
      clock,
      ...(config.telemetry ? { telemetry: config.telemetry } : {}),
      ...(config.inbox ? { inbox: config.inbox } : {}),
    });
  let bot = botOn(storage);
  const receive = (request: Parameters<Bot<State>['receive']>[0]) => {
    isOpened = true;
    return bot.receive(request);
  };
  const open = () => {
    isOpened = true;
    return bot.open();
  };
  const listener = nodeListener(receive, (error) => logger.error('The webhook failed', error));
  let server: Server | undefined;

  const made: ChinwagBot<State> & KeepsElsewhere = {
    fetch: fetchHandler(receive),
    listener,
    client: channel.client,
    get storage() {
      return storage;
    },
    [KEEP_IN](other: Storage | undefined) {
      if (isOpened) return false;
      const { driver = 'memory' } = config.session ?? {};
      if (!other && !storage.isDurable && driver === 'memory') return true;
      storage = other ?? storageNamed('memory', nowOf(config.clock));
      bot = botOn(storage);
      return true;
    },
    withConversation(sessionId, task) {
      isOpened = true;
      return bot.withConversation(sessionId, task as never);
    },
    to: (recipient) => channel.client.to(recipient),
    metrics: () => bot.metrics(),
    get pending() {
      return bot.pending;
    },
    drained: () => bot.drained(),
    open,
    async listen(port = Number(process.env.PORT ?? 3000), host) {
      await open();
      server = await listen(listener, port, host);
      const { port: bound } = server.address() as AddressInfo;
      return { port: bound, url: `http://localhost:${bound}${channel.path}` };
    },
    async close() {
      // Refuse new connections first, so that Meta's next try reaches whoever takes over.
      const closed = server && new Promise<void>((resolve) => server?.close(() => resolve()));
      server?.closeIdleConnections();
      await bot.close();
      await receipts.close();
      server?.closeAllConnections();
      await closed;
    },
  };
  return made;
}

/**
 * Where campaigns are kept: in the ledger that the config names, or else in the file of campaigns in this folder as
 * soon as there is one. Beside an emulator it is that of the emulator.
 */
function ledgerSource({ campaigns }: Pick<ChinwagConfig, 'campaigns'>): LedgerSource {
  const isDev = devLedger() !== undefined;
  return {
    owns: isDev || typeof campaigns?.ledger !== 'object',
    async find() {
      if (!isDev && typeof campaigns?.ledger === 'object') return campaigns.ledger;
      if (!campaigns && !globalThis.process?.versions?.node) return null;
      const { existingLedger, openLedger } = await import('./campaigns/ledger/open.js');
      return campaigns && !isDev ? openLedger(campaigns.ledger) : existingLedger();
    },
  };
}

/** The hooks on sends are plugins like any other; first, so that they see what plugins send. */
function pluginsOf<State extends object>({
  plugins = [],
  onOutgoing,
  onResult,
}: ChinwagConfig<State>): Plugin<MessengerContext<State>>[] {
  const hooks: Plugin<MessengerContext<State>> = (context) => {
    if (onOutgoing) context.onOutgoing(onOutgoing);
    if (onResult) context.onResult(onResult);
  };
  return onOutgoing || onResult ? [hooks, ...plugins] : plugins;
}

/** Processes that share a storage share the platform's limits as well. */
export function budgetsOf(storage: Storage): SharedBudgets | undefined {
  return storage.isShared && storage.grant ? (storage as SharedBudgets) : undefined;
}

/** The storage a config asks for, by name, as an object, or not at all. */
export function storageOf(
  { storage, session = {}, clock }: Pick<ChinwagConfig, 'storage' | 'session' | 'clock'>,
  logger: Pick<Logger, 'warn'>,
  folder?: string,
): Storage {
  const { driver, expiresIn, stores = {} } = session;
  const surroundings = { ...stores.memory, expiresIn, folder, ...nowOf(clock) };
  // Who says that sessions are in memory, as Bottender's own example does, wants no file.
  const name = storage ?? (driver === 'memory' ? 'memory' : undefined);
  const base = baseStorage(name, surroundings, logger);
  if (driver === undefined || driver === 'memory') return base;
  const store = stores[driver];
  if (store && 'read' in store) return withSessions(base, store);
  throw new ConfigError(`session.driver "${driver}" is not known`, {
    hint: `Use 'memory', or put a store with read, write, destroy and all under session.stores.${driver}.`,
  });
}

/** Without a clock of the config's each storage has its own: Redis its server's. */
function nowOf(clock: Clock | undefined): { now?: () => number } {
  return clock ? { now: () => clock.now() } : {};
}

function baseStorage(
  storage: ChinwagConfig['storage'],
  surroundings: Surroundings,
  logger: Pick<Logger, 'warn'>,
): Storage {
  if (typeof storage === 'object') return storage;
  if (storage !== undefined) return storageNamed(storage, surroundings);
  return defaultStorage(surroundings, (message) => logger.warn(message));
}
