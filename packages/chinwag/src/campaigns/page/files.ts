import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { lookup } from 'mrmime';

export interface PageFile {
  content: Buffer;
  type: string;
}

/** The page that was built, by address. It is small and is kept in memory. Empty when it has not been built. */
export async function pageFiles(): Promise<Map<string, PageFile>> {
  // Bundled or not, this module finds its package, and the page within.
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('chinwag/package.json')),
    'dist/campaign-page',
  );
  const files = new Map<string, PageFile>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const address = `/${relative(folder, file).split(sep).join('/')}`;
    const type = lookup(file) ?? 'application/octet-stream';
    files.set(address === '/index.html' ? '/' : address, {
      content: await readFile(file),
      type: type.startsWith('text/') ? `${type}; charset=utf-8` : type,
    });
  }
  return files;
}
