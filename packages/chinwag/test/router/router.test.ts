import { describe, expect, test } from 'vitest';
import { type Action, run, withProps } from '../../src/core/action.js';
import {
  chain,
  type Passing,
  type Pattern,
  payload,
  platform,
  type RoutableEvent,
  type Route,
  RouteError,
  route,
  router,
  text,
} from '../../src/router/index.js';

/** A context of some channel, and what became of it. */
interface Visit {
  platform: string;
  event: RoutableEvent;
  went: unknown[];
}

const go =
  (...where: unknown[]): Action<Visit> =>
  ({ went }) =>
    void went.push(...where);
const goOn =
  (where: string): Action<Visit, Passing<Visit>> =>
  ({ went }, { next }) => {
    went.push(where);
    return next;
  };

async function visit<Props extends object>(
  action: Action<Visit, Props>,
  event: RoutableEvent = {},
  props?: Props,
): Promise<unknown[]> {
  const context: Visit = { platform: 'messenger', event, went: [] };
  await run(action, context, props);
  return context.went;
}

const said = (words: string): RoutableEvent => ({ isText: true, text: words });
const tapped = (what: string): RoutableEvent => ({ isPayload: true, payload: what });

describe('parameters in a pattern', () => {
  const found = async (pattern: string, value: string) => {
    const line = payload<Visit>(
      pattern,
      ({ went }, props) => void went.push((props as { params?: object }).params),
    );
    return (await visit(router([line]), tapped(value)))[0];
  };

  test.each<[pattern: string, value: string, params: object | undefined]>([
    ['ORDER_{id}', 'ORDER_17', { id: '17' }],
    ['ORDER_{id}', 'ORDER_', undefined],
    ['ORDER_{id}', 'order_17', undefined],
    ['ADD:{item}:{size:S|M|L}', 'ADD:assam:M', { item: 'assam', size: 'M' }],
    ['ADD:{item}:{size:S|M|L}', 'ADD:assam:XL', undefined],
    ['ADD:{item}:{note}', 'ADD:assam:no sugar: none', { item: 'assam', note: 'no sugar: none' }],
    ['{who} says {what}!', 'Ana says hi!!', { who: 'Ana', what: 'hi!' }],
    ['{who} says {what}!', 'Ana says !', undefined],
    ['{__proto__}', 'x', {}],
    ['{emoji} tea', '👩‍👩‍👧‍👦 tea', { emoji: '👩‍👩‍👧‍👦' }],
    ['{line}', 'one\ntwo', { line: 'one\ntwo' }],
  ])('%s finds in %s what it stands for', async (pattern, value, params) => {
    expect(await found(pattern, value)).toEqual(params);
    expect(({} as { x?: string }).x).toBeUndefined();
  });

  test.each(['{"action":"buy"}', '{}', '{ id }', '{1}', 'a{b'])('%s has none: it is a word', async (word) => {
    const line = payload<Visit>(word, go('found'));
    expect(await visit(router([line]), tapped(word))).toEqual(['found']);
    expect(await visit(router([line]), tapped('x'))).toEqual([]);
  });

  test.each([
    ['{a}{b}', /does not tell where \{a\} ends/],
    ['{a}:{a}', /two parameters \{a\}/],
  ])('%s is refused', (pattern, says) => {
    expect(() => text(pattern, () => {})).toThrow(RouteError);
    expect(() => text(pattern, () => {})).toThrow(says);
  });

  test('take no longer than the text', async () => {
    const began = performance.now();
    expect(await found('{a}:{b}:{c}:{d};', ':'.repeat(100_000))).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('router', () => {
  test('the first route that matches runs, and no other', async () => {
    const routes = router<Visit>([text('b', go('first')), text('b', go('second')), route('*', go('rest'))]);
    expect(await visit(routes, said('b'))).toEqual(['first']);
    expect(await visit(routes, said('c'))).toEqual(['rest']);
  });

  test('goes on to next when nothing matches', async () => {
    const routes = router<Visit>([text('b', go('b'))]);
    expect(await visit(routes, said('c'), { next: go('next') })).toEqual(['next']);
    expect(await visit(routes, said('c'))).toEqual([]);
  });

  test('hands next and its own props on to the action that matched', async () => {
    const routes = router<Visit>([route('*', goOn('matched'))]);
    expect(await visit(routes, {}, { next: go('next') })).toEqual(['matched', 'next']);
  });

  test('stands inside another', async () => {
    const inner = router<Visit>([text('b', go('inner'))]);
    const outer = router<Visit>([
      route(({ event }) => event.isText === true, inner),
      route('*', go('outer')),
    ]);
    expect(await visit(outer, said('b'))).toEqual(['inner']);
    expect(await visit(outer, {})).toEqual(['outer']);
    expect(await visit(outer, said('c'))).toEqual([]);
  });

  test('is not changed by what becomes of the array', async () => {
    const routes: Route<Visit>[] = [route('*', go('here'))];
    const action = router(routes);
    routes.length = 0;
    expect(await visit(action)).toEqual(['here']);
  });
});

describe('route', () => {
  test.each([
    ['true', () => true, true],
    ['false', () => false, false],
    ['nothing', () => undefined, false],
    ['null', () => null, false],
    ['an object', () => ({}), true],
    ['true, later', async () => true, true],
    ['false, later', async () => false, false],
  ])('a predicate that says %s', async (_, predicate, runs) => {
    expect(await visit(router<Visit>([route(predicate, go('here'))]))).toEqual(runs ? ['here'] : []);
  });

  test('what a predicate finds joins the props', async () => {
    const routes = router<Visit>([
      route(
        async ({ event }: Visit) => ({ length: event.text?.length }),
        ({ went }, { length, next }) => {
          went.push(length);
          return next;
        },
      ),
    ]);
    expect(await visit(routes, said('four'), { next: go('next') })).toEqual([4, 'next']);
  });

  test('a predicate that fails is heard of', async () => {
    const routes = router<Visit>([route(() => Promise.reject(new Error('no')), go('here'))]);
    await expect(visit(routes)).rejects.toThrow('no');
  });
});

const patterns: [name: string, pattern: Pattern, value: string, matches: boolean][] = [
  ['the word', 'Hi', 'Hi', true],
  ['another case', 'Hi', 'hi', false],
  ['more than the word', 'Hi', 'Hi!', false],
  ['white space around', 'Hi', ' Hi', false],
  ['one of several', ['Hi', 'Hello'], 'Hello', true],
  ['none of several', ['Hi', 'Hello'], 'Bye', false],
  ['none of none', [], '', false],
  ['any', '*', 'whatever', true],
  ['any, empty', '*', '', true],
  ['a star among several is a word', ['*'], 'x', false],
  ['empty', '', '', true],
  ['an expression', /^h(.)/, 'hi', true],
  ['an expression that finds nothing', /^h(.)/, 'no', false],
  ['an expression without case', /^HI$/i, 'hi', true],
  ['a sticky one, from the start', /b/y, 'ab', false],
  ['across lines', /^b$/m, 'a\nb', true],
  ['what lies past 4,096 characters', /b$/, `${'a'.repeat(4096)}b`, false],
];

describe.each([
  { name: 'text', make: text, heard: said },
  { name: 'payload', make: payload, heard: tapped },
] as const)('$name', ({ make, heard }) => {
  test.each(patterns)('%s', async (_, pattern, value, matches) => {
    expect(await visit(router<Visit>([make(pattern, go('here'))]), heard(value))).toEqual(
      matches ? ['here'] : [],
    );
  });

  test('an expression gives its match', async () => {
    const routes = router<Visit>([
      make(/^order (?<id>\d+)$/, ({ went }, { match }) => void went.push(match.groups?.id)),
    ]);
    expect(await visit(routes, heard('order 66'))).toEqual(['66']);
  });

  test.each([/hi/g, /hi/y, /hi/gy])('%s matches every time', async (pattern) => {
    const routes = router<Visit>([make(pattern, go('here'))]);
    for (let times = 0; times < 3; times++) expect(await visit(routes, heard('hi'))).toEqual(['here']);
    expect(pattern.lastIndex).toBe(0);
  });

  test.each([
    ['null', null],
    ['undefined', undefined],
  ])('never runs for what has none, although /./ finds something in "%s"', async (_, nothing) => {
    const routes = router<Visit>([make(/./, go('regex')), make('*', go('any')), make('null', go('word'))]);
    expect(await visit(routes, { text: nothing, payload: nothing })).toEqual([]);
  });

  test.each([{ isEcho: true }, { isStandby: true }])(
    'never runs for what was not said to the bot: %o',
    async (flag) => {
      expect(await visit(router<Visit>([make('*', go('here'))]), { ...heard('hi'), ...flag })).toEqual([]);
    },
  );

  test('an expression made to backtrack gets no more than 4,096 characters to do it in', async () => {
    const routes = router<Visit>([make(/(a|b|ab)*c/, go('here'))]);
    const start = performance.now();
    await visit(routes, heard(`${'a'.repeat(50_000)}!`));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('platform', () => {
  test.each([
    ['messenger', true],
    ['*', true],
    [['line', 'messenger'], true],
    [/^mess/, true],
    ['line', false],
    [[], false],
  ] as [Pattern, boolean][])('%o', async (pattern, matches) => {
    expect(await visit(router<Visit>([platform(pattern, go('here'))]))).toEqual(matches ? ['here'] : []);
  });
});

describe('chain', () => {
  test('each goes on by returning next', async () => {
    expect(await visit(chain([goOn('a'), goOn('b'), goOn('c')]))).toEqual(['a', 'b', 'c']);
    expect(await visit(chain([goOn('a'), go('b'), goOn('c')]))).toEqual(['a', 'b']);
  });

  test('the last goes on to what comes after the chain', async () => {
    expect(await visit(chain([chain([goOn('a'), goOn('b')]), goOn('c')]), {}, { next: go('d') })).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  test('an action with props of its own sees next', async () => {
    const Named: Action<Visit, Passing<Visit> & { name: string }> = ({ went }, { name, next }) => {
      went.push(name);
      return next;
    };
    expect(
      await visit(chain([withProps(Named, { name: 'Ana' }), withProps(Named, { name: 'Bob' })])),
    ).toEqual(['Ana', 'Bob']);
  });

  test('a router that finds nothing goes on', async () => {
    const actions = chain([router<Visit>([text('b', go('b'))]), go('fallback')]);
    expect(await visit(actions, said('b'))).toEqual(['b']);
    expect(await visit(actions, said('c'))).toEqual(['fallback']);
  });

  test('of nothing goes on at once', async () => {
    expect(await visit(chain<Visit>([]), {}, { next: go('next') })).toEqual(['next']);
  });
});

describe('what is written wrongly is found when it is made', () => {
  const here = go('here');
  test.each<[string, () => unknown, string]>([
    ['no pattern', () => text(undefined as never, here), 'text() got a pattern that is no text'],
    ['a number', () => payload(7 as never, here), 'payload() got a pattern that is no text'],
    ['expressions in an array', () => text([/a/] as never, here), 'text() got a pattern that is no text'],
    ['no action', () => text('a', undefined as never), 'text() got undefined as its action'],
    ['no action, for a predicate', () => route('*', null as never), 'route() got null as its action'],
    ['a predicate that is a word', () => route('hi' as never, here), 'route() got string to decide with'],
    [
      'an action among the routes',
      () => router([route('*', here), here as never]),
      'router() got no route at [1]',
    ],
    ['no array', () => router(here as never), 'router() got function'],
    ['a hole in a chain', () => chain([here, undefined as never]), 'chain() got no action at [1]'],
    ['a chain of no array', () => chain({} as never), 'chain() got object'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(RouteError);
    expect(make).toThrow(message);
  });
});
