import type { NoProps } from '../core/action.js';
import { type Parameters, parameterMatcher } from './parameters.js';
import { RouteError } from './route.js';

/**
 * The very word, one with parameters in it (`'ADD:{item}'`, `'{size:S|M|L}'`), one of several, any (`'*'`), or
 * whatever a regular expression finds. Case counts.
 */
export type Pattern = string | readonly string[] | RegExp;

/** With a regular expression, what it found; with parameters, what they stand for. */
export type PatternProps<P extends Pattern> = P extends RegExp
  ? { match: RegExpExecArray }
  : P extends string
    ? WithParameters<Parameters<P>>
    : NoProps;

type WithParameters<Params> = unknown extends Params ? NoProps : { params: Params };

/** Messenger's own texts end at 2,000 characters; no expression gets more than twice that to backtrack over. */
const LONGEST_SEARCHED = 4096;

/** Makes a pattern into a test of a text. */
export function matcher(
  kind: string,
  pattern: Pattern,
): (value: string) => boolean | { match: RegExpExecArray } | { params: Record<string, string> } {
  if (pattern === '*') return () => true;
  if (typeof pattern === 'string') {
    return parameterMatcher(kind, pattern) ?? ((value) => value === pattern);
  }
  if (pattern instanceof RegExp) return searcher(pattern);
  if (isWords(pattern)) {
    const words = new Set(pattern);
    return (value) => words.has(value);
  }
  throw new RouteError(
    `${kind}() got a pattern that is no text, array of texts or regular expression`,
    `Write ${kind}('…', action), ${kind}(['…', '…'], action), ${kind}(/…/, action) or ${kind}('*', action).`,
  );
}

function isWords(pattern: unknown): pattern is readonly string[] {
  return Array.isArray(pattern) && pattern.every((word) => typeof word === 'string');
}

/** On a copy, and always from the start: `/g` and `/y` remember where they stopped. */
function searcher(pattern: RegExp): (value: string) => false | { match: RegExpExecArray } {
  const expression = new RegExp(pattern);
  return (value) => {
    expression.lastIndex = 0;
    const match = expression.exec(value.slice(0, LONGEST_SEARCHED));
    return match ? { match } : false;
  };
}
