import { describe, expect, test } from 'vitest';
import type { GraphCall } from '../../src/graph/call.js';
import { appCalls, listings, pageCalls, personCalls } from '../../src/messenger/resources/index.js';
import { appCases } from './cases/app.js';
import { APP, type Case, PSID } from './cases/case.js';
import { conversationCases } from './cases/conversations.js';
import { pageCases } from './cases/page.js';
import { personCases } from './cases/people.js';
import { profileCases } from './cases/profile.js';
import { templateCases } from './cases/templates.js';

type Calls = Record<string, (...args: unknown[]) => GraphCall | Promise<GraphCall>>;

/** Each set of calls, what comes before the arguments of each of its calls, and the cases. */
const sets: [name: string, calls: object, first: unknown[], cases: Case[]][] = [
  ['page', pageCalls, [], [...pageCases, ...profileCases, ...conversationCases, ...templateCases]],
  ['person', personCalls, [PSID], personCases],
  ['app', appCalls, [APP], appCases],
];

describe.each(sets)('calls of the %s', (_, calls, first, cases) => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', async (name, { args = [], sends, reads }) => {
    const { read, ...sent } = (await (calls as Calls)[name]?.(...first, ...args)) ?? {};
    expect(sent).toEqual(sends);
    for (const [answer, result] of reads)
      expect((read as (answer: unknown) => unknown)(answer)).toEqual(result);
  });

  test('none is without a case', () => {
    expect(new Set(cases.map(({ name }) => name))).toEqual(new Set(Object.keys(calls)));
  });

  // A platform that answers 200 has done what it was asked: the caller must not get an error from reading.
  test.each([
    undefined,
    null,
    '',
    'true',
    true,
    7,
    [],
    {},
    { data: null },
    { data: [null] },
    { data: { id: 1 } },
  ])('every answer can be read, even %j', async (answer) => {
    for (const { name, args = [] } of cases) {
      const call = await (calls as Calls)[name]?.(...first, ...args);
      expect(() => call?.read?.(answer as never)).not.toThrow();
    }
  });
});

test('a name stands for one call', () => {
  const names = [pageCalls, personCalls, appCalls, listings].flatMap(Object.keys);
  expect(new Set(names).size).toBe(names.length);
});
