import { StorageError } from '../../core/storage/storage.js';
import type { Database } from './database.js';

/** What a file of ours holds. */
export interface Schema {
  /** In the file's header: tells our files from each other and from other people's. */
  application: number;
  /** What makes each version out of the one before it. A version that was released never changes. */
  versions: readonly string[];
}

/** Brings a file to the version this code writes; refuses a file that is not ours to change. */
export function migrate(db: Database, path: string, schema: Schema): void {
  const { application, versions } = schema;
  // As it was at one moment: another process may make the same file new just now.
  if (db.snapshot(() => versionOf(db, path, schema)) === versions.length) return;
  db.transaction(() => {
    // Another process may have been here while this one waited for the right to write.
    for (const change of versions.slice(versionOf(db, path, schema))) db.exec(change);
    db.exec(`PRAGMA application_id = ${application}; PRAGMA user_version = ${versions.length};`);
  });
}

function versionOf(db: Database, path: string, schema: Schema): number {
  const known = schema.versions.length;
  const version = numberOf(db, 'user_version');
  const application = numberOf(db, 'application_id');
  const isNew = application === 0 && version === 0 && !db.get('SELECT 1 FROM sqlite_schema LIMIT 1');
  if (isNew) return 0;
  if (application !== schema.application) {
    throw new StorageError(`${path} is a database of something else.`, {
      hint: 'Give the storage a file of its own.',
    });
  }
  if (version > known) {
    throw new StorageError(
      `${path} was written by a newer Chinwag (version ${version}; this one knows ${known}).`,
      { hint: 'Update chinwag, or use another file.' },
    );
  }
  return version;
}

function numberOf(db: Database, pragma: 'user_version' | 'application_id'): number {
  return Number(db.get(`PRAGMA ${pragma}`)?.[pragma] ?? 0);
}
