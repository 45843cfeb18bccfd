import { findingsOf } from './findings.js';
import { type Plan, planOf } from './plan.js';
import { World, type WorldOptions } from './world.js';

/** What came of a seed. */
export interface Outcome {
  plan: Plan;
  /** What does not hold; empty when all does. */
  findings: string[];
  /** The same for the same seed, to the last step. */
  digest: string;
  steps: number;
}

/** Lives a seed through, and looks at what came of it. */
export async function simulate(seed: number, options: WorldOptions = {}): Promise<Outcome> {
  const plan = planOf(seed);
  const world = new World(plan, options);
  const findings: string[] = [];
  try {
    await world.run();
    findings.push(...(await findingsOf(world, plan)));
  } catch (error) {
    findings.push(`it broke: ${(error as Error).stack ?? error}`);
  } finally {
    await world.close();
  }
  const { digest, count } = world.scheduler;
  return { plan, findings, digest, steps: count };
}
