import { csv } from 'chinwag/campaigns';
import { expect, test } from 'vitest';
import { peopleCsv } from '../../../src/campaigns/page/people-csv.js';

async function* people(count: number, reason?: string) {
  for (let line = 1; line <= count; line++) {
    yield {
      psid: `${line}`,
      line,
      state: 'failed' as const,
      ...(reason === undefined ? {} : { reason }),
      at: 0,
    };
  }
}

async function textOf(rows: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of rows) text += piece;
  return text;
}

async function* bytesOf(text: AsyncIterable<string>) {
  for await (const piece of text) yield Buffer.from(piece);
}

test('everybody is a line', async () => {
  const lines = (await textOf(peopleCsv(people(1_201)))).split('\r\n');
  expect(lines[0]).toBe(
    '\uFEFFpsid,line,state,variant,reason,message_id,at,delivered_at,read_at,answered_at',
  );
  expect(lines[1]).toBe('1,1,failed,,,,1970-01-01T00:00:00.000Z,,,');
  expect(lines).toHaveLength(1 + 1_201 + 1);
});

test('it can be the audience of another campaign: a byte order mark is for Excel, and no part of a name', async () => {
  const rows = [];
  for await (const row of csv(() => bytesOf(peopleCsv(people(2, 'Größe')))).rows()) rows.push(row);
  expect(rows).toMatchObject([{ person: { psid: '1', reason: 'Größe' } }, { person: { psid: '2' } }]);
});

test.each([
  ['a comma', 'no, thanks', '"no, thanks"'],
  ['quotes', 'said "no"', '"said ""no"""'],
  ['a line break', 'one\ntwo', '"one\ntwo"'],
  ['a formula', '=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['what a spreadsheet takes for one', '+1', "'+1"],
])('%s does no harm in a cell', async (_, reason, cell) => {
  expect(await textOf(peopleCsv(people(1, reason)))).toContain(`,failed,,${cell},,`);
});
