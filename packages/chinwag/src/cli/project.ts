import type { ChinwagConfig } from '../config/config.js';
import { readProject } from '../config/project.js';
import { type ChinwagBot, createBot } from '../create-bot.js';
import type { MessengerProfile } from '../messenger/resources/index.js';

/** A bot and what its config says beyond it. */
export interface Project {
  bot: ChinwagBot;
  profile: MessengerProfile | undefined;
  fields: string[] | undefined;
}

/** The bot in a folder: its `.env`, config, entry action and error action put together; where it says no storage, one. */
export async function loadProject(folder: string, storage?: ChinwagConfig['storage']): Promise<Project> {
  const { config, action, source } = await readProject(folder);
  return {
    bot: createBot(storage ? { storage, ...config } : config, action, source),
    profile: config.channels?.messenger?.profile,
    fields: config.channels?.messenger?.fields,
  };
}
