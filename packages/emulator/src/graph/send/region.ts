import type { Page, Thread } from '../../world/model.js';
import type { World } from '../../world/world.js';

/** Australia, the EU, Japan, Korea and the UK: where free recurring notifications still go since February 2026. */
const COUNTRIES = new Set(
  'AU JP KR GB AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' '),
);

/** Whether the Page or the person is where free recurring notifications still go. A person lives where `locale` says. */
export function isRecurringRegion(world: World, page: Page, thread: Thread): boolean {
  const country = world.people.get(thread.personId)?.locale.slice(3) ?? '';
  return COUNTRIES.has(page.country) || COUNTRIES.has(country);
}
