import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { AudienceError, csv } from '../../../src/campaigns/audience/index.js';
import { file, inPieces, rowsOf, told } from './read.js';

test('rows become people, with their line and the texts of their columns', async () => {
  const path = await file(
    'psid,name,city\n24810001,Ann,Oslo\n24810002,"Bo ""B"" Berg","Ham\nburg"\n24810003,,\n',
  );
  expect(csv(path).name).toBe('people.csv');
  expect(await rowsOf(csv(path))).toEqual([
    { line: 2, person: { psid: '24810001', name: 'Ann', city: 'Oslo' } },
    { line: 3, person: { psid: '24810002', name: 'Bo "B" Berg', city: 'Ham\nburg' } },
    { line: 5, person: { psid: '24810003', name: '', city: '' } },
  ]);
});

const WRITTEN: [string, string][] = [
  ['LF', 'psid,name\n1,Ann\n2,Bo\n'],
  ['no end of the last line', 'psid,name\n1,Ann\n2,Bo'],
  ['CR LF', 'psid,name\r\n1,Ann\r\n2,Bo\r\n'],
  ['CR LF and quotes', '"psid","name"\r\n"1","Ann"\r\n"2","Bo"\r\n'],
  ['LF and CR LF', 'psid,name\n1,Ann\r\n2,"Bo"\r\n'],
  ['CR, of very old', 'psid,name\r1,Ann\r2,Bo\r'],
  ['semicolons', 'psid;name\n1;Ann\n2;Bo\n'],
  ['tabs', 'psid\tname\n1\tAnn\n2\tBo\n'],
  ['bars', 'psid|name\n1|Ann\n2|Bo\n'],
  ['the delimiter said as Excel does', 'sep=;\r\npsid;name\r\n1;Ann\r\n2;Bo\r\n'],
  ['a header in capitals', 'PSID,name\n1,Ann\n2,Bo\n'],
  ['spaces around ids', 'psid,name\n 1 ,Ann\n\t2,Bo\n'],
  ['blank lines before the header', '\n\npsid,name\n1,Ann\n2,Bo\n'],
  ['cells a spreadsheet adds on the right', 'psid,name,,\n1,Ann,,\n2,Bo,,\n'],
];

test.each(WRITTEN)('%s', async (_, content) => {
  const people = [
    { psid: '1', name: 'Ann' },
    { psid: '2', name: 'Bo' },
  ];
  const found = (source: () => AsyncIterable<string | Uint8Array>) =>
    rowsOf(csv(source)).then((rows) => rows.map((row) => ('person' in row ? row.person : row)));
  expect(await found(() => inPieces(content, 1_000))).toEqual(people);
  expect(await found(() => inPieces(content))).toEqual(people);
  expect(await found(() => inPieces(new TextEncoder().encode(content)))).toEqual(people);
});

