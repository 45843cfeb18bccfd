import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(`./packages/${path}`, import.meta.url));

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
    include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    typecheck: {
      enabled: true,
      include: ['packages/*/test/**/*.test-d.ts'],
      tsconfig: './tsconfig.test.json',
    },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A second, which is the default, is little on a machine that is busy.
    expect: { poll: { timeout: 10_000 } },
  },
});
