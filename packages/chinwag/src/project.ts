import { messengerOptions } from './config/environment.js';
import type { ProjectConfig } from './config/project.js';
import { ConfigError } from './core/errors.js';
import type { SharedBudgets } from './core/storage/budget.js';
import type { SessionStore } from './core/storage/session.js';
import type { Storage } from './core/storage/storage.js';
import { storageOf } from './create-bot.js';
import { MessengerClient, type MessengerClientOptions } from './messenger/client.js';
import { attachmentIdsIn, Visit } from './visit.js';

/** The client of each channel, by its name. */
export interface ChannelClients {
  messenger: MessengerClient;
}

/**
 * A client with the credentials of the project in a folder: for scripts, jobs and other servers beside the bot. Reads
 * `.env` and `chinwag.config` as `chinwag start` does. Keep it, rather than make one for each send, and `close()` it
 * at the end.
 *
 * @param folder Default: where the process runs.
 * @throws {ConfigError} when the config cannot be used, or lacks a credential.
 */
export async function getClient<Name extends keyof ChannelClients>(
  channel: Name,
  folder = process.cwd(),
): Promise<ChannelClients[Name]> {
  if (channel !== 'messenger') {
    throw new ConfigError(`there is no channel ${String(channel)}`, { hint: "There is 'messenger'." });
  }
  const { config, source } = await readProject(folder);
  const { enabled, ...messenger } = config.channels?.messenger ?? {};
  const options = messengerOptions(messenger, process.env, source);
  const { telemetry } = config;
  const followed = { ...options, ...(telemetry ? { telemetry } : {}) };
  const storage = storageOf(config, config.logger ?? console, folder);
  return storage.isDurable ? visitingClient(followed, storage) : new MessengerClient(followed);
}

/** A client that shares with the bot what a storage keeps: the ids of assets, and in Redis the count of what is sent. */
function visitingClient(options: MessengerClientOptions, storage: Storage): MessengerClient {
  const visit = new Visit(() => storage);
  const grant: SharedBudgets['grant'] = async (request) =>
    ((await visit.storage()) as SharedBudgets).grant(request);
  const client = new MessengerClient({
    ...options,
    ...(storage.isShared ? { budgets: { grant } } : {}),
    attachmentIds: attachmentIdsIn(() => visit.storage(), Date.now),
  });
  const close = async () => {
    await client.graph.close();
    if (visit.hasBegun) await storage.close?.();
  };
  return Object.assign(client, { close });
}

/**
 * The sessions of the project in a folder: `all()`, `read(id)`, `write(id, session)`, `destroy(id)`. `close()` it at
 * the end. What is written while a turn of that conversation runs is overwritten by it: `bot.withConversation` is
 * the way to change a state of a bot that runs.
 *
 * @param folder Default: where the process runs.
 * @throws {ConfigError} when the config cannot be used, or keeps sessions in the bot's own process.
 */
export async function getSessionStore(folder = process.cwd()): Promise<SessionStore> {
  const { config, source } = await readProject(folder);
  const { driver = 'memory', stores = {} } = config.session ?? {};
  const store = stores[driver];
  if (store && 'read' in store) return store;
  return openStorage({ config, source }, folder, 'Its sessions');
}

/** Loaded when first asked: a bot that is made of its config never reads one. */
async function readProject(folder: string) {
  const { readConfig } = await import('./config/project.js');
  return readConfig(folder);
}

/** The storage of the project in a folder. */
export async function getStorage(folder: string): Promise<Storage> {
  const { config, source } = await readProject(folder);
  return openStorage({ config, source }, folder, 'Its inbox');
}

async function openStorage(
  { config, source }: ProjectConfig,
  folder: string,
  what: string,
): Promise<Storage> {
  const storage = storageOf(config, config.logger ?? console, folder);
  if (!storage.isDurable) {
    throw new ConfigError(
      `${source}: the bot keeps everything in its own memory. ${what} cannot be seen from outside`,
      {
        hint: "Keep it in a file (storage: 'sqlite'), or look at bot.storage inside the process.",
      },
    );
  }
  await storage.open?.('visitor');
  return storage;
}
