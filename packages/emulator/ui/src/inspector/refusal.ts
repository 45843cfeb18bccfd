import type { TrafficEntry } from '../../../src/control/protocol.js';

/** What a refused request sent in one field, and what the platform takes there. */
export interface Refusal {
  /** As the platform spells it: `message[attachment][type]`. */
  field: string;
  /** The way to it in the body. */
  path: readonly string[];
  sent: unknown;
  allowed: string;
  /** Of texts that are too long: how many characters of it may stay. */
  longest?: number;
  /** How large it is, where that is what matters. */
  size?: string;
}

interface Reading extends Pick<Refusal, 'allowed' | 'longest'> {
  measured?: boolean;
}

const count = (number: string, one: string, many = `${one}s`) =>
  `${Number(number).toLocaleString()} ${number === '1' ? one : many}`;

/** The platform's sentences about parameters. The first group is always the field. */
const SENTENCES: readonly (readonly [RegExp, (rest: string[], hint: string) => Reading])[] = [
  [
    /^Length of param (\S+) must be less than or equal to (\d+)/,
    ([max = '']) => ({ allowed: `at most ${count(max, 'character')}`, longest: Number(max), measured: true }),
  ],
  [
    /^Length of param (\S+) must be greater than or equal to (\d+)/,
    ([min = '']) => ({ allowed: `at least ${count(min, 'character')}`, measured: true }),
  ],
  [/^The parameter (\S+) is required/, () => ({ allowed: 'a value: it is required' })],
  [/^Param (\S+) must be one of \{(.*?)\}/, ([words = '']) => ({ allowed: `one of ${words}` })],
  [
    /^Param (\S+) must (be|include|not) (.*?)(?: - got .*)?\.?$/,
    ([verb = '', rest = '']) => ({
      allowed: verb === 'be' ? rest : verb === 'not' ? `it must not ${rest}` : `it must include ${rest}`,
    }),
  ],
  [/^(\S+) should (?:represent|be) (.*)$/, ([what = '']) => ({ allowed: what })],
  [
    /^param (\S+) has too (?:many|few) elements/,
    (_rest, hint) => ({
      allowed: hint.match(/at (?:most|least) \d+/)?.[0].concat(' elements') ?? 'another number',
      measured: true,
    }),
  ],
  [/^(\S+\[\w+\]) (is only allowed .*)$/, ([what = '']) => ({ allowed: what })],
  [/^(\S+\[\w+\]) (must not .*)$/, ([what = '']) => ({ allowed: `it ${what}` })],
];

/** How large something is, in the unit that its limit is told in. */
function sizeOf(value: unknown): string {
  if (typeof value === 'string') return count(String([...value].length), 'character');
  return Array.isArray(value) ? count(String(value.length), 'element') : '';
}

/** Errors whose words name no field, and the field that they are about. */
const FIELDS: Readonly<Record<string, readonly [string, string]>> = {
  '100/2018001': ['recipient', 'the PSID of somebody who has talked to this Page'],
  '100/2018034': ['message', 'a text or an attachment, not empty'],
  '100/2018035': ['message[attachment][payload][elements]', 'a title and at least one more field on each'],
  '100/2018074': [
    'message[attachment][payload]',
    'an attachment_id of this Page, reusable and under 90 days old',
  ],
  '100/2018098': ['message[quick_replies]', 'a title of 1 to 20 characters on each text reply'],
  '100/2018099': ['message[quick_replies]', 'a payload on each text reply'],
  '100/2018145': ['persistent_menu', 'a Get Started button beside it, or set before'],
  '10/2018278': ['tag', 'HUMAN_AGENT within seven days; nothing else outside of 24 hours'],
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** In a form, and in a query, objects are JSON inside a text. */
function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function at(body: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => {
    const holder = unpacked(value);
    return isRecord(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined;
  }, body);
}

/** Errors about a template speak of its payload by another name. */
const pathTo = (field: string) =>
  field
    .replace(/^name_placeholder/, 'message[attachment][payload]')
    .split(/[[\]]+/)
    .filter(Boolean);

function sentIn({ url, requestBody }: TrafficEntry, path: readonly string[]): unknown {
  const inBody = at(requestBody, path);
  if (inBody !== undefined) return inBody;
  return at(Object.fromEntries(new URLSearchParams(url.split('?')[1] ?? '')), path);
}

/** What the platform adds for the developer's eyes. */
export function hintOf({ responseBody }: TrafficEntry): string {
  const error = isRecord(responseBody) ? responseBody.error : undefined;
  return isRecord(error) && typeof error.error_user_msg === 'string' ? error.error_user_msg : '';
}

/** Reads the platform's words, as a developer would, against what was sent. */
export function refusalOf(entry: TrafficEntry): Refusal | undefined {
  const { error, kind } = entry;
  if (kind !== 'graph' || !error) return undefined;
  const words = error.message.replace(/^\(#\d+\) /, '');
  for (const [sentence, read] of SENTENCES) {
    const [, field, ...rest] = sentence.exec(words) ?? [];
    if (field === undefined) continue;
    const path = pathTo(field);
    const sent = sentIn(entry, path);
    const { measured, ...reading } = read(rest, hintOf(entry));
    return { field, path, sent, ...reading, ...(measured ? { size: sizeOf(sent) } : {}) };
  }
  const known = FIELDS[`${error.code}/${error.subcode}`];
  if (!known) return undefined;
  const [field, allowed] = known;
  const path = pathTo(field);
  return { field, path, sent: sentIn(entry, path), allowed };
}
