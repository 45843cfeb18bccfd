/** The bot that is looked at: counts what each person says, in the storage a bot has by default. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createBot } from 'chinwag';
import { SqliteStorage } from 'chinwag/sqlite';
import { count } from '../counting.js';
import { channels, PATH } from '../settings.js';

/** Milliseconds between two looks at the clock; what comes on top is delay. */
const RESOLUTION = 10;

const bot = createBot(
  {
    // Above what comes: a line that is always full would be what is measured.
    channels: channels(400),
    initialState: { count: 0 },
    storage: new SqliteStorage({ path: process.env.STORAGE_PLACE }),
  },
  count,
);
const { port } = await bot.listen(0, '127.0.0.1');

const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
delay.enable();

process.on('message', (question) => {
  if (question === 'begin') return delay.reset();
  const { rss, heapUsed } = process.memoryUsage();
  process.send({
    rss,
    heapUsed,
    handles: process.getActiveResourcesInfo().length,
    delay: delay.percentile(99) / 1e6 - RESOLUTION,
    ...bot.metrics(),
  });
});
process.send({ port, path: PATH });
