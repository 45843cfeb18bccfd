import type { Group, Retry } from './group.js';
import { lasting } from './lasting.js';
import { passing } from './passing.js';

export interface Explanation {
  /** What the error means, in few words; undefined for an error that no list has. */
  meaning: string | undefined;
  retry: Retry;
  /** What to do next. */
  hint: string;
  isRateLimit: boolean;
  /** All such calls of the Page have to wait, not only this one. */
  isThrottle: boolean;
  /** The message may have been delivered although an error came back. */
  isUncertain: boolean;
}

/** Every error the platform documents and those that have been seen, sorted by what to do next. */
const groups: Group[] = [...passing, ...lasting];

const table = new Map<string, Explanation>(
  groups.flatMap(({ errors, retry, hint, isRateLimit = false, isThrottle = false, isUncertain = false }) =>
    Object.entries(errors).map(([key, meaning]) => [
      key,
      { meaning, retry, hint, isRateLimit, isThrottle, isUncertain },
    ]),
  ),
);

const unlisted: Explanation = {
  meaning: undefined,
  retry: 'never',
  hint: 'This error is in no list; the platform’s message and its fbtraceId are what there is to go by.',
  isRateLimit: false,
  isThrottle: false,
  isUncertain: false,
};

/** Looks an error up: by code and subcode, by a subcode of seven digits alone, by code. */
export function explain(code: number, subcode?: number): Explanation {
  const keys = [`${permissionOr(code)}`];
  if (subcode !== undefined) {
    keys.unshift(`${code}/${subcode}`);
    if (subcode >= SELF_EXPLAINING) keys.splice(1, 0, `${subcode}`);
  }
  for (const key of keys) {
    const known = table.get(key);
    if (known) return known;
  }
  return unlisted;
}

/** From here on a number means the same as a code and as a subcode: the documentation prints it as either. */
const SELF_EXPLAINING = 1_000_000;

/** All of 200 to 299 are missing permissions. */
function permissionOr(code: number): number {
  return code > 200 && code < 300 && code !== 230 ? 200 : code;
}
