import type { RowCount } from '../ledger.js';
import type { AudienceReport } from '../report.js';

const EXAMPLES = 5;
/** More kinds of faults than anybody tells apart; a reason that names the row itself must not fill the memory. */
const MOST_REASONS = 100;
const OTHERS = 'other reasons';

export function noRows(): RowCount {
  return { invalid: {}, unreachable: {} };
}

export function noAudience(): AudienceReport {
  return { rows: 0, people: 0, duplicates: 0, ...noRows() };
}

export function countInvalid(
  counted: RowCount,
  reason: string,
  example: { line: number; value: string },
): void {
  const rows = rowsOf(counted, reason);
  rows.count++;
  if (rows.examples.length < EXAMPLES) rows.examples.push(example);
}

export function countUnreachable({ unreachable }: RowCount, reason: string, n = 1): void {
  const kept = reasonIn(unreachable, reason);
  unreachable[kept] = (unreachable[kept] ?? 0) + n;
}

/** Adds what was counted of some rows, `people` of whom were new. */
export function addRows(
  audience: AudienceReport,
  counted: RowCount,
  given: { offered: number; people: number },
): void {
  audience.people += given.people;
  audience.duplicates += given.offered - given.people;
  audience.rows += given.offered;
  for (const [reason, { count, examples }] of Object.entries(counted.invalid)) {
    const rows = rowsOf(audience, reason);
    rows.count += count;
    rows.examples.push(...examples.slice(0, EXAMPLES - rows.examples.length));
    audience.rows += count;
  }
  for (const [reason, count] of Object.entries(counted.unreachable)) {
    countUnreachable(audience, reason, count);
    audience.rows += count;
  }
}

function rowsOf({ invalid }: RowCount, reason: string) {
  const kept = reasonIn(invalid, reason);
  invalid[kept] ??= { count: 0, examples: [] };
  return invalid[kept];
}

export function reasonIn(known: Record<string, unknown>, reason: string): string {
  if (Object.hasOwn(known, reason)) return reason;
  return Object.keys(known).length < MOST_REASONS ? reason : OTHERS;
}
