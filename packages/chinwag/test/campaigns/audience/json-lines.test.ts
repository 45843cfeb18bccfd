import { expect, test } from 'vitest';
import { AudienceError, jsonLines } from '../../../src/campaigns/audience/index.js';
import { file, inPieces, rowsOf, told } from './read.js';

test('each line is a person, with whatever the object has', async () => {
  const content = '{"psid":"24810001","name":"Ann","orders":[1,2]}\r\n\n{"psid":24810002}\n{"psid":"3"}';
  const path = await file(content, 'people.jsonl');
  expect(jsonLines(path).name).toBe('people.jsonl');
  const all = [
    { line: 1, person: { psid: '24810001', name: 'Ann', orders: [1, 2] } },
    { line: 3, person: { psid: '24810002' } },
    { line: 4, person: { psid: '3' } },
  ];
  expect(await rowsOf(jsonLines(path))).toEqual(all);
  expect(await rowsOf(jsonLines(() => inPieces(content)))).toEqual(all);
});

test.each<[string, string]>([
  ['{"psid":"1"', 'not JSON: {"psid":"1"'],
  ['nonsense', 'not JSON: nonsense'],
  ['"1"', 'not an object: "1"'],
  ['["1"]', 'not an object: ["1"]'],
  ['null', 'not an object: null'],
  ['{}', 'no psid: {}'],
  ['{"psid":null,"name":"Ann"}', 'no psid: {"psid":null,"name":"Ann"}'],
  ['{"psid":""}', 'no psid: {"psid":""}'],
  ['{"psid":"abc"}', 'not a psid: abc'],
  ['{"psid":{"id":"1"}}', 'not a psid: [object Object]'],
  ['{"psid":1.5}', 'not a psid: 1.5'],
  ['{"psid":24810001123456789}', 'rounded psid: 24810001123456788'],
  ['{"psid":"2.48E+16"}', 'rounded psid: 2.48E+16'],
])('%s is told with its line', async (line, expected) => {
  const content = `{"psid":"7"}\n${line}\n{"psid":"9"}\n`;
  expect(await told(jsonLines(() => inPieces(content)))).toEqual(['1 7', `2 ${expected}`, '3 9']);
});

test('bytes of another encoding cost their line', async () => {
  const bytes = Buffer.from('{"psid":"1","name":"J\u00f6rg"}\n{"psid":"2"}\n', 'latin1');
  expect(await told(jsonLines(() => inPieces(bytes)))).toEqual([
    '1 wrong encoding: {"psid":"1","name":"J\uFFFDrg"}',
    '2 2',
  ]);
  expect(await told(jsonLines(() => inPieces(bytes), { encoding: 'latin1' }))).toEqual([
    '1 1 {"name":"Jörg"}',
    '2 2',
  ]);
});

test('a line without an end costs itself', async () => {
  const content = `{"psid":"1"}\n{"psid":"2","x":"${'x'.repeat(3_000_000)}"}\n{"psid":"3"}\n`;
  const rows = await told(jsonLines(() => inPieces(content, 64 * 1024)));
  expect(rows).toEqual(['1 1', `2 row too long: {"psid":"2","x":"${'x'.repeat(63)}…`, '3 3']);
});

test('properties of other names', async () => {
  const source = () => inPieces('{"id":"1","seen":"2026-11-22T10:00:00Z"}\n');
  const options = { psidProperty: 'id', lastUserActionProperty: 'seen' };
  expect(await rowsOf(jsonLines(source, options))).toEqual([
    {
      line: 1,
      person: { psid: '1', id: '1', seen: '2026-11-22T10:00:00Z' },
      lastUserAction: Date.UTC(2026, 10, 22, 10),
    },
  ]);
});

test('a JSON array is refused with what to do', async () => {
  const reading = told(jsonLines(await file('[{"psid":"1"}]\n', 'people.json')));
  await expect(reading).rejects.toThrow(AudienceError);
  await expect(reading).rejects.toThrow('people.json is one JSON array, not JSON Lines');
});

test('people have the type that is said, and a psid', async () => {
  const audience = jsonLines<{ name: string }>(() => inPieces('{"psid":"1","name":"Ann"}\n'));
  for await (const row of audience.rows()) {
    if ('person' in row) expect(row.person.name.toUpperCase() + row.person.psid).toBe('ANN1');
  }
});
