import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Audience, AudienceRow, Person } from '../../../src/campaigns/audience.js';

/** All rows of an audience that is small. */
export async function rowsOf<P extends Person>(audience: Audience<P>): Promise<AudienceRow<P>[]> {
  const rows: AudienceRow<P>[] = [];
  for await (const row of audience.rows()) rows.push(row);
  return rows;
}

/** Each row in a line: `2 24810001 {"name":"Ann"}`, or `3 not a psid: abc`. */
export async function told<P extends Person>(audience: Audience<P>): Promise<string[]> {
  return (await rowsOf(audience)).map((row) => {
    if ('invalid' in row) return `${row.line} ${row.invalid}: ${row.value}`;
    const { psid, ...rest } = row.person;
    return `${row.line} ${psid}${Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : ''}`;
  });
}

/** A file of the test's own, gone at its end. */
export async function file(content: string | Uint8Array, name = 'people.csv'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chinwag-audience-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

/** A text in as many pieces as it has characters: whatever depends on where a piece ends shows itself. */
export async function* inPieces(
  content: string | Uint8Array,
  length = 1,
): AsyncGenerator<Uint8Array | string> {
  for (let at = 0; at < content.length; at += length) yield content.slice(at, at + length);
}
