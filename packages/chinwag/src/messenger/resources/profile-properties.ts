import { type Field, required, string, url, words } from '../messages/field.js';
import { type Fields, list, object } from '../messages/table.js';
import { array, data, flag, plain, type Reader, record, text } from './answer.js';
import { type PersistentMenu, persistentMenu, readMenus } from './menu.js';

/** The properties of the messenger profile: what they hold, how large they may be, how they are read. */

/** What people read before they have written. */
export interface Greeting {
  /** `default`, which must be there, or such as `fr_FR`. */
  locale: string;
  /** At most 160 characters; `{{user_first_name}}`, `{{user_last_name}}` and `{{user_full_name}}` are filled in. */
  text: string;
}

/** A question people can tap before they have written; sends a `postback` event. */
export interface IceBreaker {
  /** At most 80 characters. */
  question: string;
  /** At most 1,000 characters. */
  payload: string;
}

/** The questions for one locale. */
export interface IceBreakers {
  /** `default`, which must be there, or such as `fr_FR`. */
  locale: string;
  /** 1 to 4 questions. */
  callToActions: IceBreaker[];
}

/** What people find when they type `/`. */
export interface Command {
  /** 1 to 32 characters, without the slash. */
  name: string;
  /** 1 to 64 characters. */
  description: string;
}

/** The commands for one locale. */
export interface Commands {
  /** `default`, or such as `fr_FR`. */
  locale: string;
  /** 1 to 100 commands. */
  commands: Command[];
}

/** The messenger profile; what is left out stays as it is. */
export interface MessengerProfile {
  /** The payload of the `postback` event that the Get Started button sends; at most 1,000 characters. */
  getStarted?: { payload: string };
  greeting?: Greeting[];
  /** Needs a Get Started button (100/2018145), set before or along with it. */
  persistentMenu?: PersistentMenu[];
  /** Questions without a locale are for everyone. */
  iceBreakers?: IceBreakers[] | IceBreaker[];
  /** At most 50 `https://` origins that may use the Messenger Extensions; replaces the list. */
  whitelistedDomains?: string[];
  /** Where the account linking button leads. */
  accountLinkingUrl?: string;
  /** Hides the persistent menu. */
  commands?: Commands[];
}

/** The messenger profile as the platform has it. */
export interface StoredMessengerProfile extends MessengerProfile {
  iceBreakers?: IceBreakers[];
  /** The Page or the person falls under the European privacy rules, and some features are missing. */
  subjectToNewEuPrivacyRules?: boolean;
}

const iceBreaker = object<IceBreaker>({
  question: required(words({ max: 80 })),
  payload: required(string({ max: 1000 })),
});

const localeOf = required(string());

const iceBreakers = withDefault(
  list(
    object<IceBreakers>({
      locale: localeOf,
      callToActions: required(list(iceBreaker, 'question', { max: 4 })),
    }),
    'locale',
  ),
);

const command = object<Command>({
  name: required(
    string({
      max: 32,
      rule: (name) => (name.startsWith('/') ? 'starts with a slash: leave it out' : undefined),
    }),
  ),
  description: required(words({ max: 64 })),
});

const LOCAL = /^(localhost|[\d.]+|\[.*\])$/;

const domain = url({
  https: true,
  rule: ({ hostname }) =>
    LOCAL.test(hostname) ? 'must be a public domain: no IP address, no localhost' : undefined,
});

const properties: Fields<MessengerProfile> = {
  getStarted: object<{ payload: string }>({ payload: required(string({ max: 1000 })) }),
  greeting: withDefault(
    list(object<Greeting>({ locale: localeOf, text: required(words({ max: 160 })) }), 'greeting'),
  ),
  persistentMenu: withDefault(persistentMenu),
  iceBreakers: {
    write: (value, findings) => iceBreakers.write(perLocale(value), findings),
  },
  whitelistedDomains: list(domain, 'domain', { max: 50 }),
  accountLinkingUrl: url(),
  commands: list(
    object<Commands>({ locale: localeOf, commands: required(list(command, 'command', { max: 100 })) }),
    'locale',
  ),
};

export const profileTable = object<MessengerProfile>(properties, (profile, findings) => {
  if (Object.values(profile).every((value) => value == null))
    findings.error('is an empty profile: nothing to set');
});

/** The platform no longer wants questions without a locale, though it still takes them. */
function perLocale(questions: IceBreakers[] | IceBreaker[]): IceBreakers[] {
  const flat =
    Array.isArray(questions) && questions.every((item) => Object(item).callToActions === undefined);
  if (!flat || questions.length === 0) return questions as IceBreakers[];
  return [{ locale: 'default', callToActions: questions as IceBreaker[] }];
}

/** A list by locale that must have one for everybody else. */
export function withDefault<T extends { locale: string }>(field: Field<T[]>): Field<T[]> {
  return {
    write(value, findings) {
      const wire = field.write(value, findings);
      if (Array.isArray(value) && value.length > 0 && !value.some((item) => item?.locale === 'default')) {
        findings.error('has nothing for the locale "default"');
      }
      return wire;
    },
  };
}

const question = record<IceBreaker>({ question: text, payload: text });
const questions = record<IceBreakers>({ locale: text, callToActions: array(question) });

/** Old profiles still hold questions without a locale. */
const readIceBreakers: Reader<IceBreakers[]> = (value) => {
  const flat = array(question)(value).filter((item) => item.question !== undefined);
  return perLocale(flat.length > 0 ? flat : array(questions)(value));
};

const stored = record<StoredMessengerProfile>({
  getStarted: record<{ payload: string }>({ payload: text }),
  greeting: array(record<Greeting>({ locale: text, text })),
  persistentMenu: readMenus,
  iceBreakers: readIceBreakers,
  whitelistedDomains: array(text),
  accountLinkingUrl: text,
  commands: array(
    record<Commands>({ locale: text, commands: array(record<Command>({ name: text, description: text })) }),
  ),
  subjectToNewEuPrivacyRules: flag,
});

/** The platform documents ice breakers as coming bare, without the property that holds the others. */
export const readProfiles: Reader<StoredMessengerProfile[]> = (answer) => {
  const items = data(plain<object>())(answer);
  const bare = items.length > 0 && items.every((item) => 'call_to_actions' in item);
  return bare ? [{ iceBreakers: readIceBreakers(items) }] : items.map(stored);
};
