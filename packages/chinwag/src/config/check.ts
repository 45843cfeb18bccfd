import { ConfigError } from '../core/errors.js';
import { meantBy } from '../core/typo.js';

/** What a key may hold. */
type Kind =
  | 'string'
  | 'number'
  | 'boolean'
  | 'function'
  | 'object'
  | 'array'
  | 'strings'
  | 'functions'
  | 'any';
type Shape = { [key: string]: Kind | Shape };

/** Every key there is. A test holds this table against the type, so neither can grow alone. */
export const CONFIG_SHAPE = {
  channels: {
    messenger: {
      enabled: 'boolean',
      pageId: 'string',
      accessToken: 'string',
      appId: 'string',
      appSecret: 'string',
      verifyToken: 'string',
      path: 'string',
      fields: 'strings',
      version: 'string',
      origin: 'string',
      profile: 'object',
      userProfile: { fields: 'strings', expiresIn: 'number' },
      mapPageToAccessToken: 'function',
      appSecretProof: 'boolean',
      bodyLimit: 'number',
      timeout: 'number',
      maxInFlight: 'number',
      patience: 'number',
      pacing: 'any',
      fileLimit: 'number',
      onRequest: 'function',
      onResponse: 'function',
      onRetry: 'function',
      onTrouble: 'function',
      transport: 'object',
    },
  },
  session: { driver: 'string', expiresIn: 'number', stores: 'object' },
  initialState: 'object',
  storage: 'any',
  delivery: { echoWait: 'number', unknownOutcome: 'string' },
  campaigns: { ledger: 'any' },
  inbox: { concurrency: 'number', limit: 'number', attempts: 'number', turnTimeout: 'number' },
  plugins: 'functions',
  onIncoming: 'function',
  onOutgoing: 'function',
  onResult: 'function',
  onError: 'function',
  clock: 'object',
  logger: 'object',
  telemetry: 'object',
} as const satisfies Shape;

const EXPECTED: Record<Kind, string> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  function: 'a function',
  object: 'an object',
  array: 'an array',
  strings: 'an array of strings',
  functions: 'an array of functions',
  any: 'anything',
};

/** Throws a ConfigError for the first key that is unknown or of the wrong type. `source` names the file. */
export function checkConfig(config: unknown, source: string): void {
  checkShape(config, CONFIG_SHAPE, '', source);
}

function checkShape(value: unknown, shape: Shape, path: string, source: string): void {
  if (!isOf(value, 'object')) throw wrongType(path || 'the config', 'object', value, source);
  for (const [key, inner] of Object.entries(value as object)) {
    const at = path + key;
    const expected = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (expected === undefined) throw unknownKey(at, key, Object.keys(shape), source);
    if (inner === undefined) continue;
    if (typeof expected === 'object') checkShape(inner, expected, `${at}.`, source);
    else if (!isOf(inner, expected)) throw wrongType(at, expected, inner, source);
  }
}

function isOf(value: unknown, kind: Kind): boolean {
  if (kind === 'any') return true;
  if (kind === 'array') return Array.isArray(value);
  if (kind === 'strings') return Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (kind === 'functions') return Array.isArray(value) && value.every((item) => typeof item === 'function');
  if (kind === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === kind;
}

// The value itself stays out of the message: it may be a token.
function wrongType(at: string, kind: Kind, value: unknown, source: string): ConfigError {
  const got = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
  return new ConfigError(`${source}: ${at} must be ${EXPECTED[kind]}, got ${got}`);
}

function unknownKey(at: string, key: string, known: string[], source: string): ConfigError {
  const meant = meantBy(key, known);
  return new ConfigError(`${source}: there is no key ${at}`, {
    hint: meant ? `Did you mean ${meant}?` : `There are ${known.join(', ')}.`,
  });
}
