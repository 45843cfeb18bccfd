import type { Emulator, EmulatorOptions } from '@chinwag/emulator';
import type { ChinwagConfig } from '../config/config.js';
import { ConfigError } from '../core/errors.js';
import type { ChinwagBot } from '../create-bot.js';
import { BotClock } from './bot-clock.js';
import { type BotPlan, type BotSource, planOf } from './bot-source.js';
import { loadEmulator } from './emulator-package.js';
import { Failures } from './failures.js';
import { Messenger } from './messenger.js';
import { News } from './news.js';

export interface EmulateOptions<State extends object = Record<string, unknown>> {
  /**
   * What is otherwise in the test than in the bot's config; `channels.messenger` is merged key by key. Everything is
   * kept in memory unless this says otherwise. Of a bot that exists only the `storage`, and the `pageId`,
   * `verifyToken`, `fields` and `profile` of `channels.messenger` can be told.
   */
  config?: ChinwagConfig<State>;
  /** Milliseconds somebody waits for what they expect, without those in which the process stood still. Default 3,000. */
  timeout?: number;
  /** How the emulator shall be: its seed, rate limits, names of hosts, a saved world. */
  emulator?: Omit<EmulatorOptions, 'webhookUrl' | 'fields'>;
}

/**
 * Puts a bot into a Messenger on localhost, both in this process, and answers when people can talk to it.
 *
 * The bot gets the emulator's credentials, whatever its config and the environment say, so nothing reaches the real
 * platform. Webhooks and requests travel over HTTP, signed, as they do in production.
 *
 * ```ts
 * const messenger = await emulate(App);
 * const customer = await messenger.person();
 * await customer.says('hi');
 * await customer.sees('Hi!');
 * await messenger.close();
 * ```
 *
 * @throws {ConfigError} when the emulator is not installed, or the bot's config cannot be used.
 */
export async function emulate<State extends object = Record<string, unknown>>(
  source: BotSource<State>,
  options: EmulateOptions<State> = {},
): Promise<Messenger<State>> {
  const { timeout = 3_000 } = options;
  const plan = await planOf(source, options.config);
  const { startEmulator } = await loadEmulator();
  const emulator = await startEmulator({ ...plan.identity, ...options.emulator });
  const news = new News();
  const clock = new BotClock(emulator);
  const failures = new Failures(
    () => emulator.now(),
    (psid) => news.tell(psid),
  );
  let bot: ChinwagBot<State> | undefined;
  try {
    bot = plan.connect(emulator, failures, clock);
    await introduce(bot, plan, emulator);
  } catch (error) {
    await bot?.close();
    await emulator.close();
    throw error;
  }
  emulator.watch(({ psid }) => news.tell(psid));
  return new Messenger(bot, { bot, emulator, clock, news, failures, timeout });
}

/** Subscribes the bot to its webhooks, and the Page gets its profile. */
async function introduce<State extends object>(
  bot: ChinwagBot<State>,
  { config }: BotPlan<State>,
  emulator: Emulator,
): Promise<void> {
  const { profile, fields } = config.channels?.messenger ?? {};
  const { port, url } = await bot.listen(0, '127.0.0.1');
  const callbackUrl = `http://127.0.0.1:${port}${new URL(url).pathname}`;
  try {
    await emulator.subscribe({ callbackUrl, ...(fields ? { fields } : {}) });
  } catch (cause) {
    throw new ConfigError(`the bot did not pass the verification of its webhook: ${reasonOf(cause)}`, {
      hint: 'If it existed before, tell its verify token: emulate(bot, { config: { channels: { messenger: { verifyToken, pageId } } } }).',
      cause,
    });
  }
  if (profile) await bot.client.setMessengerProfile(profile);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
