import { expect, test } from 'vitest';
import { type Outcome, simulate } from './simulate.js';

const { CHINWAG_SEED, CHINWAG_SEEDS = '1000' } = process.env;
const COUNT = Number(CHINWAG_SEEDS);
/** Several tests, so that one that takes too long says where. */
const PARTS = 10;
const SHOWN = 5;

const part = (index: number) => Math.round((COUNT / PARTS) * index);

/** What failed, each with the words that show it again. */
function described({ plan, findings }: Outcome): string {
  const replay = `CHINWAG_SEED=${plan.seed} npx vitest run packages/chinwag/test/simulation`;
  return [`seed ${plan.seed}, on ${plan.kind}, promised ${plan.promised}: ${replay}`, ...findings].join(
    '\n  ',
  );
}

if (CHINWAG_SEED) {
  test('the seed that was asked for', async () => {
    const trace: string[] = [];
    const outcome = await simulate(Number(CHINWAG_SEED), { trace });
    console.log(trace.join('\n'), outcome.plan);
    expect(outcome.findings, described(outcome)).toEqual([]);
  });
}

if (!CHINWAG_SEED) {
  test.each(Array.from({ length: PARTS }, (_, index) => [part(index), part(index + 1)]))(
    'nothing lost, nothing doubled, in order, the state what the events say: seeds %i to %i',
    async (first, end) => {
      const failed: string[] = [];
      for (let seed = first; seed < end && failed.length < SHOWN; seed++) {
        const outcome = await simulate(seed);
        if (outcome.findings.length > 0) failed.push(described(outcome));
      }
      expect(failed.join('\n')).toBe('');
    },
    60_000,
  );

  test.each([1, 2, 3, 5, 8])('seed %i is the same twice, to the last step', async (seed) => {
    const first = await simulate(seed);
    const second = await simulate(seed);
    expect(second.digest).toBe(first.digest);
    expect(second.steps).toBe(first.steps);
    expect((await simulate(seed + 1)).digest).not.toBe(first.digest);
  });
}
