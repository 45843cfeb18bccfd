import { RedisStorage } from 'chinwag/redis';
import { afterAll, beforeAll } from 'vitest';
import { conformance } from './conformance/index.js';
import { RedisServer } from './redis-server.js';

let server: RedisServer;
let places = 0;

beforeAll(async () => {
  server = await RedisServer.start();
});
afterAll(() => server?.remove());

conformance(
  'redis',
  async () => {
    const prefix = `place-${++places}`;
    const opened: RedisStorage[] = [];
    return {
      open: async (options) => {
        const storage = new RedisStorage({ ...options, url: server.url, prefix });
        opened.push(storage);
        await storage.open();
        return storage;
      },
      remove: async () => {
        for (const storage of opened) await storage.close();
      },
    };
  },
  { isDurable: true },
);
