import { RouteError } from './route.js';

/**
 * What the parameters of a pattern stand for: `{id}` for any text that is not empty, `{size:S|M|L}` for one of these
 * words. `Parameters<'ADD:{item}:{size:S|M|L}'>` is `{ item: string; size: 'S' | 'M' | 'L' }`.
 */
export type Parameters<P extends string> = P extends `${string}{${infer Parameter}}${infer Rest}`
  ? Named<Parameter> & Parameters<Rest>
  : unknown;

type Named<Parameter extends string> = Parameter extends `${infer Name}:${infer Words}`
  ? IsName<Name> extends true
    ? { [Key in Name]: OneOf<Words> }
    : unknown
  : IsName<Parameter> extends true
    ? { [Key in Parameter]: string }
    : unknown;

/** Whatever has a character that no name has is no parameter: JSON has braces too. */
type IsName<Text extends string> = Text extends '' | `${string}${'"' | "'" | ' ' | '-' | '{' | ','}${string}`
  ? false
  : true;

type OneOf<Words extends string> = Words extends `${infer First}|${infer Rest}` ? First | OneOf<Rest> : Words;

const PARAMETER = /\{([A-Za-z_]\w*)(?::([^{}]+))?\}/g;

interface Parameter {
  name: string;
  words: Set<string> | null;
  /** What comes between it and the next one, or the end. */
  before: string;
}

/**
 * Makes a pattern with parameters into a test of a text; null when there are none in it. Each parameter ends where
 * what follows it in the pattern is found first, so no text takes longer than it is.
 */
export function parameterMatcher(
  kind: string,
  pattern: string,
): ((value: string) => false | { params: Record<string, string> }) | null {
  const { start, parameters } = parse(kind, pattern);
  if (parameters.length === 0) return null;
  return (value) => {
    if (!value.startsWith(start)) return false;
    const params: Record<string, string> = {};
    let from = start.length;
    for (const [index, { name, words, before }] of parameters.entries()) {
      const isLast = index === parameters.length - 1;
      const to = isLast ? value.length - before.length : value.indexOf(before, from + 1);
      if (to <= from || (isLast && !value.endsWith(before))) return false;
      const found = value.slice(from, to);
      if (words && !words.has(found)) return false;
      params[name] = found;
      from = to + before.length;
    }
    return { params };
  };
}

function parse(kind: string, pattern: string): { start: string; parameters: Parameter[] } {
  const found = [...pattern.matchAll(PARAMETER)];
  const parameters = found.map((match, index): Parameter => {
    const [whole, name = '', words] = match;
    const end = match.index + whole.length;
    const before = pattern.slice(end, found[index + 1]?.index);
    if (before === '' && index < found.length - 1) {
      throw new RouteError(
        `${kind}('${pattern}') does not tell where {${name}} ends`,
        'Put something between two parameters: {item}:{size}.',
      );
    }
    return { name, words: words === undefined ? null : new Set(words.split('|')), before };
  });
  const twice = parameters.find(({ name }, index) => parameters.findIndex((p) => p.name === name) !== index);
  if (twice) {
    throw new RouteError(
      `${kind}('${pattern}') has two parameters {${twice.name}}`,
      'Give each a name of its own.',
    );
  }
  return { start: pattern.slice(0, found[0]?.index), parameters };
}
