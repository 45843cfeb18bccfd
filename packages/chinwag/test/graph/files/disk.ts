import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

export const latin = (text: string) =>
  Uint8Array.from(text.padEnd(80, '\0'), (character) => character.charCodeAt(0));

export const png = latin('\x89PNG\r\n\x1a\n');
export const jpeg = latin('\xff\xd8\xff\xe0');
export const mp4 = latin('\0\0\0\x18ftypmp42');
export const webm = latin('\x1a\x45\xdf\xa3');
export const pdf = latin('%PDF-1.7');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chinwag-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Where a file of this name is, or would be. */
export const pathOf = (name: string) => join(folder, name);

export async function onDisk(name: string, content: Uint8Array): Promise<string> {
  const path = pathOf(name);
  await writeFile(path, content);
  return path;
}
