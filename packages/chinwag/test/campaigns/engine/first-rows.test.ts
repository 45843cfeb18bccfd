import { csv } from 'chinwag/campaigns';
import { genericTemplate, type Message, text } from 'chinwag/messenger';
import { describe, expect, test } from 'vitest';
import { stage } from './stage.js';

type Row = Record<string, string>;

/** Messages for the people of a file with a column that is called otherwise than the campaign believes. */
const slips: [string, (person: Row) => Message, string][] = [
  ['in a text', ({ name }) => text(`${name}, all is half price`), 'it says "undefined, all is half price"'],
  [
    'deep in a template',
    ({ name }) => genericTemplate([{ title: 'Tea', subtitle: `For ${name}` }]),
    'it says "For undefined"',
  ],
  ['in a sum', ({ points }) => text(`${Number(points) + 1} points`), 'it says "NaN points"'],
  ['as the whole text', ({ name }) => text(name as string), 'message needs text'],
];

test.each(slips)(
  'a value that no row has is found before anybody is sent to: %s',
  async (_, message, why) => {
    const { define, people, received } = await stage();
    const [psid] = await people(1);
    const audience = csv(async function* () {
      yield `psid,Name\n${psid},Ann\n`;
    });
    await expect(define({ audience, message }).start()).rejects.toThrow(
      new RegExp(`^the message for line 2 cannot be sent: ${why}.*; the person has no (name|points), but `),
    );
    expect(received().size).toBe(0);
  },
);

test('words that only look like a slip, and values that may be missing, are sent', async () => {
  const { define, people, received } = await stage();
  const audience = await people(1);
  const message = ({ name = 'friend' }: { name?: string }) =>
    text(`Dear ${name}, undefined behaviour is half price`);
  const plain = () => text('NaN is bread');
  expect((await define({ name: 'plain', audience, message: plain }).start()).progress.sent).toBe(1);
  // Both at once is more likely the slip.
  await expect(define({ audience, message }).start()).rejects.toThrow('it says');
  expect([...received().values()]).toEqual([['NaN is bread']]);
});

describe('a message function that goes wrong for somebody beyond the first rows', () => {
  test('fails for them, in one line without a token, and for nobody else', async () => {
    const { define, people, received } = await stage();
    const evils: [() => unknown, string][] = [
      [() => undefined, "it gave undefined, not a message such as text('Hello!')"],
      [() => 'Hello!', "it gave a string, not a message such as text('Hello!')"],
      [() => [], 'it gave an empty array, not a message'],
      [() => [[text('Hi!')]], "it gave an array in an array, not a message such as text('Hello!')"],
      [() => Array(11).fill(text('Hi!')), 'it gave 11 messages, and a person gets at most 10'],
      [() => Promise.reject('no'), 'no'],
      [() => Promise.reject(null), 'null'],
      [() => Promise.reject(Object.create(null)), 'it threw an object that is no Error'],
      [() => Promise.reject(new Error('a\n    at b (c.js:1)')), 'Error: a'],
      [() => Promise.reject(new TypeError(`no EAA${'x'.repeat(40)}`)), 'TypeError: no …'],
    ];
    const audience = await people(100 + evils.length);
    const message = ({ psid }: { psid: string }) =>
      evils[audience.indexOf(psid) - 100]?.[0]() ?? (audience.indexOf(psid) < 100 ? text('Hi!') : undefined);
    const { progress, failures } = await define({ audience, message }).start();
    expect(progress).toMatchObject({ sent: 100, failed: evils.length });
    expect(failures).toEqual(
      Object.fromEntries(evils.map(([, why]) => [`the message function failed: ${why}`, 1])),
    );
    expect(received().size).toBe(100);
  });

  test('writes into the person sends to nobody else', async () => {
    const { define, people, received } = await stage();
    const audience = await people(102);
    const [other, wanted] = audience.slice(100);
    const message = (person: { psid: string }) => {
      if (person.psid === wanted) person.psid = other as string;
      return text('Hi!');
    };
    const { failures } = await define({ audience, message }).start();
    expect(failures).toEqual({ 'the message function failed: it changed the psid of the person': 1 });
    expect(received().get(other as string)).toEqual(['Hi!']);
    expect(received().has(wanted as string)).toBe(false);
  });
});

test('an audience of nothing but faults fails the campaign, which can be started again', async () => {
  const { define, people, received } = await stage();
  const failing = define({ audience: ['x', 'y', ''] });
  await expect(failing.start()).rejects.toThrow(
    'no row of a list of 3 can be used: 2 × not a psid, 1 × no psid',
  );
  expect((await failing.report()).state).toBe('failed');
  // A check tells the same in numbers.
  expect((await failing.dryRun()).audience).toMatchObject({ rows: 3, people: 0 });
  expect((await define({ audience: await people(1) }).start()).progress.sent).toBe(1);
  expect(received().size).toBe(1);
});

test.each<[string, object, string]>([
  [
    'people that are no data',
    { audience: [{ psid: '1', points: 5n }] },
    'the person of line 1 cannot be kept',
  ],
  [
    'people that are no data, far down',
    {
      audience: Array.from({ length: 150 }, (_, row) => ({
        psid: `${row + 1}`,
        points: row === 119 ? 5n : 5,
      })),
    },
    'the person of line 120 cannot be kept',
  ],
  [
    'sessions that fail',
    {
      audience: ['1'],
      lastUserAction: () => {
        throw new Error('away');
      },
    },
    'lastUserAction failed for line 1: Error: away',
  ],
])('%s stop it before it begins', async (_, options, words) => {
  const { define } = await stage();
  await expect(define({ audience: [], ...options }).dryRun()).rejects.toThrow(words);
});
