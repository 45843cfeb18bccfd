import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ChinwagError } from '../../src/core/errors.js';
import { systemClock } from '../../src/core/time/clock.js';
import { GraphError } from '../../src/graph/errors.js';
import { Graph } from '../../src/graph/graph.js';
import { failure, reply, SECRET, stub, TOKEN } from './stub.js';

const never = 'never';
const once = 'once';
const soon = 'soon';
const later = 'later';
const muchLater = 'muchLater';

/** The platform's table of errors, row by row: code, subcode, retry, and whether it is a rate limit. */
const rows: [code: number, subcode: number | undefined, retry: string, isRateLimit?: true][] = [
  [-1, undefined, soon],
  [1, undefined, once],
  [1, 99, once],
  [1, 1357046, never],
  [1, 2018382, never],
  [2, undefined, soon],
  [2, 2018344, never],
  [3, undefined, never],
  [4, undefined, later, true],
  [4, 2018022, later, true],
  [4, 2018354, later, true],
  [9, 2018352, later, true],
  [10, undefined, never],
  [10, 1404170, never],
  [10, 1893015, never],
  [10, 1893063, muchLater],
  [10, 2018065, never],
  [10, 2018108, never],
  [10, 2018278, never],
  [10, 2018300, never],
  [10, 2018336, never],
  [10, 2534022, never],
  [10, 2534077, never],
  [17, undefined, later, true],
  [17, 2446079, later, true],
  [32, undefined, later, true],
  [341, undefined, later, true],
  [100, undefined, never],
  [100, 33, never],
  [100, 2018001, never],
  [100, 2018008, once],
  [100, 2018014, never],
  [100, 2018015, never],
  [100, 2018034, never],
  [100, 2018035, never],
  [100, 2018040, never],
  [100, 2018041, never],
  [100, 2018053, never],
  [100, 2018047, once],
  [100, 2018055, never],
  [100, 2018074, never],
  [100, 2018098, never],
  [100, 2018099, never],
  [100, 2018109, never],
  [100, 2018145, never],
  [100, 2018164, never],
  [100, 2018294, once],
  [100, 2018320, never],
  [100, 2018328, never],
  [100, 2534013, never],
  [100, 2534014, never],
  [100, 2534015, never],
  [100, 2534025, never],
  [100, 2534029, never],
  [100, 2534037, never],
  [100, 2534068, never],
  [102, undefined, never],
  [104, undefined, never],
  [105, undefined, never],
  [190, undefined, never],
  [190, 458, never],
  [190, 459, never],
  [190, 460, never],
  [190, 463, never],
  [190, 464, never],
  [190, 467, never],
  [190, 492, never],
  [194, undefined, never],
  [200, undefined, never],
  [200, 1545041, never],
  [200, 2018021, never],
  [200, 2018027, never],
  [200, 2018028, never],
  [200, 2534041, never],
  [230, undefined, never],
  [299, undefined, never],
  [368, undefined, muchLater],
  [551, undefined, never],
  [551, 1545041, never],
  [613, undefined, later, true],
  [613, 1996, later, true],
  [613, 1893016, never],
  [613, 2018338, later, true],
  [613, 2534040, later, true],
  [1200, undefined, soon],
  [2022, undefined, never],
  [2200, undefined, never],
  [2500, undefined, never],
  [10303, undefined, never],
  [10900, undefined, never],
  [10903, undefined, never],
  [24001, undefined, never],
  [24002, undefined, never],
  [24005, undefined, never],
  [36000, undefined, never],
  [36103, undefined, never],
  [80001, undefined, later, true],
  [80002, undefined, later, true],
  [80006, undefined, later, true],
  [80008, undefined, later, true],
  // Printed as codes, seen as subcodes: both are understood.
  [2018144, undefined, later, true],
  [100, 2018144, later, true],
  [2018154, undefined, never],
  [2018163, undefined, never],
  [2018166, undefined, never],
  [2071010, undefined, never],
  [2071025, undefined, never],
  [2018171, undefined, never],
  [100, 2018171, never],
  [2018218, undefined, never],
  [2018247, undefined, never],
  [2018234, undefined, never],
  [2018321, undefined, later],
  [100, 2018321, later],
  [2018389, undefined, never],
  [2018396, undefined, never],
  [9000001, undefined, never],
];

