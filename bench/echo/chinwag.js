import { createBot } from 'chinwag';
import { channels } from '../settings.js';

const bot = createBot(
  {
    // Counted like any other, and never too many.
    channels: channels(1_000_000),
    storage: 'memory',
    inbox: { limit: 1_000_000 },
  },
  async (context) => {
    if (context.event.isText) await context.sendText(context.event.text);
  },
);
const { port } = await bot.listen(0, '127.0.0.1');
process.send?.({ port, path: '/webhooks/messenger' });
