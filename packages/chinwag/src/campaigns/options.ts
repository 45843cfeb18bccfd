import { meantBy } from '../core/typo.js';
import type { CampaignOptions } from './campaign.js';
import { checkRate } from './control.js';
import { CampaignError } from './errors.js';

const LONGEST_NAME = 200;
/** Before Messenger spoke to bots. Who gives seconds for milliseconds ends up in January 1970. */
const EARLIEST = Date.UTC(2016, 0);
const DAY = 24 * 60 * 60 * 1000;

/** What is wrong with the value of an option. Nothing here: its own room tells, or every value is fine. */
type Check = (value: unknown) => { is: string; hint: string } | undefined;
const elsewhere: Check = () => undefined;

/** Every option there is. JavaScript takes any other, and a quiet hour that is misspelt would wake people up. */
const OPTIONS = {
  name: elsewhere,
  audience: elsewhere,
  message: elsewhere,
  variants: elsewhere,
  tag: elsewhere,
  messagingType: elsewhere,
  notificationType: elsewhere,
  personaId: elsewhere,
  at: elsewhere,
  rate: elsewhere,
  quietHours: elsewhere,
  client: (value) =>
    typeof value === 'function' || hasAll(value, ['outbox', 'graph'])
      ? undefined
      : { is: 'no client', hint: 'Give a MessengerClient, or a function that makes one.' },
  lastUserAction: (value) =>
    typeof value === 'function'
      ? undefined
      : {
          is: 'no function',
          hint: 'Give (psid) => the time of their last action, in milliseconds since 1970.',
        },
  ledger: (value) =>
    value === 'sqlite' || value === 'redis' || hasAll(value, ['enter', 'claim', 'write'])
      ? undefined
      : { is: 'no ledger', hint: "Use 'sqlite' or 'redis', or a ledger of your own." },
  onUnknown: (value) =>
    value === 'leave' || value === 'resend'
      ? undefined
      : {
          is: "neither 'leave' nor 'resend'",
          hint: "With 'leave', which is the default, nobody is sent to twice.",
        },
} as const satisfies Record<keyof CampaignOptions, Check>;

/** @throws {CampaignError} for options that are none, or make no sense. */
export function checkOptions(options: unknown): void {
  if (typeof options !== 'object' || options === null) {
    throw new CampaignError('a campaign needs options', {
      hint: "Write campaign({ name: 'hello', audience: csv('people.csv'), message: () => text('Hello!') }).",
    });
  }
  refuseUnknown(options, Object.keys(OPTIONS));
  const { name, rate, quietHours, message, variants } = options as CampaignOptions;
  checkName(name);
  for (const [key, check] of Object.entries<Check>(OPTIONS)) {
    const value = (options as Record<string, unknown>)[key];
    const wrong = value === undefined ? undefined : check(value);
    if (wrong)
      throw new CampaignError(`${key} is ${said(value)}, which is ${wrong.is}`, { hint: wrong.hint });
  }
  if (message !== undefined && variants !== undefined) {
    throw new CampaignError('a campaign has a message or variants, not both', {
      hint: 'Make the message one of the variants.',
    });
  }
  checkRate(rate ?? null);
  if (quietHours !== undefined) checkQuietHours(quietHours);
}

/** @throws {CampaignError} for what is no time. */
export function momentOf(at: CampaignOptions['at']): number {
  if (at === undefined) return Number.NEGATIVE_INFINITY;
  const time = at instanceof Date ? at.getTime() : typeof at === 'number' ? at : Date.parse(at);
  if (Number.isNaN(new Date(time).getTime())) {
    throw new CampaignError(`at is ${said(at)}, which is no time`, {
      hint: "Give a Date, milliseconds since 1970, or a text such as '2026-11-27T09:00:00+01:00'.",
    });
  }
  if (time >= EARLIEST) return time;
  throw new CampaignError(`at is ${new Date(time).toISOString()}, before there was Messenger`, {
    hint: 'A number is milliseconds since 1970, not seconds.',
  });
}

/**
 * A time long past is more likely the wrong year than a wish to send at once, at whatever hour it is now.
 *
 * @throws {CampaignError}
 */
export function refuseLongPast(at: number, now: number): void {
  if (at === Number.NEGATIVE_INFINITY || now - at <= DAY) return;
  throw new CampaignError(`at is ${new Date(at).toISOString()}, which is more than a day ago`, {
    hint: 'Nothing was sent. Give the time that was meant; without `at` the campaign begins at once.',
  });
}

function checkName(name: unknown): void {
  if (typeof name !== 'string' || name.trim() === '' || name.length > LONGEST_NAME) {
    const given = name === undefined || name === '' ? '' : `, and ${said(name)} is none`;
    throw new CampaignError(`a campaign needs a name${given}`, {
      hint: `Give one of at most ${LONGEST_NAME} characters: name: 'black-friday'. It is what the campaign goes on under.`,
    });
  }
  // Names are shown in terminals, to which some of these are commands, and typed again by people who cannot see them.
  if (/[\p{Cc}\u200b\u202a-\u202e\u2066-\u2069\ufeff]/u.test(name)) {
    throw new CampaignError(`the name ${said(name)} has characters that cannot be seen`, {
      hint: 'Write it with letters, digits, spaces and signs.',
    });
  }
}

function checkQuietHours(quietHours: unknown): void {
  if (typeof quietHours !== 'object' || quietHours === null || Array.isArray(quietHours)) {
    throw new CampaignError(`quietHours is ${said(quietHours)}, which are no quiet hours`, {
      hint: "Write { from: '21:00', to: '09:00', timeZone: 'Europe/Berlin' }.",
    });
  }
  refuseUnknown(quietHours, ['from', 'to', 'timeZone'], 'quietHours.');
}

function refuseUnknown(given: object, known: string[], path = ''): void {
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const meant = meantBy(unknown, known);
  throw new CampaignError(`a campaign has no option ${path}${unknown}`, {
    hint: meant ? `Did you mean ${path}${meant}?` : `There are ${known.join(', ')}.`,
  });
}

const hasAll = (value: unknown, keys: readonly string[]) =>
  typeof value === 'object' && value !== null && keys.every((key) => key in value);

const LONGEST_SAID = 60;

/** A value as a message tells it: what JavaScript would print the same way for different ones is told apart. */
function said(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString();
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > LONGEST_SAID ? `${text.slice(0, LONGEST_SAID)}…` : text;
}
