// Counts what each person says, in the storage it is told, and answers with one send.
import { createBot } from 'chinwag';
import { count } from '../counting.js';
import { channels } from '../settings.js';

const { STORAGE, STORAGE_PLACE } = process.env;

async function storage() {
  if (STORAGE === 'memory') return 'memory';
  if (STORAGE === 'redis') {
    const { RedisStorage } = await import('chinwag/redis');
    return new RedisStorage({ url: STORAGE_PLACE });
  }
  const { SqliteStorage } = await import('chinwag/sqlite');
  return new SqliteStorage({ path: STORAGE_PLACE });
}

const bot = createBot(
  {
    // Counted like any other, and never too many.
    channels: channels(20_000),
    initialState: { count: 0 },
    storage: await storage(),
    inbox: { limit: 1_000_000 },
  },
  count,
);
const { port } = await bot.listen(0, '127.0.0.1');
process.send({ port, path: '/webhooks/messenger' });
