import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';

/** The bot itself writes databases, and whoever runs it may write logs: it would start afresh again and again. */
const WRITTEN = ['db', 'sqlite3?'].map((kind) => `${kind}(-wal|-shm|-journal)?`).concat('log');
const IGNORED = new RegExp(`^(node_modules|\\.git|dist|\\.chinwag)$|~$|\\.(swp|${WRITTEN.join('|')})$`);
/** No module can import these. Beside the sources a bot may read them; anywhere else they are audiences and exports. */
const DATA = /\.(csv|tsv|jsonl|ndjson)$/;
const SOURCES = `src${sep}`;
/** Editors write a file in several steps. */
const QUIET_MILLISECONDS = 80;

/**
 * Calls back once after a burst of changes in a folder, with the name of the last file.
 *
 * Each folder inside has a watcher of its own: on Linux, Node's recursive watcher loses sight of a file as soon as
 * an editor saves it by putting a new one in its place.
 */
export function watchFolder(folder: string, changed: (file: string) => void): { close(): void } {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;

  function enter(path: string): void {
    leave(path);
    try {
      const inside = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
      const watcher = watch(path, (event, name) => name && tell(event, join(path, name)));
      watchers.set(path, watcher);
      watcher.on('error', () => leave(path));
      for (const { name } of inside) if (isOfBot(join(path, name))) enter(join(path, name));
    } catch {
      // It is a file, or gone: then the folder above tells of it.
      leave(path);
    }
  }

  function isOfBot(path: string): boolean {
    const isData = DATA.test(path) && !relative(folder, path).startsWith(SOURCES);
    return !isData && !IGNORED.test(basename(path));
  }

  function tell(event: string, path: string): void {
    if (!isOfBot(path)) return;
    if (event === 'rename') enter(path);
    clearTimeout(timer);
    timer = setTimeout(changed, QUIET_MILLISECONDS, relative(folder, path));
  }

  function leave(path: string): void {
    watchers.get(path)?.close();
    watchers.delete(path);
  }

  enter(folder);
  return {
    close() {
      clearTimeout(timer);
      for (const path of [...watchers.keys()]) leave(path);
    },
  };
}
