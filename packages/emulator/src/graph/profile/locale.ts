import { badParameter } from '../error.js';
import type { Param } from '../param.js';

/** Settings by locale: each locale once, and `default` among them. */
export function checkLocales(settings: Param): Param[] {
  const items = settings.items({ min: 1 }).map((item) => item.object());
  const locales = items.map((item) => item.field('locale').text());
  for (const locale of locales) {
    if (locale !== 'default' && !/^[a-z]{2,3}_[A-Z]{2}$/.test(locale)) {
      throw badParameter(`Param ${settings.name} has an unknown locale: ${locale.slice(0, 20)}`);
    }
  }
  if (new Set(locales).size < locales.length) throw badParameter(`Param ${settings.name} has a locale twice`);
  if (!locales.includes('default'))
    throw badParameter(`Param ${settings.name} must include a default locale`);
  return items;
}
