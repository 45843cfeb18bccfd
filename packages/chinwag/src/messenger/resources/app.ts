import { ConfigError } from '../../core/errors.js';

/** Who makes a call in the app's name: what the client was configured with. */
export interface AppCredentials {
  appId?: string;
  appSecret?: string;
  /** The client's own token, a Page's. */
  accessToken?: string;
}

/**
 * The app's own token, made of its id and secret: https://developers.facebook.com/docs/facebook-login/guides/access-tokens
 * @throws {ConfigError} when one of them is missing.
 */
export function appAccessToken(call: string, app: AppCredentials): string {
  return `${configured(call, app, 'appId')}|${configured(call, app, 'appSecret')}`;
}

/** The app's id, which some paths start with. */
export function appId(call: string, app: AppCredentials): string {
  return configured(call, app, 'appId');
}

export function configured(call: string, app: AppCredentials, key: keyof AppCredentials): string {
  const value = app[key];
  if (value) return value;
  const variable = `MESSENGER_${key.replace(/[A-Z]/g, (hump) => `_${hump}`).toUpperCase()}`;
  throw new ConfigError(`${call} needs ${key}, and it is not set.`, {
    hint: `Set channels.messenger.${key}, or the environment variable ${variable}.`,
  });
}
