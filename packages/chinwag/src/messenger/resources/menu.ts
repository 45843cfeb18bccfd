import { type DefaultAction, defaultActionField } from '../messages/button.js';
import { boolean, type Field, oneOf, required, string, words } from '../messages/field.js';
import { list, object, variants } from '../messages/table.js';
import { array, flag, type Reader, record, text } from './answer.js';

/**
 * The menu beside the composer, for the whole Page or for one person.
 * https://developers.facebook.com/docs/messenger-platform/send-messages/persistent-menu
 */

/** Opens a web page. */
export interface WebUrlMenuItem extends DefaultAction {
  /** At most 30 characters. */
  title: string;
}

/** Sends a `postback` event. */
export interface PostbackMenuItem {
  type: 'postback';
  /** At most 30 characters. */
  title: string;
  /** At most 1,000 characters. */
  payload: string;
}

/** A menu inside the menu, at most three levels in all. The platform's schema has it; its guide no longer does. */
export interface NestedMenuItem {
  type: 'nested';
  /** At most 30 characters. */
  title: string;
  callToActions: MenuItem[];
}

export type MenuItem = WebUrlMenuItem | PostbackMenuItem | NestedMenuItem;

/** The menu for one locale. */
export interface PersistentMenu {
  /** `default`, which must be there, or such as `fr_FR`. */
  locale: string;
  /** Leaves the menu as the only way to answer. Default: false. */
  composerInputDisabled?: boolean;
  /** 1 to 20 items. */
  callToActions?: MenuItem[];
}

const LEVELS = 3;
const title = required(words({ max: 30 }));
const titled = object<{ title: string }>({ title });

/** A button's web page under a menu's title. */
const webUrl: Field<WebUrlMenuItem> = {
  write({ title: name, ...page }, findings) {
    const wire = titled.write({ title: name }, findings) as object;
    return { ...wire, ...(defaultActionField.write(page, findings) as object) };
  },
};

const postback = object<PostbackMenuItem>({
  type: required(oneOf(['postback'])),
  title,
  payload: required(string({ max: 1000 })),
});

function menuItem(level: number): Field<MenuItem> {
  const inner: Field<MenuItem> =
    level < LEVELS
      ? menuItem(level + 1)
      : { write: (_, findings) => findings.error(`is below level ${LEVELS}`) };
  const nested = object<NestedMenuItem>({
    type: required(oneOf(['nested'])),
    title,
    callToActions: required(list(inner, 'item')),
  });
  return variants<MenuItem, 'type'>('type', { web_url: webUrl, postback, nested });
}

/** The rows of a menu for each locale. */
export const persistentMenu: Field<PersistentMenu[]> = list(
  object<PersistentMenu>(
    {
      locale: required(string()),
      composerInputDisabled: boolean(),
      callToActions: list(menuItem(1), 'item', { max: 20 }),
    },
    ({ composerInputDisabled, callToActions }, findings) => {
      if (composerInputDisabled && !callToActions) {
        findings.errorAt('callToActions', 'is missing, and the composer is off: nobody could answer');
      }
    },
  ),
  'menu',
);

export interface MenuOptions {
  /** Leaves the menu as the only way to answer. Default: false. */
  composerInputDisabled?: boolean;
}

/** Plain items are the menu for everyone; menus with locales stay as they are. */
export function byLocale(
  menu: MenuItem[] | PersistentMenu[],
  { composerInputDisabled = false }: MenuOptions,
): PersistentMenu[] {
  if (!Array.isArray(menu) || menu.some((item) => Object(item).locale !== undefined))
    return menu as PersistentMenu[];
  return [{ locale: 'default', composerInputDisabled, callToActions: menu as MenuItem[] }];
}

const readItem: Reader<MenuItem> = (item) => readMenuItem(item);

const readMenuItem = record({
  type: text,
  title: text,
  url: text,
  payload: text,
  webviewHeightRatio: text,
  messengerExtensions: flag,
  fallbackUrl: text,
  webviewShareButton: text,
  callToActions: array(readItem),
}) as Reader<MenuItem>;

export const readMenus: Reader<PersistentMenu[]> = array(
  record<PersistentMenu>({ locale: text, composerInputDisabled: flag, callToActions: array(readItem) }),
);
