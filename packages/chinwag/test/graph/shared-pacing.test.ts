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
