import { relative, resolve } from 'node:path';
import type { Action } from '../core/action.js';
import type { Context } from '../core/context.js';
import { ConfigError } from '../core/errors.js';
import { checkConfig } from './check.js';
import type { ChinwagConfig } from './config.js';
import { findProjectFiles, loadDefault, loadEnvironment } from './load.js';

/** What a bot's folder holds. */
export interface ProjectParts {
  /** Checked; with the error action of `_error.ts`, if there is one. */
  config: ChinwagConfig;
  action: Action<Context>;
  /** The config's file, for messages. */
  source: string;
}

/** What a folder says about its bot, without the bot. */
export type ProjectConfig = Pick<ProjectParts, 'config' | 'source'>;

/**
 * Reads a folder's `.env` and config.
 *
 * @throws {ConfigError} when the config cannot be used.
 */
export async function readConfig(folder: string): Promise<ProjectConfig> {
  loadEnvironment(folder);
  const file = findProjectFiles(folder).config;
  const source = file ? relative(folder, file) : 'chinwag.config.ts';
  const config = (file ? await loadDefault(file, folder) : {}) as ChinwagConfig;
  checkConfig(config, source);
  return { config, source };
}

/**
 * Reads a folder's `.env`, config, entry action and error action.
 *
 * @throws {ConfigError} when there is no entry action, or a file cannot be used.
 */
export async function readProject(folder: string): Promise<ProjectParts> {
  const files = findProjectFiles(folder);
  if (!files.entry) {
    throw new ConfigError(
      `${resolve(folder)} holds no bot: neither src/index.ts nor index.ts (or .js) is there`,
      {
        hint: 'Write one: `export default async function App(context) { await context.sendText("Hi!"); }`.',
      },
    );
  }
  const { config, source } = await readConfig(folder);
  const action = (await loadDefault(files.entry, folder)) as Action<Context>;
  const onError = files.error
    ? ((await loadDefault(files.error, folder)) as ChinwagConfig['onError'])
    : undefined;
  return { config: { ...(onError ? { onError } : {}), ...config }, action, source };
}
