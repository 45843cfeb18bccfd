import { type CampaignOptions, campaign, RedisLedger } from 'chinwag/campaigns';
import { text } from 'chinwag/messenger';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { RedisServer } from '../../storage/redis-server.js';
import { addsUp, stage } from '../engine/stage.js';

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.remove());

let prefix = 0;

/** A stage whose campaigns are in Redis, each ledger as another process has it. */
async function shared() {
  const { client, define: _, ...rest } = await stage();
  const keys = `test-${++prefix}`;
  const ledger = (options = {}) => {
    const made = new RedisLedger({ url: redis.url, prefix: keys, lease: 500, ...options });
    onTestFinished(() => made.close());
    return made;
  };
  const define = (given: Partial<CampaignOptions<never>> & { audience: unknown }) =>
    campaign({
      name: 'black-friday',
      message: () => text('Half price!'),
      client: client(),
      ledger: ledger(),
      ...given,
    } as CampaignOptions);
  return { ...rest, client, define, ledger };
}

test('two processes share a campaign: everybody is sent to once', async () => {
  const { people, define, received } = await shared();
  const psids = await people(1_300);
  const audience = [...psids, psids[0], 'nonsense'];
  const first = define({ audience });
  const second = define({ audience });
  const report = first.start();
  const joined = (async () => {
    for (;;) {
      try {
        return await second.start();
      } catch (error) {
        if ((error as { code?: string }).code !== 'running') throw error;
      }
    }
  })();
  expect(await report).toMatchObject({
    state: 'finished',
    audience: { rows: 1_302, people: 1_300, duplicates: 1, invalid: { 'not a psid': { count: 1 } } },
    progress: { sent: 1_300, queued: 0, sending: 0, failed: 0, doubtful: 0, skipped: 0 },
  });
  expect((await joined).state).toBe('finished');
  expect(addsUp(await report)).toBe(true);
  expect([...received().values()]).toEqual(psids.map(() => ['Half price!']));
});
