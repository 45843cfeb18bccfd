import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lease, SqliteLedger } from 'chinwag/campaigns';
import { expect, test } from 'vitest';
import { schema } from '../../../src/campaigns/ledger/sqlite/schema.js';
import { Database } from '../../../src/storage/sqlite/database.js';

const BEGUN = 1_795_000_000_000;

/** A campaign as the first version of the file kept it, in the middle of a send. */
function writeFirstVersion(path: string): void {
  const db = new Database(path);
  db.exec(schema.versions[0] ?? '');
  db.exec(`
    PRAGMA application_id = ${schema.application};
    PRAGMA user_version = 1;
    INSERT INTO campaigns (number, id, name, state, started_at, variants, is_filled, audience)
      VALUES (1, 'c', 'spring', 'running', ${BEGUN}, '["a","b"]', 1,
        '{"rows":5,"people":5,"duplicates":0,"invalid":{},"unreachable":{}}');
    INSERT INTO recipients (number, campaign, psid, line, variant, state, at, message_id) VALUES
      (1, 1, '101', 1, 0, 2, ${BEGUN}, 'm_1'),
      (2, 1, '102', 2, 1, 2, ${BEGUN}, 'm_2'),
      (3, 1, '103', 3, 0, 1, ${BEGUN + 5}, NULL),
      (4, 1, '104', 4, 1, 1, ${BEGUN + 5}, NULL),
      (5, 1, '105', 5, 0, 0, NULL, NULL);
    INSERT INTO counts VALUES (1, 0, 'queued', 1), (1, 0, 'sending', 2), (1, 0, 'sent', 1), (1, 1, 'sent', 1);
  `);
  db.close();
}

test('a campaign that an older Chinwag was in the middle of goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chinwag-older-ledger-'));
  const path = join(folder, 'campaigns.sqlite');
  writeFirstVersion(path);
  const ledger = new SqliteLedger({ path });
  try {
    const { progress } = (await ledger.look('spring')) ?? {};
    expect(progress).toEqual({ queued: 1, sending: 2, sent: 2, failed: 0, doubtful: 0, skipped: 0 });
    const sending = await ledger.recipients('c', { state: 'sending', limit: 10 });
    expect(sending.map(({ psid, at }) => [psid, at])).toEqual([
      ['103', BEGUN + 5],
      ['104', BEGUN + 5],
    ]);

    // Its echo has come: it went out, whatever became of the process.
    await ledger.note([
      { type: 'echo', psid: '104', at: BEGUN + 9, campaign: 'c', messageId: 'm_4' },
      { type: 'delivered', psid: '104', at: BEGUN + 9, watermark: BEGUN + 9 },
    ]);
    const lease = (await ledger.hold('c', 'a newer process')) as Lease;
    await ledger.recover(lease, 'leave', 'its process ended');
    const after = await ledger.look('spring');
    expect(after?.progress).toEqual({ queued: 1, sending: 0, sent: 3, failed: 0, doubtful: 1, skipped: 0 });
    expect(after?.variants).toMatchObject([
      { sent: 1, delivered: 0 },
      { sent: 2, delivered: 1 },
    ]);
    expect(await ledger.recipients('c', { state: 'doubtful', limit: 10 })).toMatchObject([
      { psid: '103', at: BEGUN + 5, reason: 'its process ended' },
    ]);
    expect((await ledger.claim(lease, 10)).map(({ person }) => person.psid)).toEqual(['105']);
  } finally {
    await ledger.close();
    rmSync(folder, { recursive: true });
  }
});
