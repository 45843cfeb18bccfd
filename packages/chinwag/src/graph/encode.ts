import type { GraphCall } from './call.js';
import { CallError } from './errors.js';

/** A parameter as it travels outside of JSON: arrays and objects as JSON, all else as it is. */
export function encodeValue(value: unknown): string {
  return typeof value === 'string' ? value : encodeJson(value);
}

export function encodeJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new CallError('What is to be sent cannot be written as JSON.', {
      hint: 'Send plain data: no circles, no BigInt, no getters that throw.',
      cause,
    });
  }
}

/** `name=value&…`, each value by itself, so that no text can become another parameter. */
export function encodeParameters(parameters: Record<string, unknown>): string {
  let encoded = '';
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    encoded += `${encoded === '' ? '' : '&'}${percent(name)}=${percent(encodeValue(value))}`;
  }
  return encoded;
}

/** Path and query of a call, relative to the version. */
export function encodeAddress({ path, query }: Pick<GraphCall, 'path' | 'query'>): string {
  checkPath(path);
  if (!query) return path;
  for (const name of SECRET_NAMES) {
    if (query[name] !== undefined) {
      throw new CallError(`The query of ${path} holds ${name}: a secret must not be in a URL.`, {
        hint: 'Give the token as accessToken of the call; it travels in a header.',
      });
    }
  }
  const encoded = encodeParameters(query);
  return encoded === '' ? path : `${path}?${encoded}`;
}

const SECRET_NAMES = ['access_token', 'oauth_token', 'client_secret'];

/** The characters of ids, edges and app tokens; none that would begin a query, leave the version or split a header. */
const PATH = /^[\w\-.~:=+$@,!*']+(?:\/[\w\-.~:=+$@,!*']+)*$/;
const DOTS = /(?:^|\/)\.{1,2}(?:\/|$)/;

function checkPath(path: string): void {
  if (path === '' || (PATH.test(path) && !DOTS.test(path))) return;
  throw new CallError(`${JSON.stringify(path.slice(0, 100))} is no path of the Graph API.`, {
    hint: 'A path is made of ids and names with single slashes between them: me/messages. Check the id in it.',
  });
}

function percent(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch (cause) {
    throw new CallError('A text to be sent holds half a character (a lone surrogate).', {
      hint: 'Cut texts between characters, not inside of an emoji.',
      cause,
    });
  }
}
