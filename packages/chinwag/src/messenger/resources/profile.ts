import type { GraphCall } from '../../graph/call.js';
import { type Field, required, string } from '../messages/field.js';
import { list, object } from '../messages/table.js';
import { plain, type Reader } from './answer.js';
import { parameters } from './arguments.js';
import { byLocale, type MenuItem, type MenuOptions, type PersistentMenu } from './menu.js';
import {
  type Commands,
  type Greeting,
  type IceBreaker,
  type IceBreakers,
  type MessengerProfile,
  profileTable,
  readProfiles,
  type StoredMessengerProfile,
} from './profile-properties.js';

/**
 * What the Page shows people around the conversation. Needs `pages_messaging`; 10 calls in 10 minutes and Page
 * (613), so set all properties in one call rather than one by one.
 * https://developers.facebook.com/docs/messenger-platform/reference/messenger-profile-api
 */

/** `{ result: 'success' }`. */
export interface ProfileResult {
  result: string;
}

const PATH = 'me/messenger_profile';

const properties: Field<string[]> = list(string(), 'field');

const deletion = object<{ fields: string[] }>({ fields: required(properties) });

/** Deleting ice breakers is answered with `{ success: "true" }`. */
export const profileResult: Reader<ProfileResult> = (answer) => {
  const { result, success } = plain<{ result?: string; success?: unknown } | undefined>()(answer) ?? {};
  return { result: result ?? (String(success) === 'true' ? 'success' : 'failure') };
};

/**
 * Reads properties of the messenger profile; what is not set is not there.
 * @param fields The platform's names: `['get_started', 'persistent_menu']`.
 */
export function getMessengerProfile(fields: string[]): GraphCall<StoredMessengerProfile[]> {
  const checked = parameters('getMessengerProfile', deletion, { fields });
  return {
    method: 'GET',
    path: PATH,
    query: { fields: (checked.fields as string[]).join() },
    read: readProfiles,
  };
}

/** Sets properties of the messenger profile; the others stay as they are. */
export function setMessengerProfile(profile: MessengerProfile): GraphCall<ProfileResult> {
  return set('setMessengerProfile', profile);
}

/**
 * Deletes properties of the messenger profile.
 * @param fields The platform's names: `['get_started', 'persistent_menu']`.
 */
export function deleteMessengerProfile(fields: string[]): GraphCall<ProfileResult> {
  const body = parameters('deleteMessengerProfile', deletion, { fields });
  return { method: 'DELETE', path: PATH, body, read: profileResult };
}

function set(call: string, profile: MessengerProfile): GraphCall<ProfileResult> {
  return { method: 'POST', path: PATH, body: parameters(call, profileTable, profile), read: profileResult };
}

function get<K extends keyof StoredMessengerProfile>(
  field: string,
  property: K,
): GraphCall<NonNullable<StoredMessengerProfile[K]> | null> {
  const read = (answer: unknown) =>
    readProfiles(answer).find((profile) => profile[property])?.[property] ?? null;
  return { ...getMessengerProfile([field]), read };
}

/** Reads the payload of the Get Started button, or `null`. */
export function getGetStarted(): GraphCall<{ payload: string } | null> {
  return get('get_started', 'getStarted');
}

/**
 * Sets up the Get Started button.
 * @param payload Of the `postback` event it sends; at most 1,000 characters.
 */
export function setGetStarted(payload: string): GraphCall<ProfileResult> {
  return set('setGetStarted', { getStarted: { payload } });
}

/** Removes the Get Started button. Fails while there is a persistent menu. */
export function deleteGetStarted(): GraphCall<ProfileResult> {
  return deleteMessengerProfile(['get_started']);
}

/** Reads the persistent menu, or `null`. */
export function getPersistentMenu(): GraphCall<PersistentMenu[] | null> {
  return get('persistent_menu', 'persistentMenu');
}

/**
 * Sets up the persistent menu. It can take a day until everyone sees it.
 * @param menu The items for everyone, or a menu for each locale (with one for `default`).
 */
export function setPersistentMenu(
  menu: MenuItem[] | PersistentMenu[],
  options: MenuOptions = {},
): GraphCall<ProfileResult> {
  return set('setPersistentMenu', { persistentMenu: byLocale(menu, options) });
}

/** Removes the persistent menu. */
export function deletePersistentMenu(): GraphCall<ProfileResult> {
  return deleteMessengerProfile(['persistent_menu']);
}

/** Reads the greeting, or `null`. */
export function getGreeting(): GraphCall<Greeting[] | null> {
  return get('greeting', 'greeting');
}

/**
 * Sets the greeting.
 * @param greeting The text for everyone, or one for each locale (with one for `default`); at most 160 characters.
 */
export function setGreeting(greeting: string | Greeting[]): GraphCall<ProfileResult> {
  const everyone = typeof greeting === 'string' ? [{ locale: 'default', text: greeting }] : greeting;
  return set('setGreeting', { greeting: everyone });
}

/** Removes the greeting. */
export function deleteGreeting(): GraphCall<ProfileResult> {
  return deleteMessengerProfile(['greeting']);
}

/** Reads the ice breakers, or `null`. Questions without a locale come as those for `default`. */
export function getIceBreakers(): GraphCall<IceBreakers[] | null> {
  return get('ice_breakers', 'iceBreakers');
}

/**
 * Sets the ice breakers.
 * @param iceBreakers At most 4 questions for everyone, or for each locale (with some for `default`).
 */
export function setIceBreakers(iceBreakers: IceBreaker[] | IceBreakers[]): GraphCall<ProfileResult> {
  return set('setIceBreakers', { iceBreakers });
}

/** Removes the ice breakers. */
export function deleteIceBreakers(): GraphCall<ProfileResult> {
  return deleteMessengerProfile(['ice_breakers']);
}

/** Reads the whitelisted domains, or `null`. */
export function getWhitelistedDomains(): GraphCall<string[] | null> {
  return get('whitelisted_domains', 'whitelistedDomains');
}

/** Sets the domains that may use the Messenger Extensions: at most 50 `https://` origins, in place of the old. */
export function setWhitelistedDomains(whitelistedDomains: string[]): GraphCall<ProfileResult> {
  return set('setWhitelistedDomains', { whitelistedDomains });
}

/** Empties the list of whitelisted domains. */
export function deleteWhitelistedDomains(): GraphCall<ProfileResult> {
  return deleteMessengerProfile(['whitelisted_domains']);
}

/** Reads where account linking leads, or `null`. */
export function getAccountLinkingURL(): GraphCall<string | null> {
  return get('account_linking_url', 'accountLinkingUrl');
}

/** Sets where account linking leads. */
export function setAccountLinkingURL(accountLinkingUrl: string): GraphCall<ProfileResult> {
  return set('setAccountLinkingURL', { accountLinkingUrl });
}

/** Removes where account linking leads. */
export function deleteAccountLinkingURL(): GraphCall<ProfileResult> {
  return deleteMessengerProfile(['account_linking_url']);
}

/** Reads the commands, or `null`. */
export function getCommands(): GraphCall<Commands[] | null> {
  return get('commands', 'commands');
}

/** Sets the commands people find when they type `/`: at most 100 for each locale. They hide the persistent menu. */
export function setCommands(commands: Commands[]): GraphCall<ProfileResult> {
  return set('setCommands', { commands });
}

/** Removes the commands. */
export function deleteCommands(): GraphCall<ProfileResult> {
  return deleteMessengerProfile(['commands']);
}
