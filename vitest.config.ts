import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const source = (path: string) => fileURLToPath(new URL(`./packages/${path}`, import.meta.url));

const EVERYTHING = ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'];
/** What holds the sources and the documents against what is promised of them, within seconds: part of `npm run check`. */
const SOURCES = [
  'packages/chinwag/test/core/clock.test.ts',
  'packages/emulator/test/coverage.test.ts',
  'packages/emulator/test/documents.test.ts',
  'test/samples.test.ts',
];
/** What takes long. It comes first, or a single one would run at the end while all else is done. */
const LONG = [
  'test/kill.test.ts',
  'test/page.test.ts',
  'test/faults.test.ts',
  'packages/chinwag/test/simulation/simulation.test.ts',
  'test/campaign-command.test.ts',
  'test/campaign-kill.test.ts',
  'test/campaign-page.test.ts',
  'test/campaign-standstill.test.ts',
  'test/campaign-workers.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex((name) => moduleId.endsWith(`/${name}`));
      return place < 0 ? LONG.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

// Tests run against the sources; processes they start run what was built.
export default defineConfig({
  resolve: {
    alias: [
      { find: /^chinwag$/, replacement: source('chinwag/src/index.ts') },
      { find: 'chinwag/router', replacement: source('chinwag/src/routing.ts') },
      { find: 'chinwag/campaigns', replacement: source('chinwag/src/campaigning.ts') },
      { find: /^chinwag\/(sqlite|redis)$/, replacement: source('chinwag/src/storage/$1/index.ts') },
      { find: /^chinwag\/(.+)$/, replacement: source('chinwag/src/$1/index.ts') },
      { find: '@chinwag/emulator', replacement: source('emulator/src/index.ts') },
      { find: '#crypto', replacement: source('chinwag/src/core/crypto/node.ts') },
      { find: '#transport', replacement: source('chinwag/src/graph/transport/node.ts') },
    ],
  },
  test: {
    projects: [
      { extends: true, test: { name: 'sources', include: SOURCES, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: { name: 'behaviour', include: EVERYTHING, exclude: SOURCES, sequence: { groupOrder: 1 } },
      },
    ],
    sequence: { sequencer: LongestFirst },
    // Half of a test's time is waiting for processes, servers and leases.
    maxWorkers: Math.max(2, availableParallelism()),
    // What never ends is found out; how long the rest takes is the machine's affair.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
