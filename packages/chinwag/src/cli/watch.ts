import { type FSWatcher, watch } from 'node:fs';

const IGNORED = /(^|[\\/])(node_modules|\.git|dist|\.chinwag)([\\/]|$)|~$|\.swp$/;
/** Editors write a file in several steps. */
const QUIET_MILLISECONDS = 80;

/** Calls back once after a burst of changes in a folder, with the name of the last file. */
export function watchFolder(folder: string, changed: (file: string) => void): FSWatcher {
  let timer: NodeJS.Timeout | undefined;
  return watch(folder, { recursive: true }, (_, file) => {
    if (!file || IGNORED.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(changed, QUIET_MILLISECONDS, file);
  });
}
