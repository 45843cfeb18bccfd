import { expect, test } from 'vitest';
import type { GrantRequest } from '../../src/core/storage/budget.js';
import { many, paced, send } from './pace.js';

/** Whoever keeps the count for all gives what is asked for, and remembers what that was. */
function generous() {
  const asked: GrantRequest[] = [];
  const grant = async (request: GrantRequest) => {
    asked.push(request);
    return [{ from: 0, to: 0, count: request.wanted }];
  };
  return { asked, budgets: { grant } };
}

test('turns for which connections have to be opened are asked for as turns that may be late', async () => {
  const { asked, budgets } = generous();
  const { clock, graph } = paced(undefined, undefined, { budgets });
  void many(20, (n) => graph.call(send(`${n}`)));
  await clock.pass(100);
  expect(new Set(asked.map(({ late }) => late))).toEqual(new Set([250]));
  asked.length = 0;
  // Now there are enough of them.
  void many(10, (n) => graph.call(send(`${n}`)));
  await clock.pass(100);
  expect(asked.at(-1)?.late).toBe(0);
  void many(80, (n) => graph.call(send(`${n}`)));
  await clock.pass(100);
  expect(asked.at(-1)?.late).toBe(250);
});

test('those of a campaign, which come one by one, are not', async () => {
  const { asked, budgets } = generous();
  const { clock, graph } = paced(undefined, undefined, { budgets });
  void many(20, (n) => graph.call(send(`${n}`), { priority: 'campaign' }));
  await clock.pass(100);
  expect(asked.slice(1).map(({ late }) => late)).toEqual(asked.slice(1).map(() => 0));
});

test('what went later than its turn is told, once', async () => {
  const { asked, budgets } = generous();
  let held = 40;
  const { clock, graph } = paced(undefined, undefined, { budgets }, () => held);
  void many(1, () => graph.call(send('1'), { priority: 'campaign' }));
  await clock.pass(200);
  held = 0;
  expect(asked.flatMap(({ moved }) => moved)).toEqual([]);
  for (const n of ['2', '3']) {
    void graph.call(send(n), { priority: 'campaign' });
    await clock.pass(100);
  }
  const moved = asked.flatMap(({ moved }) => moved);
  expect(moved).toMatchObject([{ count: 1 }]);
  expect(moved.map(({ from, to }) => from - to)).toEqual([40]);
});

test('a process whose calls went late asks for what comes next as late as that, for a while', async () => {
  const { asked, budgets } = generous();
  let held = 40;
  const { clock, graph } = paced(undefined, undefined, { budgets }, () => held);
  void many(1, () => graph.call(send('1'), { priority: 'campaign' }));
  await clock.pass(200);
  asked.length = 0;
  held = 0;
  void many(1, () => graph.call(send('2'), { priority: 'campaign' }));
  void many(1, () => graph.call(send('3'), { priority: 'campaign' }));
  await clock.pass(100);
  expect(asked.at(-1)?.late).toBeGreaterThanOrEqual(40);
  await clock.pass(1_500);
  asked.length = 0;
  void many(2, () => graph.call(send('4'), { priority: 'campaign' }));
  await clock.pass(100);
  expect(asked.at(-1)?.late).toBe(0);
});

/** The same at the end of a way of so many milliseconds. */
function far() {
  const way = { length: 1 };
  const { budgets } = generous();
  const grant = async (request: GrantRequest) => {
    await new Promise<void>((resolve) => scene.clock.setTimeout(resolve, way.length));
    return budgets.grant(request);
  };
  const scene = paced(undefined, undefined, { budgets: { grant } });
  const reply = (text: string) => void many(1, () => scene.graph.call(send(text)));
  return { ...scene, way, reply };
}

test('turns that came late, to a process that stood still, are not used', async () => {
  const { clock, arrivals, way, reply } = far();
  reply('1');
  await clock.pass(100);
  expect(arrivals).toHaveLength(1);
  way.length = 20;
  reply('2');
  await clock.pass(25);
  expect(arrivals).toHaveLength(1);
  way.length = 1;
  await clock.pass(100);
  expect(arrivals).toHaveLength(2);
});

test('turns from further away than before are used when it is clear that they do not come sooner', async () => {
  const { clock, arrivals, way, reply } = far();
  reply('1');
  await clock.pass(100);
  way.length = 20;
  reply('2');
  await clock.pass(5_000);
  expect(arrivals).toHaveLength(2);
  reply('3');
  await clock.pass(100);
  expect(arrivals).toHaveLength(3);
});
