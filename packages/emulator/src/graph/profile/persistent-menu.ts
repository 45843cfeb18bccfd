import { badParameter } from '../error.js';
import type { Param } from '../param.js';
import { checkWebUrl, LONGEST_PAYLOAD } from '../send/buttons.js';
import { checkLocales } from './locale.js';

const DEEPEST = 3;

/** A persistent menu per locale, at most twenty items each. */
export function checkPersistentMenu(menus: Param): void {
  for (const menu of checkLocales(menus)) {
    const items = menu.field('call_to_actions');
    if (menu.field('composer_input_disabled').flag()) items.required();
    if (items.given) checkItems(items, 1);
  }
}

function checkItems(items: Param, depth: number): void {
  for (const given of items.items({ min: 1, max: 20 })) {
    const item = given.object();
    const type = item.field('type').oneOf(['web_url', 'postback', 'nested']);
    item.field('title').text({ max: 30 });
    if (type === 'web_url') checkWebUrl(item);
    else if (type === 'postback') item.field('payload').text({ max: LONGEST_PAYLOAD });
    else if (depth >= DEEPEST) throw badParameter(`${item.name} is nested deeper than ${DEEPEST} levels`);
    else checkItems(item.field('call_to_actions'), depth + 1);
  }
}
