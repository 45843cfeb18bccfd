import type { RecipientReport } from '../campaign.js';

const COLUMNS = {
  psid: ({ psid }) => psid,
  line: ({ line }) => String(line),
  state: ({ state }) => state,
  variant: ({ variant }) => variant,
  reason: ({ reason }) => reason,
  message_id: ({ messageId }) => messageId,
  at: ({ at }) => moment(at),
  delivered_at: ({ deliveredAt }) => moment(deliveredAt),
  read_at: ({ readAt }) => moment(readAt),
  answered_at: ({ answeredAt }) => moment(answeredAt),
} as const satisfies Record<string, (row: RecipientReport) => string | undefined>;

const GROUP = 500;
/** Without it Excel takes UTF-8 for the code page of the machine, and `Größe` for `GrÃ¶ÃŸe`. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Everybody of a campaign as CSV (RFC 4180) that spreadsheets open as it is, in pieces fit for writing. */
export async function* peopleCsv(people: AsyncIterable<RecipientReport>): AsyncGenerator<string> {
  let text = `${BYTE_ORDER_MARK}${Object.keys(COLUMNS).join(',')}\r\n`;
  let rows = 0;
  for await (const person of people) {
    text += `${Object.values(COLUMNS)
      .map((value) => cell(value(person) ?? ''))
      .join(',')}\r\n`;
    rows++;
    if (rows % GROUP > 0) continue;
    yield text;
    text = '';
  }
  yield text;
}

const moment = (at: number | undefined) => (at === undefined ? '' : new Date(at).toISOString());

/** A spreadsheet takes what begins like a formula for one, so it is made to begin otherwise. */
function cell(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
