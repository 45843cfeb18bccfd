import type { MenuItem, MessengerProfileView } from '../control/protocol.js';
import { asText, isRecord } from '../graph/param.js';
import type { Platform } from '../platform.js';
import type { Page, Person, Thread } from '../world/model.js';
import { Impossible } from './refusal.js';

/** The messenger profile as the person of a thread sees it: their language, their own menu. */
export function profileFor(platform: Platform, thread: Thread): MessengerProfileView {
  const page = platform.world.pages.get(thread.pageId);
  if (!page) throw new Impossible(`There is no Page ${thread.pageId}.`, { status: 404 });
  const profile = profileOf(page, platform.world.people.get(thread.personId));
  const own = inLanguage(thread.menu, platform.world.people.get(thread.personId)?.locale);
  return own ? { ...profile, persistent_menu: menuOf(own) } : profile;
}

/** The messenger profile in a person's language, or in the default one. */
export function profileOf(page: Page, person: Person | undefined): MessengerProfileView {
  const view: MessengerProfileView = {};
  const getStarted = page.profile.get('get_started');
  if (isRecord(getStarted)) view.get_started = { payload: asText(getStarted.payload) };
  const greeting = inLanguage(page.profile.get('greeting'), person?.locale)?.text;
  if (typeof greeting === 'string') view.greeting = person ? greet(greeting, person) : greeting;
  const questions = iceBreakers(page.profile.get('ice_breakers'), person?.locale);
  if (questions.length > 0) view.ice_breakers = questions;
  const menu = inLanguage(page.profile.get('persistent_menu'), person?.locale);
  if (menu) view.persistent_menu = menuOf(menu);
  const commands = inLanguage(page.profile.get('commands'), person?.locale)?.commands;
  if (Array.isArray(commands)) view.commands = commands;
  return view;
}

/** The menu item at the end of a path: `[1]`, or `[1, 0]` inside a nested one. */
export function menuItem(profile: MessengerProfileView, path: number[]): Record<string, unknown> {
  let items = profile.persistent_menu?.call_to_actions ?? [];
  let item: MenuItem | undefined;
  for (const index of path) {
    item = items[index];
    items = item?.call_to_actions ?? [];
  }
  if (!item) throw new Impossible(`The menu has no item ${path.join(' › ')}.`, { field: 'path' });
  if (item.type === 'nested')
    throw new Impossible('A nested item only opens; tap one inside it.', { field: 'path' });
  return { ...item };
}

function menuOf(menu: Record<string, unknown>): NonNullable<MessengerProfileView['persistent_menu']> {
  const items = menu.call_to_actions;
  return {
    composer_input_disabled: menu.composer_input_disabled === true,
    call_to_actions: Array.isArray(items) ? items : [],
  };
}

function iceBreakers(value: unknown, locale: string | undefined): { question: string; payload: string }[] {
  if (!Array.isArray(value)) return [];
  if (value.some((item) => isRecord(item) && 'question' in item)) return value;
  const questions = inLanguage(value, locale)?.call_to_actions;
  return Array.isArray(questions) ? questions : [];
}

/** Of settings by `locale`: the person's, or the default. */
function inLanguage(value: unknown, locale: string | undefined): Record<string, unknown> | undefined {
  if (!Array.isArray(value)) return undefined;
  const settings = value.filter(isRecord);
  return (
    settings.find((setting) => setting.locale === locale) ??
    settings.find((setting) => setting.locale === 'default' || setting.locale === undefined)
  );
}

function greet(text: string, { firstName, lastName }: Person): string {
  return text
    .replaceAll('{{user_first_name}}', firstName)
    .replaceAll('{{user_last_name}}', lastName)
    .replaceAll('{{user_full_name}}', `${firstName} ${lastName}`.trim());
}
