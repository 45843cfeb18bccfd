// The bot that is killed: counts what each person says, and answers with the count.
import { createBot } from 'chinwag';

const { STORAGE, STORAGE_PLACE, GRAPH_ORIGIN, PORT } = process.env;

async function storage() {
  const options = { lease: 5_000 };
  if (STORAGE === 'redis') {
    const { RedisStorage } = await import('chinwag/redis');
    return new RedisStorage({ ...options, url: STORAGE_PLACE });
  }
  const { SqliteStorage } = await import('chinwag/sqlite');
  return new SqliteStorage({ ...options, path: STORAGE_PLACE });
}

const bot = createBot(
  {
    channels: {
      messenger: {
        origin: GRAPH_ORIGIN,
        pageId: '1110001',
        // Tells who has sent what.
        accessToken: `process-${process.pid}`,
        appSecret: 'app-secret',
        verifyToken: 'verify-me',
        // What is measured is not the platform's limit.
        pacing: { messages: 20_000 },
        // Node takes one new connection in each round of its loop: a hundred at once would come in seconds late.
        maxInFlight: 25,
      },
    },
    initialState: { count: 0 },
    storage: await storage(),
    // Echoes are subscribed to, so a send without one did not arrive. On a machine that is busy they take their time.
    delivery: { unknownOutcome: 'resend', echoWait: Number(process.env.ECHO_WAIT ?? 10_000) },
    inbox: { attempts: 100 },
  },
  async (context) => {
    if (!context.event.isText || context.event.isEcho) return;
    context.setState({ count: context.state.count + 1 });
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
    for (const text of [`${context.state.count}`, `${context.state.count} again`]) {
      await context.sendText(text, { metadata: `${Date.now()}` });
    }
  },
);
await bot.listen(Number(PORT), '127.0.0.1');
process.send?.('listening');
