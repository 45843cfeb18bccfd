import { DEV_LEDGER } from '../campaigns/ledger/dev.js';
import { ConfigError } from '../core/errors.js';
import type { MessengerOptions } from '../messenger/channel.js';

type Variables = Record<string, string | undefined>;

/** Which environment variable stands in for which key of `channels.messenger`. */
export const MESSENGER_VARIABLES = {
  pageId: 'MESSENGER_PAGE_ID',
  accessToken: 'MESSENGER_ACCESS_TOKEN',
  appId: 'MESSENGER_APP_ID',
  appSecret: 'MESSENGER_APP_SECRET',
  verifyToken: 'MESSENGER_VERIFY_TOKEN',
  origin: 'MESSENGER_ORIGIN',
} as const satisfies Partial<Record<keyof MessengerOptions, string>>;

/**
 * The options of the Messenger channel: what the config says, else what the environment says. Beside an emulator the
 * environment comes first, whatever a config has written out.
 */
export function messengerOptions(
  config: Partial<MessengerOptions>,
  variables: Variables,
  source: string,
): MessengerOptions {
  const options = { ...config };
  for (const [key, variable] of Object.entries(MESSENGER_VARIABLES)) {
    const name = key as keyof typeof MESSENGER_VARIABLES;
    if (variables[DEV_LEDGER]) delete options[name];
    // An empty variable is one that was left blank in `.env`.
    options[name] ??= variables[variable] || undefined;
  }
  const { appSecret, verifyToken, accessToken, mapPageToAccessToken } = options;
  if (!appSecret) throw missing('appSecret', source);
  if (!verifyToken) throw missing('verifyToken', source);
  if (!accessToken && !mapPageToAccessToken) throw missing('accessToken', source);
  return { ...options, appSecret, verifyToken };
}

function missing(key: keyof typeof MESSENGER_VARIABLES, source: string): ConfigError {
  return new ConfigError(`channels.messenger.${key} is missing`, {
    hint: `Set ${MESSENGER_VARIABLES[key]} in the environment or in .env, or ${key} under channels.messenger in ${source}.`,
  });
}
