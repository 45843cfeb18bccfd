import { StorageError } from '../../core/storage.js';
import type { Database } from './database.js';

/** "Chin" in the file's header: tells our files from other people's. */
const APPLICATION = 0x4368696e;

/** What makes each version out of the one before it. A version that was released never changes. */
const VERSIONS = [
  `
  CREATE TABLE events (
    place INTEGER PRIMARY KEY,
    identity TEXT NOT NULL,
    conversation TEXT NOT NULL,
    platform TEXT NOT NULL,
    event TEXT NOT NULL
  );
  CREATE INDEX events_of_conversation ON events (conversation, place);

  CREATE TABLE leases (
    conversation TEXT PRIMARY KEY,
    fence INTEGER NOT NULL,
    until INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    owner TEXT NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE identities (
    fingerprint TEXT PRIMARY KEY,
    until INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX identities_by_end ON identities (until);

  CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    session TEXT NOT NULL,
    until INTEGER
  );
  CREATE INDEX sessions_by_end ON sessions (until) WHERE until IS NOT NULL;

  CREATE TABLE sends (
    key TEXT PRIMARY KEY,
    identity TEXT NOT NULL,
    state TEXT NOT NULL,
    result TEXT,
    at INTEGER NOT NULL,
    until INTEGER
  );
  CREATE INDEX sends_of_event ON sends (identity);
  CREATE INDEX sends_by_end ON sends (until) WHERE until IS NOT NULL;

  CREATE TABLE parked (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    identity TEXT,
    conversation TEXT NOT NULL,
    platform TEXT NOT NULL,
    event TEXT NOT NULL,
    reason TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    at INTEGER NOT NULL
  );

  CREATE TABLE scheduled (
    identity TEXT PRIMARY KEY,
    conversation TEXT NOT NULL,
    platform TEXT NOT NULL,
    event TEXT NOT NULL,
    at INTEGER NOT NULL
  );
  CREATE INDEX scheduled_by_time ON scheduled (at);
  `,
];

/** Brings a file to the version this code writes; refuses a file that is not ours to change. */
export function migrate(db: Database, path: string): void {
  if (versionOf(db, path) === VERSIONS.length) return;
  db.transaction(() => {
    // Another process may have been here while this one waited for the right to write.
    for (const change of VERSIONS.slice(versionOf(db, path))) db.exec(change);
    db.exec(`PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${VERSIONS.length};`);
  });
}

function versionOf(db: Database, path: string): number {
  const version = numberOf(db, 'user_version');
  const application = numberOf(db, 'application_id');
  const isNew = application === 0 && version === 0 && !db.get('SELECT 1 FROM sqlite_schema LIMIT 1');
  if (isNew) return 0;
  if (application !== APPLICATION) {
    throw new StorageError(`${path} is a database of something else.`, {
      hint: 'Give the storage a file of its own.',
    });
  }
  if (version > VERSIONS.length) {
    throw new StorageError(
      `${path} was written by a newer Chinwag (version ${version}; this one knows ${VERSIONS.length}).`,
      { hint: 'Update chinwag, or use another file.' },
    );
  }
  return version;
}

function numberOf(db: Database, pragma: 'user_version' | 'application_id'): number {
  return Number(db.get(`PRAGMA ${pragma}`)?.[pragma] ?? 0);
}
