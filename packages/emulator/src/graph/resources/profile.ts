import type { ProfileProperty } from '../../world/model.js';
import type { Call, Routes } from '../call.js';
import { badParameter, refuse } from '../error.js';
import { Param } from '../param.js';
import { checkPersistentMenu } from '../profile/persistent-menu.js';
import { isProperty, PROPERTIES } from '../profile/properties.js';

const NAMES = Object.keys(PROPERTIES).filter(isProperty);

/** What DELETE lists as its words; `greeting` is missing from the platform's own list and accepted. */
const DELETABLE = [
  ...NAMES,
  'description',
  'home_url',
  'platform',
  'subject_to_new_eu_privacy_rules',
  'title',
];

function read(call: Call): unknown {
  begin(call);
  const fields = call.fields;
  if (!fields) throw badParameter('The parameter fields is required');
  const found: Record<string, unknown> = {};
  for (const field of fields) {
    if (isProperty(field) && call.page.profile.has(field)) found[field] = call.page.profile.get(field);
    if (field === 'subject_to_new_eu_privacy_rules') found[field] = false;
  }
  return { data: Object.keys(found).length > 0 ? [found] : [] };
}

function set(call: Call): unknown {
  begin(call);
  const { profile } = call.page;
  const given = new Map<ProfileProperty, unknown>();
  for (const name of NAMES) {
    const param = call.param(name);
    if (!param.given) continue;
    const value = name === 'account_linking_url' ? param : parsed(param);
    PROPERTIES[name](value);
    given.set(name, value.value);
  }
  if (given.size === 0) {
    throw badParameter(`Requires one of the params: ${NAMES.join(', ')}`);
  }
  if (given.has('persistent_menu') && !given.has('get_started') && !profile.has('get_started')) {
    throw refuse('getStartedFirst');
  }
  for (const [name, value] of given) profile.set(name, value);
  call.world.changes.tell({ kind: 'world' });
  return { result: 'success' };
}

function remove(call: Call): unknown {
  begin(call);
  const { profile } = call.page;
  const fields = call.param('fields');
  const listed = typeof fields.value === 'string' && !fields.value.trimStart().startsWith('[');
  const names = listed
    ? (call.fields ?? []).map((name, index) => new Param(name, `fields[${index}]`).oneOf(DELETABLE))
    : fields.items({ min: 1 }).map((field) => field.oneOf(DELETABLE));
  if (names.includes('get_started') && profile.has('persistent_menu') && !names.includes('persistent_menu')) {
    throw refuse('getStartedFirst');
  }
  for (const name of names) if (isProperty(name)) profile.delete(name);
  call.world.changes.tell({ kind: 'world' });
  return { result: 'success' };
}

/** Objects and lists that a form or a query carries are JSON texts. */
function parsed(param: Param): Param {
  if (typeof param.value !== 'string') return param;
  return param.value.trimStart().startsWith('[')
    ? new Param(
        param.items().map((item) => item.value),
        param.name,
      )
    : param.object();
}

/** What every call about the Page's profile begins with. */
function begin(call: Call): void {
  call.platform.limits?.profile(call.page.id);
  const platform = call.param('platform');
  if (platform.given) platform.oneOf(['MESSENGER', 'INSTAGRAM']);
}

/** The menu of one person, which stands before the Page's own. */
function setUserMenu(call: Call): unknown {
  const thread = userOf(call);
  const menu = parsed(call.param('persistent_menu').required());
  checkPersistentMenu(menu);
  thread.menu = menu.items().map((item) => item.value);
  call.world.changes.tell({ kind: 'world' });
  return { result: 'success' };
}

function readUserMenu(call: Call): unknown {
  const thread = userOf(call);
  const pageMenu = call.page.profile.get('persistent_menu');
  const found = {
    ...(thread.menu && { user_level_persistent_menu: thread.menu }),
    ...(pageMenu !== undefined && { page_level_persistent_menu: pageMenu }),
  };
  return { data: Object.keys(found).length > 0 ? [found] : [] };
}

function removeUserMenu(call: Call): unknown {
  const thread = userOf(call);
  for (const param of call.param('params').items({ min: 1 })) param.oneOf(['persistent_menu']);
  thread.menu = null;
  call.world.changes.tell({ kind: 'world' });
  return { result: 'success' };
}

function userOf(call: Call) {
  const psid = call.param('psid').id();
  call.psid = psid;
  const thread = call.world.threadOf(call.page, psid);
  if (!thread) throw refuse('noMatchingUser');
  call.platform.limits?.userSettings(call.page.id, psid);
  return thread;
}

export const profile: Routes = {
  'GET page/messenger_profile': read,
  'POST page/messenger_profile': set,
  'DELETE page/messenger_profile': remove,
  'POST page/custom_user_settings': setUserMenu,
  'GET page/custom_user_settings': readUserMenu,
  'DELETE page/custom_user_settings': removeUserMenu,
};
