import type { ProfileProperty } from '../../world/model.js';
import { badParameter } from '../error.js';
import type { Param } from '../param.js';
import { LONGEST_PAYLOAD } from '../send/buttons.js';
import { checkLocales } from './locale.js';
import { checkPersistentMenu } from './persistent-menu.js';

/** Every property of the messenger profile with its check, in the order in which reads list them. */
export const PROPERTIES: Record<ProfileProperty, (value: Param) => void> = {
  get_started: (value) => void value.object().field('payload').text({ max: LONGEST_PAYLOAD }),
  greeting: (value) => {
    for (const greeting of checkLocales(value)) greeting.field('text').text({ max: 160 });
  },
  ice_breakers: checkIceBreakers,
  persistent_menu: checkPersistentMenu,
  whitelisted_domains: (value) => {
    for (const domain of value.items({ max: 50 })) checkDomain(domain);
  },
  account_linking_url: (value) => void value.url({ https: true }),
  commands: checkCommands,
};

/** Questions per locale, or the older flat list; never both in one. */
function checkIceBreakers(value: Param): void {
  const items = value.items({ min: 1 }).map((item) => item.object());
  const flat = items.filter((item) => item.field('question').given);
  if (flat.length === 0) {
    for (const locale of checkLocales(value)) {
      for (const question of locale.field('call_to_actions').items({ min: 1, max: 4 }))
        checkQuestion(question.object());
    }
    return;
  }
  if (flat.length < items.length) throw badParameter(`Param ${value.name} mixes two formats`);
  for (const question of value.items({ min: 1, max: 4 })) checkQuestion(question.object());
}

function checkQuestion(question: Param): void {
  question.field('question').text({ max: 80 });
  question.field('payload').text({ max: LONGEST_PAYLOAD });
}

function checkDomain(domain: Param): void {
  const { hostname, pathname } = new URL(domain.url({ https: true }));
  if (
    /^[\d.]+$|^\[/.test(hostname) ||
    hostname === 'localhost' ||
    !hostname.includes('.') ||
    pathname !== '/'
  ) {
    throw badParameter(`${domain.name} should be a fully qualified domain with https`);
  }
}

function checkCommands(value: Param): void {
  for (const locale of checkLocales(value)) {
    for (const given of locale.field('commands').items({ min: 1, max: 100 })) {
      const command = given.object();
      const name = command.field('name').text({ max: 32 });
      if (name.startsWith('/')) throw badParameter(`Param ${command.name}[name] must not start with "/"`);
      command.field('description').text({ max: 64 });
    }
  }
}

export function isProperty(name: string): name is ProfileProperty {
  return Object.hasOwn(PROPERTIES, name);
}
