import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Emulator, EmulatorOptions } from '@chinwag/emulator';
import type { ChinwagConfig } from '../config/config.js';
import { readProject } from '../config/project.js';
import type { Action } from '../core/action.js';
import { ConfigError } from '../core/errors.js';
import type { Clock } from '../core/time/clock.js';
import { type ChinwagBot, createBot, KEEP_IN, type KeepsElsewhere, storageOf } from '../create-bot.js';
import type { MessengerContext } from '../messenger/context.js';
import type { RateLimits } from '../messenger/rate-limits.js';
import { type Failures, withNotedFailures } from './failures.js';

/** What a bot is made of. */
export interface BotParts<State extends object = Record<string, unknown>> {
  config?: ChinwagConfig<State>;
  action: Action<MessengerContext<State>>;
}

/** A bot to test: its entry action, with or without a config, the folder of its project, or a bot that exists. */
export type BotSource<State extends object = Record<string, unknown>> =
  | Action<MessengerContext<State>>
  | BotParts<State>
  | string
  | URL
  | ChinwagBot<State>;

/** How a bot comes to an emulator. */
export interface BotPlan<State extends object> {
  /** What the emulator has to know before it starts. */
  identity: EmulatorOptions;
  /** The bot's config, as far as it is known. */
  config: ChinwagConfig<State>;
  /** The bot, speaking to the emulator. */
  connect(emulator: Emulator, failures: Failures, clock: Clock): ChinwagBot<State>;
}

/** @throws {ConfigError} when there is no bot in what was given. */
export async function planOf<State extends object>(
  source: BotSource<State>,
  changes: ChinwagConfig<State> = {},
): Promise<BotPlan<State>> {
  if (typeof source === 'string' || source instanceof URL) {
    const parts = await readProject(resolve(source instanceof URL ? fileURLToPath(source) : source));
    return planOfParts(parts as BotParts<State> & { source: string }, changes);
  }
  if (typeof source === 'function') return planOfParts({ action: source }, changes);
  if (typeof source === 'object' && source !== null && 'client' in source) return planOfBot(source, changes);
  if (typeof source === 'object' && source !== null && 'action' in source)
    return planOfParts(source, changes);
  throw new ConfigError('emulate() got no bot', {
    hint: "Give it an action, { config, action }, a project's folder, or what createBot() made.",
  });
}

/** A new bot with the emulator's credentials, whatever the config and the environment say. */
function planOfParts<State extends object>(
  { config: given = {}, action, source }: BotParts<State> & { source?: string },
  changes: ChinwagConfig<State>,
): BotPlan<State> {
  const config = forTest(given, changes);
  return {
    identity: {},
    config,
    connect: (emulator, failures, clock) =>
      createBot({ clock, ...withNotedFailures(atEmulator(config, emulator), failures) }, action, source),
  };
}

/**
 * A bot that exists keeps its credentials, and the emulator takes them over; only where its requests go changes, and
 * where it keeps things. What it does not tell about itself is taken from where its config would have taken it.
 */
function planOfBot<State extends object>(
  bot: ChinwagBot<State>,
  changes: ChinwagConfig<State>,
): BotPlan<State> {
  const { pageId, verifyToken, ...others } = changes.channels?.messenger ?? {};
  const known = { profile: others.profile, fields: others.fields };
  if (Object.keys(changes).some((key) => key !== 'channels' && key !== 'storage')) {
    throw new ConfigError('a bot that exists has its config already', {
      hint: 'Give emulate() { config, action } to change it. Of a bot that exists only its storage and channels.messenger.pageId, verifyToken, fields and profile can be told.',
    });
  }
  const storage = changes.storage && storageOf({ storage: changes.storage }, console);
  if (!(bot as ChinwagBot<State> & KeepsElsewhere)[KEEP_IN](storage)) {
    throw new ConfigError('the bot has begun to work with its own storage', {
      hint: 'Give it to emulate() before it listens or is asked for anything, so that the test keeps its own data.',
    });
  }
  const { appId, appSecret, accessToken } = bot.client.app;
  const identity = {
    appId,
    appSecret,
    accessToken,
    pageId: pageId ?? process.env.MESSENGER_PAGE_ID,
    verifyToken: verifyToken ?? process.env.MESSENGER_VERIFY_TOKEN,
  };
  return {
    identity: Object.fromEntries(Object.entries(identity).filter(([, value]) => value)),
    config: { channels: { messenger: known } },
    connect(emulator) {
      bot.client.graph.origin = emulator.origin;
      return bot;
    },
  };
}

/** A test does not wait for the pace that the platform asks of a Page; a config that names one is heeded. */
const AT_ONCE = {
  messages: Number.POSITIVE_INFINITY,
  media: Number.POSITIVE_INFINITY,
  conversations: Number.POSITIVE_INFINITY,
  profile: Number.POSITIVE_INFINITY,
  privateReplies: Number.POSITIVE_INFINITY,
} satisfies RateLimits;

/** The config with a test's changes in it, and a memory that no other test sees. */
function forTest<State extends object>(
  config: ChinwagConfig<State>,
  changes: ChinwagConfig<State>,
): ChinwagConfig<State> {
  return {
    ...config,
    storage: 'memory',
    session: { ...config.session, driver: 'memory' },
    ...changes,
    channels: {
      ...config.channels,
      ...changes.channels,
      messenger: { pacing: AT_ONCE, ...config.channels?.messenger, ...changes.channels?.messenger },
    },
  };
}

function atEmulator<State extends object>(
  config: ChinwagConfig<State>,
  emulator: Emulator,
): ChinwagConfig<State> {
  const { origin, page, app } = emulator;
  const { mapPageToAccessToken, ...messenger } = config.channels?.messenger ?? {};
  const tokenOf = (pageId: string) => emulator.pages.find(({ id }) => id === pageId)?.accessToken ?? '';
  return {
    ...config,
    channels: {
      ...config.channels,
      messenger: {
        ...messenger,
        ...(mapPageToAccessToken ? { mapPageToAccessToken: tokenOf } : {}),
        origin,
        pageId: page.id,
        accessToken: page.accessToken,
        appId: app.id,
        appSecret: app.secret,
        verifyToken: app.verifyToken,
      },
    },
  };
}