describe('a row that cannot be used is told with its line, and those beside it are used', () => {
  const AROUND = (rows: string) => `psid,name\n1,Ann\n${rows}\n9,Zoe\n`;
  test.each<[string, string[]]>([
    ['2', ['3 too few fields: 2']],
    ['2,Bo,x', ['3 too many fields: 2,Bo,x']],
    ['', ['3 empty row: ']],
    [',', ['3 empty row: ,']],
    [',Bo', ['3 no psid: ,Bo']],
    ['abc,Bo', ['3 not a psid: abc']],
    ['-24810001,Bo', ['3 not a psid: -24810001']],
    ['24 810 001,Bo', ['3 not a psid: 24 810 001']],
    ['007,Bo', ['3 not a psid: 007']],
    ['123456789012345678901,Bo', ['3 not a psid: 123456789012345678901']],
    ['2.48E+15,Bo', ['3 rounded psid: 2.48E+15']],
    ['"2,48E+15",Bo', ['3 rounded psid: 2,48E+15']],
    ['=1+1,Bo', ['3 not a psid: =1+1']],
    ['\u001b[31m2,Bo', ['3 not a psid:  [31m2']],
    [`${'x'.repeat(200)},Bo`, [`3 not a psid: ${'x'.repeat(80)}…`]],
    ['2,"Bo', ['3 broken quotes: 2,"Bo']],
    ['2,"Bo"by', ['3 broken quotes: 2,"Bo"by']],
    ['2,"Bo\n3,"Cy"', ['3 broken quotes: 2,"Bo', '4 3 {"name":"Cy"}']],
    ['2,"Bo\n3,"Cy\n4,"Di"', ['3 broken quotes: 2,"Bo', '4 broken quotes: 3,"Cy', '5 4 {"name":"Di"}']],
    ['"2,Bo', ['3 broken quotes: "2,Bo']],
  ])('%j', async (row, expected) => {
    const after = 4 + row.split('\n').length - 1;
    const all = ['2 1 {"name":"Ann"}', ...expected, `${after} 9 {"name":"Zoe"}`];
    expect(await told(csv(() => inPieces(AROUND(row), 100_000)))).toEqual(all);
    expect(await told(csv(() => inPieces(AROUND(row))))).toEqual(all);
  });

  test('at the very end', async () => {
    expect(await told(csv(() => inPieces('psid,name\n1,Ann\n2,"Bo')))).toEqual([
      '2 1 {"name":"Ann"}',
      '3 broken quotes: 2,"Bo',
    ]);
  });

  test('a quote that is never closed costs one row, however long the file', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `${index + 10},Ann`);
    rows[5] = '15,"Ann';
    rows[9_000] = '9010,"Ann';
    const found = await rowsOf(csv(() => inPieces(`psid,name\n${rows.join('\n')}\n`, 64 * 1024)));
    expect(found).toHaveLength(20_000);
    expect(found.filter((row) => 'invalid' in row)).toEqual([
      { line: 7, invalid: 'broken quotes', value: '15,"Ann' },
      { line: 9_002, invalid: 'broken quotes', value: '9010,"Ann' },
    ]);
    expect(found.at(-1)).toEqual({ line: 20_001, person: { psid: '20009', name: 'Ann' } });
  });

  test('a line without an end costs one row', async () => {
    const long = `2,${'x'.repeat(300_000)}`;
    expect(await told(csv(() => inPieces(AROUND(long), 10_000)))).toEqual([
      '2 1 {"name":"Ann"}',
      `3 row too long: ${long.slice(0, 80)}…`,
      '4 9 {"name":"Zoe"}',
    ]);
  });
});

