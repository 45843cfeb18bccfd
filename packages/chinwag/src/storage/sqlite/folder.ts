import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The folder of a project that is ours: what is in it is of this machine, and no part of the source. */
const OWN = '.chinwag';

/** Makes a file's folder; ours tells git to leave it alone. */
export function makeFolderOf(path: string): void {
  if (path === ':memory:') return;
  const folder = dirname(path);
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  if (basename(folder) === OWN) writeFileSync(join(folder, '.gitignore'), '*\n');
}
