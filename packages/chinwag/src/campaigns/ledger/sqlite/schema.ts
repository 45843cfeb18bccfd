import type { Schema } from '../../../storage/sqlite/migrate.js';

/** How people stand. In `recipients.state` nobody is sending: `people` says it of those who are in a flight. */
export const STATES = ['queued', 'sending', 'sent', 'failed', 'skipped', 'doubtful'] as const;
export const [QUEUED, SENDING, SENT, FAILED, SKIPPED, DOUBTFUL] = [0, 1, 2, 3, 4, 5] as const;

/** What the file of campaigns holds. */
export const schema: Schema = {
  /** "Camp". */
  application: 0x43616d70,
  versions: [
    `
    CREATE TABLE campaigns (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL,
      reason TEXT,
      started_at INTEGER,
      ended_at INTEGER,
      variants TEXT NOT NULL,
      is_filled INTEGER NOT NULL DEFAULT 0,
      audience TEXT NOT NULL,
      wanted TEXT NOT NULL DEFAULT 'run',
      rate REAL,
      owner TEXT,
      beat INTEGER NOT NULL DEFAULT 0,
      fence INTEGER NOT NULL DEFAULT 0,
      -- No recipient of the campaign has a lower number.
      first_recipient INTEGER NOT NULL DEFAULT 0
    );

    CREATE TABLE recipients (
      number INTEGER PRIMARY KEY,
      campaign INTEGER NOT NULL,
      psid TEXT NOT NULL,
      line INTEGER NOT NULL,
      variant INTEGER NOT NULL,
      state INTEGER NOT NULL DEFAULT 0,
      at INTEGER,
      reason TEXT,
      message_id TEXT,
      delivered_at INTEGER,
      read_at INTEGER,
      answered_at INTEGER,
      person TEXT
    );
    CREATE UNIQUE INDEX recipients_by_psid ON recipients (psid, campaign);
    -- Sending or doubtful: few at any time.
    CREATE INDEX recipients_open ON recipients (campaign, state) WHERE state IN (1, 5);
    -- Their receipt came before the answer to the send.
    CREATE INDEX recipients_early ON recipients (campaign) WHERE state = 1 AND delivered_at IS NOT NULL;

    CREATE TABLE counts (
      campaign INTEGER NOT NULL,
      variant INTEGER NOT NULL,
      what TEXT NOT NULL,
      n INTEGER NOT NULL,
      PRIMARY KEY (campaign, variant, what)
    ) WITHOUT ROWID;

    CREATE TABLE timeline (
      campaign INTEGER NOT NULL,
      at INTEGER NOT NULL,
      sent INTEGER NOT NULL,
      delivered INTEGER NOT NULL,
      read INTEGER NOT NULL,
      answered INTEGER NOT NULL,
      failed INTEGER NOT NULL,
      PRIMARY KEY (campaign, at)
    ) WITHOUT ROWID;
    `,
    `
    -- Whoever is queued and in one of these is being sent to.
    CREATE TABLE flights (
      first INTEGER PRIMARY KEY,
      last INTEGER NOT NULL,
      campaign INTEGER NOT NULL,
      at INTEGER NOT NULL,
      -- How many of them have not ended yet.
      open INTEGER NOT NULL
    );
    INSERT INTO flights SELECT number, number, campaign, at, 1 FROM recipients WHERE state = 1;
    UPDATE recipients SET state = 0, at = NULL WHERE state = 1;

    -- How many are queued follows from the others.
    INSERT INTO counts SELECT campaign, 0, 'people', sum(n) FROM counts
      WHERE what IN ('queued', 'sending', 'sent', 'failed', 'skipped', 'doubtful') GROUP BY campaign;
    DELETE FROM counts WHERE what IN ('queued', 'sending');

    CREATE VIEW people AS
      SELECT number, recipients.campaign, psid, line, variant, reason, message_id,
        CASE WHEN first IS NULL THEN state ELSE 1 END AS state, coalesce(flights.at, recipients.at) AS at,
        delivered_at, read_at, answered_at
      FROM recipients LEFT JOIN flights ON state = 0 AND number BETWEEN first AND last;

    DROP INDEX recipients_open;
    CREATE INDEX recipients_doubtful ON recipients (campaign) WHERE state = 5;
    DROP INDEX recipients_early;
    -- Their receipt came before the answer to the send.
    CREATE INDEX recipients_early ON recipients (campaign) WHERE state = 0 AND delivered_at IS NOT NULL;
    `,
  ],
};
