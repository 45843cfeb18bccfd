import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteStorage } from 'chinwag/sqlite';
import { conformance } from './conformance/index.js';

conformance(
  'sqlite',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chinwag-sqlite-'));
    const opened: SqliteStorage[] = [];
    return {
      open: async (options) => {
        const storage = new SqliteStorage({ ...options, path: join(folder, 'chinwag.db') });
        opened.push(storage);
        await storage.open();
        return storage;
      },
      remove: async () => {
        for (const storage of opened) await storage.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
  { isDurable: true },
);
