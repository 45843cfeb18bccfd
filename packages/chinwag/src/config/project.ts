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

/**
 * Reads a folder's `.env`, config, entry action and error action.
 *
 * @throws {ConfigError} when there is no entry action, or a file cannot be used.
 */
export async function readProject(folder: string): Promise<ProjectParts> {
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
  return { config: { ...(onError ? { onError } : {}), ...config }, action, source };
}
