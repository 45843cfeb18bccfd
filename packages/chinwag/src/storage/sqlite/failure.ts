import { ChinwagError } from '../../core/errors.js';
import { LeaseLostError, StorageError } from '../../core/storage/storage.js';

/** SQLite's own numbers, from https://www.sqlite.org/rescode.html. */
const BUSY = 5;
const READ_ONLY = 8;
const TROUBLES: Record<number, { says: string; isOfTheFile: boolean }> = {
  3: { says: 'may not be used: its permissions forbid it', isOfTheFile: true },
  [BUSY]: { says: 'is locked by another process', isOfTheFile: false },
  6: { says: 'is locked by another connection', isOfTheFile: false },
  [READ_ONLY]: { says: 'cannot be written: it, its folder or its disk is read-only', isOfTheFile: true },
  10: { says: 'cannot be read or written: the disk reports an error', isOfTheFile: true },
  11: { says: 'is damaged. Put it aside and restore a copy; it was left as it is', isOfTheFile: true },
  13: { says: 'cannot grow: the disk is full', isOfTheFile: false },
  14: { says: 'cannot be opened: look at its folder and permissions', isOfTheFile: true },
  26: {
    says: 'is not a SQLite database. Give the storage another file; this one was left as it is',
    isOfTheFile: true,
  },
};

/** SQLite's primary result code, as `node:sqlite` and `libsql` each tell it. */
function codeOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const { errcode, rawCode } = error as { errcode?: unknown; rawCode?: unknown };
  // libsql tells why a file cannot be opened in the text alone.
  const code = errcode ?? rawCode ?? Number(/^ConnectionFailed\(.*: (\d+)"\)$/.exec(error.message)?.[1]);
  return typeof code === 'number' ? code & 0xff : undefined;
}

/** Somebody else is writing: worth waiting a moment. */
export function isBusy(error: unknown): boolean {
  return codeOf(error) === BUSY;
}

/** Nothing has been written, nor can be. */
export function isReadOnly(error: unknown): boolean {
  return codeOf(error) === READ_ONLY;
}

/** Nothing can be done with the file as things are, whoever asks. */
export function isEverybodys(error: unknown): boolean {
  return TROUBLES[codeOf(error) ?? 0] !== undefined;
}

/** The connection is best made anew before the next attempt. */
export function isOfTheFile(error: unknown): boolean {
  return TROUBLES[codeOf(error) ?? 0]?.isOfTheFile === true;
}

/** What callers get: the error itself where it is ours, else a {@link StorageError} that says what to do. */
export function storageError(error: unknown, path: string): Error {
  if (error instanceof LeaseLostError || error instanceof StorageError || error instanceof ChinwagError)
    return error;
  if ((error as { syscall?: unknown } | null)?.syscall === 'mkdir') {
    const reason = (error as Error).message;
    return new StorageError(
      `The storage ${path} has no folder, and none can be made: ${reason}. Give it another place (CHINWAG_DATABASE), or set storage: 'memory'.`,
      { cause: error },
    );
  }
  const trouble = TROUBLES[codeOf(error) ?? 0];
  const says = trouble?.says ?? `refused: ${error instanceof Error ? error.message : String(error)}`;
  return new StorageError(`The storage ${path} ${says}.`, { cause: error });
}
