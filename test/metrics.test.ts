import { afterEach, expect, test } from 'vitest';
import { listeningBot, post, stubGraph, textEvent, webhook } from './bot.js';

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

test('bot.metrics() tells how full the inbox is, and what became of what came', async () => {
  const graph = await stubGraph();
  closing.push(graph.close);
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { bot, url } = await listeningBot(
    graph.origin,
    async (context) => {
      await opened;
      if (context.event.text === 'break') throw new Error('broken');
    },
    { inbox: { concurrency: 1, limit: 3 }, onError: () => {} },
  );
  closing.push(() => bot.close());
  const from = (id: string, text: string) => webhook({ ...textEvent(text), sender: { id } });

  expect((await post(url, from('1', 'hi'))).status).toBe(200);
  expect((await post(url, from('2', 'break'))).status).toBe(200);
  expect((await post(url, from('3', 'hi'))).status).toBe(200);
  expect((await post(url, from('4', 'hi'))).status).toBe(503);
  expect(bot.metrics()).toEqual({
    pending: 3,
    active: 1,
    waiting: 2,
    accepted: 3,
    refused: 1,
    done: 0,
    parked: 0,
  });
  open();
  await bot.drained();
  expect(bot.metrics()).toMatchObject({ pending: 0, active: 0, waiting: 0, done: 2, parked: 1 });
});