describe('encodings', () => {
  const content = 'psid,name\n1,Jörg\n2,Zoë 🎉\n';
  const utf16 = (littleEndian: boolean) => {
    const bytes = Buffer.from(`\uFEFF${content}`, 'utf16le');
    return littleEndian ? bytes : bytes.swap16();
  };
  const all = ['2 1 {"name":"Jörg"}', '3 2 {"name":"Zoë 🎉"}'];

  test.each<[string, Uint8Array, string | undefined]>([
    ['UTF-8', Buffer.from(content), undefined],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${content}`), undefined],
    ['UTF-8 with a mark, whatever the option says', Buffer.from(`\uFEFF${content}`), 'latin1'],
    ['UTF-16 LE with a mark', utf16(true), undefined],
    ['UTF-16 BE with a mark', utf16(false), undefined],
    ['UTF-16 LE by option', utf16(true).subarray(2), 'utf-16le'],
    ['UTF-16 BE by option', utf16(false).subarray(2), 'utf-16be'],
  ])('%s', async (_, bytes, encoding) => {
    expect(await told(csv(await file(bytes), { encoding }))).toEqual(all);
    expect(await told(csv(() => inPieces(bytes), { encoding }))).toEqual(all);
  });

  test('windows-1252 by option; without it the rows it garbles are told, and nobody gets garbled text', async () => {
    const bytes = Buffer.from('psid,name\n1,J\u00f6rg \u0080\n2,Bo\n', 'latin1');
    expect(await told(csv(() => inPieces(bytes), { encoding: 'windows-1252' }))).toEqual([
      '2 1 {"name":"Jörg €"}',
      '3 2 {"name":"Bo"}',
    ]);
    expect(await told(csv(() => inPieces(bytes)))).toEqual([
      '2 wrong encoding: 1,J\uFFFDrg \uFFFD',
      '3 2 {"name":"Bo"}',
    ]);
  });

  test('an encoding there is none of', () => {
    expect(() => csv('people.csv', { encoding: 'klingon' })).toThrow(AudienceError);
    expect(() => csv('people.csv', { encoding: 'klingon' })).toThrow('there is no encoding "klingon"');
  });

  test.each<[string, Uint8Array, string]>([
    ['UTF-16 without a mark', utf16(true).subarray(2), 'not text in utf-8: it has zero bytes'],
    ['a workbook', Buffer.from('PK\u0003\u0004abc'), 'a zip archive, such as a workbook of Excel'],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0]), 'compressed with gzip'],
  ])('%s is refused with what to do', async (_, bytes, message) => {
    await expect(told(csv(await file(bytes)))).rejects.toThrow(message);
    await expect(told(csv(await file(bytes)))).rejects.toHaveProperty('hint', expect.any(String));
  });
});

test('a zero byte costs its row, not the file', async () => {
  const source = () => inPieces(`psid,name\n1,A\0nn\n2\0,Bo\n3,Cy\n`);
  expect(await told(csv(source))).toEqual(['2 zero byte: 1,A nn', '3 zero byte: 2 ,Bo', '4 3 {"name":"Cy"}']);
});

test('what cannot be seen is shown in examples', async () => {
  expect(await told(csv(() => inPieces('psid\n\u200b1\n2\u202e\n')))).toEqual([
    '2 not a psid: <U+200B>1',
    '3 not a psid: 2<U+202E>',
  ]);
});

describe('columns', () => {
  test('the PSID in a column of another name', async () => {
    const source = () => inPieces('name,Messenger ID\nAnn,1\n');
    expect(await rowsOf(csv(source, { psidColumn: 'messenger id' }))).toEqual([
      { line: 2, person: { psid: '1', name: 'Ann', 'Messenger ID': '1' } },
    ]);
  });

  test('when the person last did something', async () => {
    const source = () =>
      inPieces('psid,seen\n1,2026-11-22T10:00:00Z\n2,1795341600\n3,1795341600000\n4,\n5,27.11.2026\n');
    expect(
      (await rowsOf(csv(source, { lastUserActionColumn: 'seen' }))).map((row) =>
        'person' in row ? row.lastUserAction : row,
      ),
    ).toEqual([
      1795341600000,
      1795341600000,
      1795341600000,
      undefined,
      { line: 6, invalid: 'not a time', value: '27.11.2026' },
    ]);
  });

  test('no header: one column of ids, or columns by name', async () => {
    expect(await told(csv(() => inPieces('1\n2\nabc\n')))).toEqual(['1 1', '2 2', '3 not a psid: abc']);
    expect(await told(csv(() => inPieces('Ann,1\nBo,2\n'), { columns: ['name', 'psid'] }))).toEqual([
      '1 1 {"name":"Ann"}',
      '2 2 {"name":"Bo"}',
    ]);
  });

  test('names that mean something to JavaScript do no harm', async () => {
    const [row] = await rowsOf(csv(() => inPieces('psid,__proto__,constructor,toString\n1,a,b,c\n')));
    const person = row && 'person' in row ? row.person : {};
    expect(Object.entries(person).sort()).toEqual([
      ['constructor', 'b'],
      ['psid', '1'],
      ['toString', 'c'],
    ]);
    expect(Object.getPrototypeOf(person)).toBe(Object.prototype);
  });

  test.each<[string, string, string]>([
    ['no column of PSIDs', 'id,name\n1,Ann\n', 'no column "psid": its first line has "id", "name"'],
    ['a column twice', 'psid,name,name\n1,Ann,Bo\n', 'two columns "name"'],
    ['a header and nobody below it', 'psid,name\n', 'has no rows'],
    ['nothing', '', 'is empty'],
    ['blank lines only', '\n\n', 'is empty'],
  ])('%s is an error', async (_, content, message) => {
    const reading = told(csv(await file(content)));
    await expect(reading).rejects.toThrow(AudienceError);
    await expect(reading).rejects.toThrow(message);
  });

  test('the delimiter by option', async () => {
    const source = () => inPieces('psid:name\n1:Ann\n');
    expect(await told(csv(source, { delimiter: ':' }))).toEqual(['2 1 {"name":"Ann"}']);
    expect(() => csv('people.csv', { delimiter: '\n' })).toThrow('one character');
  });
});

describe('sources', () => {
  test('a file that is not there', async () => {
    await expect(told(csv('nowhere/people.csv'))).rejects.toMatchObject({
      message: 'there is no file nowhere/people.csv',
      hint: expect.stringContaining(process.cwd()),
    });
  });

  test('a folder', async () => {
    await expect(told(csv(import.meta.dirname))).rejects.toThrow(/audience is a folder, not a file$/);
  });

  test('a pipe that nobody writes into', async () => {
    const path = await file('');
    execFileSync('mkfifo', [`${path}.pipe`]);
    await expect(told(csv(`${path}.pipe`))).rejects.toThrow('is a pipe, not a file');
  });

  test.each<[string, unknown, unknown]>([
    ['nothing', undefined, {}],
    ['null', null, {}],
    ['an empty path', '', {}],
    ['a number', 5, {}],
    ['an address on the web', new URL('https://tea.example/people.csv'), {}],
    ['options that are null', 'people.csv', null],
    ['columns in one text', 'people.csv', { columns: 'psid,name' }],
    ['a delimiter that is a number', 'people.csv', { delimiter: 5 }],
    ['an encoding that is a number', 'people.csv', { encoding: 5 }],
  ])('from JavaScript, %s is refused with what to do', (_, source, options) => {
    const make = () => csv(source as string, options as object);
    expect(make).toThrow(AudienceError);
    expect(make).toThrow(expect.objectContaining({ hint: expect.any(String) }));
  });

  test('an address, a stream of Node, a stream of the web, a function that opens one', async () => {
    const path = await file('psid\n1\n');
    expect(await told(csv(new URL(`file://${path}`)))).toEqual(['2 1']);
    expect(await told(csv(createReadStream(path)))).toEqual(['2 1']);
    expect(await told(csv(Readable.toWeb(createReadStream(path)) as AsyncIterable<Uint8Array>))).toEqual([
      '2 1',
    ]);
    const again = csv(() => createReadStream(path));
    expect(await told(again)).toEqual(['2 1']);
    expect(await told(again)).toEqual(['2 1']);
  });

  test('a stream cannot be read twice, and says what to do', async () => {
    const audience = csv(Readable.from(['psid\n1\n']));
    expect(await told(audience)).toEqual(['2 1']);
    await expect(told(audience)).rejects.toThrow('can be read once only');
  });

  test('a stream that fails in the middle', async () => {
    async function* failing() {
      yield 'psid\n1\n';
      throw new Error('the disk is on fire');
    }
    await expect(told(csv(failing))).rejects.toThrow('The stream cannot be read: the disk is on fire');
  });

  test('only so much is read as is asked for', async () => {
    let pieces = 0;
    async function* endless() {
      yield 'psid\n';
      for (let id = 1; ; id++) {
        pieces++;
        yield `${id}\n`.repeat(1_000);
      }
    }
    for await (const row of csv(endless).rows()) {
      expect(row).toEqual({ line: 2, person: { psid: '1' } });
      break;
    }
    expect(pieces).toBeLessThan(20);
  });
});
