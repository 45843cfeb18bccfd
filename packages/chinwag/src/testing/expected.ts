import { inspect } from 'node:util';
import { ConfigError } from '../core/errors.js';
import { type MessageKind, type SeenMessage, wordsOn } from './seen-message.js';

/** What a message may have. Everything that is named has to be so. */
export interface Look {
  kind?: MessageKind;
  /** The text of the message or of its template. */
  text?: string | RegExp;
  /** A title on one of its cards. */
  title?: string | RegExp;
  /** Its buttons, all of them in their order. */
  buttons?: string[];
  /** Its quick replies, all of them in their order. */
  quickReplies?: string[];
  /** The name of a file in it. */
  file?: string | RegExp;
  /** Who speaks: the name of a persona, or null for the Page itself. */
  persona?: string | null;
}

/**
 * What somebody expects to see: the very text or title, a pattern of it, what the message has, or whether a function
 * says that this is it.
 */
export type Expected = string | RegExp | Look | ((message: SeenMessage) => boolean);

type Tests = { [Key in keyof Look]-?: (message: SeenMessage, wanted: NonNullable<Look[Key]>) => boolean };

const TESTS: Tests = {
  kind: (message, kind) => message.kind === kind,
  text: (message, text) => fits(message.text, text),
  title: (message, title) => message.titles.some((each) => fits(each, title)),
  buttons: (message, buttons) => areSame(message.buttons, buttons),
  quickReplies: (message, titles) => areSame(message.quickReplies, titles),
  file: (message, name) => message.files.some((each) => fits(each, name)),
  persona: (message, name) => message.persona === name,
};

/** @throws {ConfigError} for what nobody can look for: a number, an unknown key. */
export function checkExpected(expected: unknown): asserts expected is Expected {
  if (typeof expected === 'string' || typeof expected === 'function' || expected instanceof RegExp) return;
  if (typeof expected !== 'object' || expected === null) {
    throw new ConfigError(`sees() got ${inspect(expected)}, which cannot be looked for`, {
      hint: 'Give it a text, a regular expression, a function, or an object such as { kind: "image" }.',
    });
  }
  for (const key of Object.keys(expected)) {
    if (!Object.hasOwn(TESTS, key)) {
      throw new ConfigError(`sees() got { ${key} }, which no message has`, {
        hint: `There are ${Object.keys(TESTS).join(', ')}.`,
      });
    }
  }
}

/** Whether a message is what somebody expects. */
export function isAsExpected(message: SeenMessage, expected: Expected): boolean {
  if (typeof expected === 'function') return expected(message);
  if (typeof expected === 'string' || expected instanceof RegExp) {
    return wordsOn(message).some((words) => fits(words, expected));
  }
  return Object.entries(expected).every(
    ([key, wanted]) =>
      wanted === undefined ||
      (TESTS[key as keyof Look] as (message: SeenMessage, wanted: unknown) => boolean)(message, wanted),
  );
}

/** What was looked for, in a line. */
export function describeExpected(expected: Expected): string {
  if (typeof expected === 'function') return `what ${expected.name || expected.toString()} looks for`;
  return inspect(expected, { breakLength: Number.POSITIVE_INFINITY });
}

function fits(words: string, wanted: string | RegExp): boolean {
  // Not test(): it remembers where it stopped when the pattern is global.
  return typeof wanted === 'string' ? words === wanted : words.search(wanted) >= 0;
}

function areSame(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}
