import { StorageError } from 'chinwag';
import { RedisLedger } from 'chinwag/campaigns';
import { RedisStorage } from 'chinwag/redis';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUSY } from '../listed.js';
import { incoming, present, session, textOf } from './conformance/place.js';
import { RedisServer } from './redis-server.js';

const ANN = 'messenger:ann';

/** For whoever waits for a Redis to be given up: no machine does all that it shall within so little time. */
const IMPATIENT = { timeout: 300, lease: 500 };

let server: RedisServer;
let storage: RedisStorage;

beforeEach(async () => {
  server = await RedisServer.start();
  storage = new RedisStorage({ url: server.url });
  await storage.open();
});
afterEach(async () => {
  await storage.close();
  await server.remove();
});

/** Another one in place of the storage. */
async function openImpatient(): Promise<void> {
  await storage.close();
  storage = new RedisStorage({ url: server.url, ...IMPATIENT });
  await persist(() => storage.open());
}

/** Asks until there is an answer, as the webhook's sender does. */
async function persist<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** Does everything there is to do, however often the storage is away meanwhile. */
async function workThrough(): Promise<void> {
  while ((await persist(() => storage.size())) > 0) {
    for (const conversation of await persist(() => storage.ready(100))) {
      try {
        let turn = await storage.take(conversation);
        while (turn) {
          const seen = (turn.session?.state.seen ?? []) as string[];
          turn = await storage.finish(turn, session(conversation, { seen: [...seen, textOf(turn)] }));
        }
      } catch {
        // Its lease runs out, and it is ready again.
      }
    }
  }
}

describe('a Redis that goes away', () => {
  it('is an error at once while it is gone, and serves again by itself with all it had', async () => {
    await storage.accept([incoming('1')]);
    await server.kill();
    await expect(storage.accept([incoming('2')])).rejects.toThrow(StorageError);
    await expect(storage.take(ANN)).rejects.toThrow(StorageError);
    await expect(storage.read(ANN)).rejects.toThrow(StorageError);
    await server.resume();
    expect(await persist(() => storage.accept([incoming('1'), incoming('2')]))).toEqual([ANN]);
    expect(await storage.size()).toBe(2);
  });

  it('is an error in time while it stands still, and loses and doubles nothing', {
    timeout: 30_000,
  }, async () => {
    await openImpatient();
    server.signal('SIGSTOP');
    const began = performance.now();
    await expect(storage.accept([incoming('0')])).rejects.toThrow(/300 ms/);
    expect(performance.now() - began).toBeLessThan(1_500 + BUSY);
    server.signal('SIGCONT');

    const ids = Array.from({ length: 300 }, (_, index) => String(index));
    const outages = (async () => {
      for (let outage = 0; outage < 3; outage++) {
        await new Promise((resolve) => setTimeout(resolve, 30));
        server.signal('SIGSTOP');
        await new Promise((resolve) => setTimeout(resolve, 400));
        server.signal('SIGCONT');
      }
    })();
    for (const id of ids) await persist(() => storage.accept([incoming(id)]));
    await workThrough();
    await outages;
    await workThrough();
    expect(present(await persist(() => storage.read(ANN))).state.seen).toEqual(ids);
  });

  it.each(['is killed', 'stands still'])('is left without an error when it %s meanwhile', async (happens) => {
    const ledger = new RedisLedger({ url: server.url });
    await ledger.list();
    server.signal('SIGSTOP');
    const left = Promise.all([storage.close(), ledger.close()]);
    if (happens === 'is killed') await server.kill();
    await expect(left).resolves.toEqual([undefined, undefined]);
    server.signal('SIGCONT');
  });

  it('loses and doubles nothing when it is killed and restarted under way', { timeout: 30_000 }, async () => {
    await openImpatient();
    const people = Array.from({ length: 10 }, (_, index) => `messenger:${index}`);
    const feeding = Promise.all(
      people.map(async (person) => {
        for (let count = 0; count < 30; count++) {
          await persist(() => storage.accept([incoming(`${person} ${count}`, person, String(count))]));
        }
      }),
    );
    for (let kill = 0; kill < 2; kill++) {
      await server.kill();
      await server.resume();
      await workThrough();
    }
    await feeding;
    await workThrough();
    for (const person of people) {
      const { state } = present(await persist(() => storage.read(person)));
      expect(state.seen).toEqual(Array.from({ length: 30 }, (_, index) => String(index)));
    }
  });

  it('that cannot be reached is an error that does not tell the password', async () => {
    const url = server.url.replace('redis://', 'redis://someone:s3cret@');
    const away = new RedisStorage({ url });
    const error = await away.open().then(
      () => null,
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(StorageError);
    expect(`${error} ${error.stack} ${error.cause}`).not.toContain('s3cret');
    await away.close();
  });
});

describe('a Redis client of your own', () => {
  it('of ioredis is used, and stays open', async () => {
    const client = new Redis(server.url);
    const mine = new RedisStorage({ client, prefix: 'mine' });
    await mine.open();
    await mine.accept([incoming('1')]);
    await mine.close();
    expect(await client.keys('*')).toContain('{mine}:waiting');
    expect((await client.keys('*')).filter((key) => !key.startsWith('{mine}:'))).toEqual([]);
    await client.quit();
  });

  it('that knows `sendCommand` alone, as that of redis does, is used as well', async () => {
    const client = new Redis(server.url);
    const sendCommand = ([name = '', ...args]: string[]) => client.call(name, ...args);
    const mine = new RedisStorage({ client: { sendCommand } });
    await mine.accept([incoming('1')]);
    expect(present(await mine.take(ANN)).identity).toBe('1');
    await client.quit();
  });

  it('works on when the server has forgotten the scripts', async () => {
    const client = new Redis(server.url);
    await storage.accept([incoming('1')]);
    await client.call('SCRIPT', 'FLUSH');
    expect(await storage.accept([incoming('2')])).toEqual([ANN]);
    await client.quit();
  });

  it('leaves nothing behind of a conversation that is done but what must be remembered', async () => {
    const client = new Redis(server.url);
    await storage.accept([incoming('1')]);
    const turn = present(await storage.take(ANN));
    await storage.begin(turn, '1.0');
    await storage.finish(turn, null);
    const left = (await client.keys('*')).map((key) => key.replace(/:seen:.*/, ':seen')).sort();
    expect(left).toEqual(['{chinwag}:fence', '{chinwag}:seen', '{chinwag}:send:1.0', '{chinwag}:size']);
    for (const key of await client.keys('*')) {
      if (/seen|send/.test(key)) expect(await client.pttl(key)).toBeGreaterThan(0);
    }
    await client.quit();
  });

  it.each(['', 'a{b', 'a}b'])('refuses the prefix %j', (prefix) => {
    expect(() => new RedisStorage({ prefix })).toThrow(/prefix/);
  });

  it('refuses what is no client', () => {
    expect(() => new RedisStorage({ client: {} as never })).toThrow(/client/);
  });
});
