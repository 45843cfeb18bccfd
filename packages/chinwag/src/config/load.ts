import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseEnv } from 'node:util';
import { ChinwagError, ConfigError } from '../core/errors.js';
import { redact } from '../graph/redact.js';

const EXTENSIONS = ['ts', 'mts', 'js', 'mjs'];

/** Where a bot's parts are looked for, relative to its folder, the first found first. */
const PLACES = {
  config: ['chinwag.config'],
  entry: ['src/index', 'index'],
  error: ['src/_error', '_error'],
};

/** The files of a bot's folder that Chinwag knows by their names. */
export interface ProjectFiles {
  config: string | undefined;
  entry: string | undefined;
  error: string | undefined;
}

export function findProjectFiles(folder: string): ProjectFiles {
  const find = (places: string[]) =>
    places
      .flatMap((place) => EXTENSIONS.map((extension) => join(folder, `${place}.${extension}`)))
      .find(existsSync);
  return { config: find(PLACES.config), entry: find(PLACES.entry), error: find(PLACES.error) };
}

/** The default export of a bot's file, be it TypeScript or JavaScript. */
export async function loadDefault(file: string, folder: string): Promise<unknown> {
  const name = relative(folder, file);
  let loaded: { default?: unknown };
  try {
    loaded = await load(file);
  } catch (cause) {
    const why = redact(cause instanceof Error ? cause.message : String(cause));
    // What the file builds may know better than anybody what to do.
    const hint = cause instanceof ChinwagError ? cause.hint : undefined;
    throw new ConfigError(`${name} could not be loaded: ${why}`, { hint, cause });
  }
  if (loaded.default === undefined) {
    throw new ConfigError(`${name} exports nothing by default`, {
      hint: `Write \`export default …\` in ${name}.`,
    });
  }
  return unwrapped(loaded.default);
}

/** What `tsc` made CommonJS of has its default export one level down. */
function unwrapped(exported: unknown): unknown {
  const isModule = typeof exported === 'object' && exported !== null && '__esModule' in exported;
  return isModule && 'default' in exported ? exported.default : exported;
}

async function load(file: string): Promise<{ default?: unknown }> {
  if (!file.endsWith('ts')) return import(pathToFileURL(file).href);
  // Not Node's own type stripping: it wants `.ts` in imports, while `tsc` projects write `.js`.
  const { createJiti } = await import('jiti');
  return createJiti(import.meta.url, { interopDefault: false }).import(file);
}

/** What each `.env` has said so far, which is all that it may say otherwise later. */
const said = new Map<string, Map<string, string>>();

/**
 * Reads `.env` beside the config; what the environment already says stays. Read again, what is new in it counts: a token
 * is renewed there while a campaign waits for it.
 */
export function loadEnvironment(folder: string): void {
  const file = join(folder, '.env');
  if (!existsSync(file)) return;
  const before = said.get(file) ?? new Map<string, string>();
  said.set(file, before);
  for (const [name, value = ''] of Object.entries(parseEnv(readFileSync(file, 'utf8')))) {
    if (process.env[name] !== undefined && process.env[name] !== before.get(name)) continue;
    process.env[name] = value;
    before.set(name, value);
  }
}
