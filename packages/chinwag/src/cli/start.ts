import type { Storage } from '../core/storage/storage.js';
import { hasDriver } from '../storage/sqlite/driver.js';
import { loadProject } from './project.js';
import { onceStopped } from './stop.js';

export interface StartOptions {
  port: number;
  host?: string;
  /** Set the Page's messenger profile to the config's first. */
  profile?: boolean;
}

/** `chinwag start`: serves the bot until it is told to stop, and then finishes what it has accepted. */
export async function start(folder: string, options: StartOptions): Promise<void> {
  process.chdir(folder);
  // `chinwag dev` says once, for every reload, that there is no SQLite.
  const storage = process.send && !hasDriver() ? 'memory' : undefined;
  const { bot, profile, fields } = await loadProject(process.cwd(), storage);
  if (options.profile && profile) await bot.client.setMessengerProfile(profile);
  const { url } = await bot.listen(options.port, options.host);
  const say = process.send ? () => {} : console.log;
  say(`The bot listens at ${url}`);
  if (bot.storage.place) say(`Conversations are kept in ${bot.storage.place}`);
  // `chinwag dev` waits for this, and speaks for both.
  process.send?.({ listening: url, fields, keptIn: keptIn(bot.storage) });

  await onceStopped();
  const { pending } = bot;
  say(pending > 0 ? `Stopping: ${pending} events to finish …` : 'Stopping.');
  await bot.close();
  // What the bot's own code has left open must not keep it.
  process.exit();
}

/** Where conversations stay when the process is gone, in words. */
function keptIn({ isDurable, place = 'a storage of its own' }: Storage): string | undefined {
  return isDurable ? place : undefined;
}
