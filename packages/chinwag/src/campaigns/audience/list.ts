import { ChinwagError } from '../../core/errors.js';
import type { Audience, AudienceRow, AudienceSource, Person } from '../audience.js';
import { AudienceError } from './error.js';
import { personRow } from './row.js';

type List = Iterable<Person | string> | AsyncIterable<Person | string>;

/**
 * What a campaign was given, as an audience: an array, anything that can be iterated, or an audience as it is.
 * @throws {AudienceError} for anything else.
 */
export function audienceOf<P extends Person>(source: AudienceSource<P>): Audience<P> {
  const given: unknown = source;
  if (typeof given === 'string') {
    throw new AudienceError(`an audience is not a text: ${JSON.stringify(given.slice(0, 40))}`, {
      hint: 'Read a file with csv(path) or jsonLines(path); a single person is [psid].',
    });
  }
  if (typeof given !== 'object' || given === null) {
    const none = given === undefined || given === null;
    throw new AudienceError(none ? 'a campaign needs an audience' : `an audience is not a ${typeof given}`, {
      hint: 'Pass an array or iterable of PSIDs or people, or csv(…), jsonLines(…), label(…), sessions(…).',
    });
  }
  if ('rows' in given && typeof given.rows === 'function') return source as Audience<P>;
  if (!(Symbol.iterator in given || Symbol.asyncIterator in given)) {
    throw new AudienceError('an audience is not an object that cannot be iterated', {
      hint: 'Pass an array or iterable of PSIDs or people, or csv(…), jsonLines(…), label(…), sessions(…).',
    });
  }
  const name = Array.isArray(given) ? `a list of ${given.length}` : 'a list';
  const iterate = onceIfOnce(given as List);
  return { name, rows: () => rowsOf<P>(iterate()) };
}

/** A generator is its own iterator: asked again, it would say that there is nobody. */
function onceIfOnce(list: List): () => List {
  let wasRead = false;
  return () => {
    const iterator = Symbol.asyncIterator in list ? list[Symbol.asyncIterator]() : list[Symbol.iterator]();
    if ((iterator as unknown) !== list) return list;
    if (wasRead) {
      throw new AudienceError('the audience was read before, and can be read once only', {
        hint: 'Pass an array, or an object whose iterator begins anew each time: { async *[Symbol.asyncIterator]() { … } }.',
      });
    }
    wasRead = true;
    return list;
  };
}

async function* rowsOf<P extends Person>(list: List): AsyncGenerator<AudienceRow<P>> {
  let line = 0;
  try {
    for await (const each of list) {
      line++;
      const isPerson = typeof each === 'object' && each !== null;
      const row = (isPerson ? each : {}) as P;
      yield personRow<P>(line, isPerson ? each.psid : each, row, undefined, () => '') as AudienceRow<P>;
    }
  } catch (cause) {
    if (cause instanceof ChinwagError) throw cause;
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : `it threw ${typeof cause}`;
    throw new AudienceError(`what gives the people broke off after ${line.toLocaleString('en')}: ${why}`, {
      hint: 'Nothing was sent. Mend it, and start the campaign again.',
      cause,
    });
  }
}
