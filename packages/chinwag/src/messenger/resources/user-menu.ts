import type { GraphCall } from '../../graph/call.js';
import { required } from '../messages/field.js';
import { object } from '../messages/table.js';
import { only, record } from './answer.js';
import { id, parameters } from './arguments.js';
import {
  byLocale,
  type MenuItem,
  type MenuOptions,
  type PersistentMenu,
  persistentMenu,
  readMenus,
} from './menu.js';
import { type ProfileResult, profileResult } from './profile.js';
import { withDefault } from './profile-properties.js';

/**
 * The persistent menu of one person, in place of the Page's. 10 calls in 10 minutes and person; refused (10/2018336)
 * where the person is not eligible.
 * https://developers.facebook.com/docs/messenger-platform/send-messages/persistent-menu
 */

const PATH = 'me/custom_user_settings';

const person = object<{ psid: string }>({ psid: required(id()) });

const settings = object<{ psid: string; persistentMenu: PersistentMenu[] }>({
  psid: required(id()),
  persistentMenu: required(withDefault(persistentMenu)),
});

const stored = record<{ userLevelPersistentMenu?: PersistentMenu[] }>({ userLevelPersistentMenu: readMenus });

/** Reads the person's own menu, or `null`: then the Page's holds. */
export function getUserPersistentMenu(psid: string): GraphCall<PersistentMenu[] | null> {
  return {
    method: 'GET',
    path: PATH,
    query: parameters('getUserPersistentMenu', person, { psid }),
    read: (answer: unknown) => only(stored)(answer)?.userLevelPersistentMenu ?? null,
  };
}

/** Gives the person a menu of their own. Takes what `setPersistentMenu` takes. */
export function setUserPersistentMenu(
  psid: string,
  menu: MenuItem[] | PersistentMenu[],
  options: MenuOptions = {},
): GraphCall<ProfileResult> {
  const body = parameters('setUserPersistentMenu', settings, {
    psid,
    persistentMenu: byLocale(menu, options),
  });
  return { method: 'POST', path: PATH, body, read: profileResult };
}

/** Takes the person's own menu away: the Page's holds again. */
export function deleteUserPersistentMenu(psid: string): GraphCall<ProfileResult> {
  const query = { ...parameters('deleteUserPersistentMenu', person, { psid }), params: ['persistent_menu'] };
  return { method: 'DELETE', path: PATH, query, read: profileResult };
}
