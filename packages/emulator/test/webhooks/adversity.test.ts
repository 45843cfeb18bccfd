import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, type PersonHandle, startEmulator } from '../../src/index.js';
import { TestBot } from '../bot.js';
import { controlOf } from '../control-client.js';
import { graphOf } from '../graph-client.js';

let bot: TestBot;
let callbackUrl: string;
let emulator: Emulator;
let ana: PersonHandle;

beforeEach(async () => {
  bot = new TestBot();
  callbackUrl = await bot.listen();
  emulator = await startEmulator();
  await emulator.subscribe({ callbackUrl });
  ana = await emulator.person({ name: 'Ana' });
});

afterEach(async () => {
  await emulator.close();
  await bot.close();
});

const texts = (of = bot) =>
  of.events.map(({ message }) => (message as { text?: string } | undefined)?.text).filter(Boolean);
const say = (...words: string[]) => Promise.all(words.map((word) => ana.says(word)));

describe('webhooks on request', () => {
  it('come twice, the same to the byte', async () => {
    emulator.setDelivery({ duplicates: 1 });
    await ana.says('hello');
    await emulator.idle();
    expect(bot.received).toHaveLength(2);
    expect(bot.received[0]?.raw).toEqual(bot.received[1]?.raw);
    emulator.setDelivery({ duplicates: 0 });
    await ana.says('once');
    await emulator.idle();
    expect(bot.received).toHaveLength(3);
  });

  it('come out of order', async () => {
    emulator.setDelivery({ disorder: 1 });
    await say('1', '2', '3', '4');
    expect(texts()).not.toEqual(['1', '2', '3', '4']);
    expect(texts().toSorted()).toEqual(['1', '2', '3', '4']);
  });

  it('come alone although they should be overtaken, when nothing follows', async () => {
    emulator.setDelivery({ disorder: 1 });
    await ana.says('alone');
    expect(texts()).toEqual(['alone']);
  });

  it('come in batches: several entries in one POST, of everybody', async () => {
    emulator.setDelivery({ batch: 3 });
    const ben = await emulator.person({ name: 'Ben' });
    await Promise.all([ana.says('1'), ben.says('2'), ana.says('3'), ben.says('4')]);
    expect(bot.received.map(({ body }) => body.entry.length)).toEqual([3, 1]);
    expect(texts()).toEqual(['1', '2', '3', '4']);
    expect(bot.received[0]?.body.entry.map(({ messaging }) => messaging.length)).toEqual([1, 1, 1]);
    expect(ana.screen().messages).toMatchObject([{ status: 'delivered' }, { status: 'delivered' }]);
  });

  it('carry up to a thousand events in one POST', async () => {
    emulator.setDelivery({ batch: 1_000 });
    await say(...Array.from({ length: 1_200 }, (_, index) => String(index)));
    expect(bot.received.map(({ body }) => body.entry.length)).toEqual([1_000, 200]);
  });

  it('come late', async () => {
    emulator.setDelivery({ delay: 150 });
    const began = performance.now();
    await say('1', '2');
    expect(performance.now() - began).toBeGreaterThan(145);
    expect(texts()).toEqual(['1', '2']);
  });

  it('are asked for over the control API too, and taken back by a reset', async () => {
    const ask = (body: object) => controlOf(emulator).post('delivery', body);
    expect(await ask({ batch: 50, delay: 5 })).toEqual({
      status: 200,
      body: { duplicates: 0, disorder: 0, batch: 50, delay: 5 },
    });
    for (const wrong of [{ batch: 1_001 }, { batch: 1.5 }, { duplicates: 2 }, { delay: '5' }, { speed: 1 }]) {
      expect(await ask(wrong)).toMatchObject({
        status: 400,
        body: { error: { message: expect.stringMatching(/must be|is none of/) } },
      });
    }
    emulator.reset();
    expect(emulator.delivery).toEqual({ duplicates: 0, disorder: 0, batch: 1, delay: 0 });
    const late = await startEmulator({ delivery: { delay: 7 } });
    late.setDelivery({ batch: 9 });
    late.reset();
    expect(late.delivery).toMatchObject({ delay: 7, batch: 1 });
    await late.close();
  });
});

describe('a bot that is down for a moment', () => {
  const restart = async () => {
    const again = new TestBot();
    await again.listen(Number(new URL(callbackUrl).port));
    bot = again;
  };

  it('gets what was said meanwhile, in order, as if it had never been away', async () => {
    await ana.says('before');
    await bot.close();
    const said = say('1', '2', '3');
    await emulator.waitFor(() => emulator.webhooks().some(({ error }) => error));
    await restart();
    await said;
    expect(texts()).toEqual(['1', '2', '3']);
    expect(ana.screen().messages.every(({ status }) => status === 'delivered')).toBe(true);
  });

  it('gets it also after everybody has stopped waiting', async () => {
    await bot.close();
    await ana.says('anybody there?');
    expect(ana.screen().messages[0]).toMatchObject({
      status: 'sent',
      failed: expect.stringContaining('sent again when the bot is back'),
    });
    await restart();
    await ana.says('and now?');
    expect(texts()).toEqual(['anybody there?', 'and now?']);
    expect(ana.screen().messages).toMatchObject([{ status: 'delivered' }, { status: 'delivered' }]);
    expect(ana.screen().messages[0]).not.toHaveProperty('failed');
  });
});

describe('an hour of failing', () => {
  const subscribed = async () => (await graphOf(emulator).get('/me/subscribed_apps')).body.data;
  const refuseAll = () => {
    bot.statuses = Array(100).fill(500);
  };

  it('unsubscribes the app from the Page, when the clock says so', async () => {
    refuseAll();
    await ana.says('one');
    emulator.moveClock({ minutes: 59 });
    await ana.says('two');
    expect(await subscribed()).toHaveLength(1);
    emulator.moveClock({ minutes: 2 });
    await ana.says('three');
    expect(await subscribed()).toEqual([]);
    expect(ana.screen().messages[2]?.failed).toContain('the app is unsubscribed from the Page');
    await emulator.subscribe({ callbackUrl });
    bot.statuses = [];
    await ana.says('four');
    expect(texts().at(-1)).toBe('four');
  }, 15_000);

  it('has to be without a break', async () => {
    refuseAll();
    await ana.says('one');
    bot.statuses = [];
    await ana.says('two');
    refuseAll();
    emulator.moveClock({ minutes: 61 });
    await ana.says('three');
    expect(await subscribed()).toHaveLength(1);
  }, 15_000);

  it('is counted for a bot that is not there as well', async () => {
    await bot.close();
    await ana.says('anybody there?');
    emulator.moveClock({ hours: 1, minutes: 1 });
    await emulator.waitFor(() => ana.screen().messages[0]?.failed?.includes('unsubscribed'));
    expect(await subscribed()).toEqual([]);
  });
});