/** One server that refuses with whatever the query asks for. */
async function refusing(): Promise<(error: Record<string, unknown>, status?: number) => Promise<GraphError>> {
  const { origin } = await stub((response, { url }) => {
    reply(
      response,
      { error: JSON.parse(url.searchParams.get('error') ?? '') },
      Number(url.searchParams.get('status')),
    );
  });
  const graph = new Graph({
    origin,
    accessToken: TOKEN,
    appSecret: SECRET,
    // Each error by itself: none waits for, or follows from, the one before.
    rules: false,
    clock: { ...systemClock, random: () => 0 },
  });
  onTestFinished(() => graph.close());
  return async (error, status = 400) => {
    const thrown = await failure(
      graph.call({ method: 'POST', path: 'me/messages', query: { error, status } }),
    );
    expect(thrown).toBeInstanceOf(GraphError);
    return thrown as GraphError;
  };
}

test('every row of the platform’s table has its meaning, its retry class and its way on', async () => {
  const refuse = await refusing();
  const seen = await Promise.all(
    rows.map(([code, subcode]) => refuse({ code, error_subcode: subcode, message: 'as sent' })),
  );
  expect(seen.map(({ code, subcode, retry, isRateLimit }) => [code, subcode, retry, isRateLimit])).toEqual(
    rows.map(([code, subcode, retry, isRateLimit = false]) => [code, subcode, retry, isRateLimit]),
  );
  for (const { code, meaning, hint, isTransient, retry, outcome, message } of seen) {
    expect(meaning, `${code}`).toMatch(/^\S.{5,}/);
    expect(hint, `${code}`).toMatch(/^\S.{20,}\.$/s);
    expect(isTransient, `${code}`).toBe(retry === 'soon');
    expect(outcome, message).toBe(message.includes('1/1357046') ? 'unknown' : 'refused');
  }
});

test('the error has all that the platform said', async () => {
  const refuse = await refusing();
  const error = await refuse({
    message: '(#100) No matching user found',
    type: 'OAuthException',
    code: 100,
    error_subcode: 2018001,
    is_transient: false,
    error_user_title: 'Niemand da',
    error_user_msg: 'Diese Person gibt es nicht.',
    fbtrace_id: 'A-GBya9',
  });
  expect(error).toBeInstanceOf(ChinwagError);
  expect(error.message).toBe(
    'The Graph API refused POST me/messages: (#100) No matching user found (100/2018001)',
  );
  expect(error).toMatchObject({
    name: 'GraphError',
    code: 100,
    subcode: 2018001,
    type: 'OAuthException',
    fbtraceId: 'A-GBya9',
    isTransient: false,
    isRateLimit: false,
    status: 400,
    userTitle: 'Niemand da',
    userMessage: 'Diese Person gibt es nicht.',
    method: 'POST',
    path: 'me/messages',
  });
  expect(error.hint).toMatch(/recipient/);
});

test('an error of no list is still one', async () => {
  const refuse = await refusing();
  const error = await refuse({ code: 123456, error_subcode: 4, message: 'new', is_transient: true }, 500);
  expect(error).toMatchObject({ code: 123456, subcode: 4, meaning: undefined, retry: 'never', status: 500 });
  expect(error).toMatchObject({
    isTransient: true,
    isRateLimit: false,
    hint: expect.stringMatching(/fbtraceId/),
  });
});

test('a known code with an unknown subcode is explained by its code', async () => {
  const refuse = await refusing();
  expect(await refuse({ code: 613, error_subcode: 4711 })).toMatchObject({
    isRateLimit: true,
    retry: 'later',
  });
  // A subcode of few digits is nobody's code.
  expect(await refuse({ code: 100, error_subcode: 613 })).toMatchObject({
    isRateLimit: false,
    retry: 'never',
  });
});

describe('a token in the platform’s words is blanked', () => {
  const other = 'EAAGm0PX4ZCpsBAother0123456789ZAZBZC';
  test.each([
    ['its own', `Malformed access token ${TOKEN}`],
    ['another', `Malformed access token ${other}`],
    ['an app token', `Invalid appsecret: 123456789|${SECRET}`],
    ['the secret', `secret is ${SECRET}`],
    ['in an address', `see https://graph.facebook.com/me?access_token=${other}&x=1`],
    ['encoded', `see me%3Faccess_token%3D${encodeURIComponent(`987654321|${SECRET}`)}`],
  ])('%s', async (_name, said) => {
    const refuse = await refusing();
    const error = await refuse({
      message: said,
      code: 190,
      error_user_msg: said,
      fbtrace_id: said,
      type: said,
    });
    const shown = inspect(error, { showHidden: true, depth: 9 }) + JSON.stringify(error) + error.stack;
    for (const secret of [TOKEN, other, SECRET]) expect(shown).not.toContain(secret);
    expect(error.message).toContain('…');
  });
});
