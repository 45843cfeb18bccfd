import type { Schema } from './migrate.js';

/** What a bot's file holds. */
export const schema: Schema = {
  /** "Chin". */
  application: 0x4368696e,
  versions: [
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
    `
  CREATE TABLE attachments (
    file TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    until INTEGER NOT NULL
  ) WITHOUT ROWID;
  `,
  ],
};
