import { relative, resolve } from 'node:path';
import { checkConfig } from '../config/check.js';
import type { ChinwagConfig } from '../config/config.js';
import { findProjectFiles, loadDefault, loadEnvironment } from '../config/load.js';
import type { Action } from '../core/action.js';
import type { Context } from '../core/context.js';
import { ConfigError } from '../core/errors.js';
import { type ChinwagBot, createBot } from '../create-bot.js';
import type { MessengerProfile } from '../messenger/resources/index.js';

/** A bot and what its config says beyond it. */
export interface Project {
  bot: ChinwagBot;
  profile: MessengerProfile | undefined;
  fields: string[] | undefined;
}

/** The bot in a folder: its `.env`, config, entry action and error action put together. */
export async function loadProject(folder: string): Promise<Project> {
  loadEnvironment(folder);
  const files = findProjectFiles(folder);
  if (!files.entry) {
    throw new ConfigError(
      `${resolve(folder)} holds no bot: neither src/index.ts nor index.ts (or .js) is there`,
      {
        hint: 'Write one: `export default async function App(context) { await context.sendText("Hi!"); }`.',
      },
    );
  }
  const source = files.config ? relative(folder, files.config) : 'chinwag.config.ts';
  const config = (files.config ? await loadDefault(files.config, folder) : {}) as ChinwagConfig;
  checkConfig(config, source);
  const action = (await loadDefault(files.entry, folder)) as Action<Context>;
  const onError = files.error
    ? ((await loadDefault(files.error, folder)) as ChinwagConfig['onError'])
    : undefined;
  return {
    bot: createBot({ ...(onError ? { onError } : {}), ...config }, action, source),
    profile: config.channels?.messenger?.profile,
    fields: config.channels?.messenger?.fields,
  };
}
