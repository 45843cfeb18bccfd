/** Opens each file it is told of, at the moment it is told to, and says how that went. */
import { setTimeout } from 'node:timers/promises';
import { SqliteStorage } from 'chinwag/sqlite';

process.on('message', async ({ path, at }) => {
  await setTimeout(Math.max(0, at - Date.now() - 2));
  while (Date.now() < at);
  const storage = new SqliteStorage({ path });
  try {
    await storage.size();
    process.send({ opened: path });
  } catch (error) {
    process.send({ failed: String(error) });
  } finally {
    await storage.close();
  }
});
process.send({ ready: true });
