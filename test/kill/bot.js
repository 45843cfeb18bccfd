// The bot that is killed: counts what each person says, and answers with the count.
import { createBot } from 'chinwag';

const { STORAGE, STORAGE_PLACE, GRAPH_ORIGIN, OWNER } = process.env;

async function storage() {
  const options = { lease: 2_000, owner: OWNER };
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
        accessToken: 'token',
        appSecret: 'app-secret',
        verifyToken: 'verify-me',
        timeout: 2_000,
      },
    },
    initialState: { count: 0 },
    storage: await storage(),
    // Echoes are subscribed to, so a send without one did not arrive.
    delivery: { echoWait: Number(process.env.ECHO_WAIT ?? 4_000), unknownOutcome: 'resend' },
    inbox: { attempts: 100 },
  },
  async (context) => {
    if (!context.event.isText || context.event.isEcho) return;
    context.setState({ count: context.state.count + 1 });
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
    await context.sendText(`${context.state.count}`);
    await context.sendText(`${context.state.count} again`);
  },
);
const { port } = await bot.listen(0, '127.0.0.1');
process.send?.(port);
