import type { GraphCall } from '../../graph/call.js';
import { number, required, string } from '../messages/field.js';
import { object } from '../messages/table.js';
import { array, count, flag, id, type Paged, paged, plain, record, text } from './answer.js';
import { type AppCredentials, appAccessToken, configured } from './app.js';
import { listRows, parameters } from './arguments.js';

/** https://developers.facebook.com/docs/facebook-login/guides/access-tokens/debugging */

/** What the platform knows of a token. */
export interface TokenInfo {
  appId?: string;
  type?: 'PAGE' | 'APP' | 'USER' | 'SYSTEM_USER';
  /** The app's name. */
  application?: string;
  /** Seconds since 1970; 0 is never. */
  dataAccessExpiresAt?: number;
  /** Seconds since 1970; 0 is never. */
  expiresAt?: number;
  isValid: boolean;
  /** Seconds since 1970. */
  issuedAt?: number;
  /** The Page. */
  profileId?: string;
  /** The permissions it holds. */
  scopes?: string[];
  /** The permissions, with the Pages that each holds for. */
  granularScopes?: { scope: string; targetIds?: string[] }[];
  userId?: string;
  /** Why it is not valid. */
  error?: { code: number; message: string; subcode?: number };
}

const tokenInfo = record<{ data: TokenInfo }>({
  data: record<TokenInfo>({
    appId: id,
    type: plain(),
    application: text,
    dataAccessExpiresAt: count,
    expiresAt: count,
    isValid: flag,
    issuedAt: count,
    profileId: id,
    scopes: array(text),
    granularScopes: array(
      record<{ scope: string; targetIds?: string[] }>({ scope: text, targetIds: array(text) }),
    ),
    userId: id,
    error: record<{ code: number; message: string; subcode?: number }>({
      code: count,
      message: text,
      subcode: count,
    }),
  }),
});

const input = object<{ inputToken: string }>({ inputToken: required(string()) });

/**
 * Asks what a token is worth: whose it is, until when, with which permissions. The one call whose token must go
 * into the address, since it is what is asked about; the app's own token signs the call.
 * @param options.inputToken Another token than the client's own.
 */
export function debugToken(
  app: AppCredentials,
  { inputToken = configured('debugToken', app, 'accessToken') }: { inputToken?: string } = {},
): GraphCall<TokenInfo> {
  return {
    method: 'GET',
    path: 'debug_token',
    query: parameters('debugToken', input, { inputToken }),
    accessToken: appAccessToken('debugToken', app),
    read: (answer: unknown) => tokenInfo(answer).data ?? { isValid: false },
  };
}

/** A Page that a person works on, with the token to act for it. */
export interface PageAccount {
  id: string;
  name: string;
  category?: string;
  /** The Page's token: lives as long as the person's long-lived token was, or for ever. */
  accessToken: string;
  /** What the person may do there: `MESSAGING`, `MODERATE`, `MANAGE`, … */
  tasks: string[];
}

interface AccountOptions {
  /** The person's token, with `pages_show_list`; not a Page's. */
  accessToken: string;
  limit?: number;
  after?: string;
}

const accountList = object<AccountOptions>({
  accessToken: required(string()),
  limit: number({ min: 1, whole: true }),
  after: listRows.after,
});

const account = record<PageAccount>({
  id,
  name: text,
  category: text,
  accessToken: text,
  tasks: array(text),
});

/** Lists the Pages of the person that a user token belongs to, with their tokens. */
export function getAccounts(options: AccountOptions): GraphCall<Paged<PageAccount>> {
  const { access_token: _, ...query } = parameters('getAccounts', accountList, options);
  return {
    method: 'GET',
    path: 'me/accounts',
    query,
    accessToken: options.accessToken,
    read: paged(account),
  };
}
