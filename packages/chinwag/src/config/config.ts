import type { LedgerChoice } from '../campaigns/campaign.js';
import type { Action } from '../core/action.js';
import type { Context } from '../core/context.js';
import type { InboxOptions } from '../core/inbox.js';
import type { Logger } from '../core/logger.js';
import type { SessionStore } from '../core/storage/session.js';
import type { Storage } from '../core/storage/storage.js';
import type { Telemetry } from '../core/telemetry.js';
import type { Clock } from '../core/time/clock.js';
import type { JournalOptions } from '../core/turn/journal.js';
import type { Plugin } from '../core/turn/plugin.js';
import type { MessengerOptions } from '../messenger/channel.js';
import type { MessengerContext } from '../messenger/context.js';
import type { OutgoingHook, ResultHook } from '../messenger/sending/hooks.js';
import type { StorageName } from '../storage/named.js';

/** Which sessions are kept, and for how long. */
export interface SessionConfig {
  /** The name of one of `stores`, or `'memory'`. Default: in the storage, with everything else. */
  driver?: string;
  /** Minutes until an unused session is forgotten. Default: never. */
  expiresIn?: number;
  stores?: { memory?: { maxSize?: number } } & Record<
    string,
    SessionStore | { maxSize?: number } | undefined
  >;
}

/** What `chinwag.config.ts` holds. */
export interface ChinwagConfig<State extends object = Record<string, unknown>> {
  channels?: {
    /** Each value left out is taken from the environment: `MESSENGER_ACCESS_TOKEN` and so on. */
    messenger?: Partial<MessengerOptions> & { enabled?: boolean };
  };
  /**
   * Where everything is kept. `'sqlite'` is the file at `CHINWAG_DATABASE`, or `.chinwag/chinwag.db`; `'redis'` the
   * server at `REDIS_URL`; with options of their own they are `new SqliteStorage({ … })` and
   * `new RedisStorage({ … })`. Default `'sqlite'`, or `'memory'` where there is no SQLite or `session.driver` says so.
   */
  storage?: StorageName | Storage;
  session?: SessionConfig;
  /** What to do about sends of which nobody knows whether they arrived. */
  delivery?: JournalOptions;
  /**
   * Where campaigns are kept, so that the bot's webhooks tell them what was delivered, read and answered. Default: the
   * file `.chinwag/campaigns.sqlite` in the bot's folder, as soon as there is one.
   */
  campaigns?: { ledger?: LedgerChoice };
  /** The state every conversation begins with. Must be data: it is copied. */
  initialState?: State;
  inbox?: InboxOptions;
  /** Run with every context before the action, in this order: `withTyping({ delay: 800 })`, or your own. */
  plugins?: Plugin<MessengerContext<State>>[];
  /** Hears of every event, before the action. */
  onIncoming?: Plugin<MessengerContext<State>>;
  /** Hears of whatever a context sends, before it goes out. */
  onOutgoing?: OutgoingHook;
  /** Hears what became of it: the `messageId`, or the error. */
  onResult?: ResultHook;
  /** Gets what goes wrong in a turn, as `props.error`. `_error.ts` beside the entry file does the same. */
  onError?: Action<Context<State>, { error: unknown }>;
  /**
   * By which the bot decides what is due, has expired or takes too long. Default: the machine's. For tests; a storage
   * of your own is told with its `now`.
   */
  clock?: Clock;
  /** Default: the console. */
  logger?: Logger;
  /** Follows turns, calls of the platform and each attempt at one: `openTelemetry()` of `chinwag/telemetry`, say. */
  telemetry?: Telemetry;
}

/** Gives a config its types; returns it as it is. */
export function defineConfig<State extends object = Record<string, unknown>>(
  config: ChinwagConfig<State>,
): ChinwagConfig<State> {
  return config;
}
