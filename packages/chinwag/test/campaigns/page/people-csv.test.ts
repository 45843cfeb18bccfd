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

test('everybody is a line', async () => {
  const lines = (await textOf(peopleCsv(people(1_201)))).split('\r\n');
  expect(lines[0]).toBe('psid,line,state,variant,reason,message_id,at,delivered_at,read_at,answered_at');
  expect(lines[1]).toBe('1,1,failed,,,,1970-01-01T00:00:00.000Z,,,');
  expect(lines).toHaveLength(1 + 1_201 + 1);
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
