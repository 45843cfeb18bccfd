import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

/** What a module imports when it is loaded, and what that imports: all that `import 'chinwag'` needs at once. */
function needs(module, found = new Set()) {
  if (found.has(module.href)) return found;
  found.add(module.href);
  const statements = /^(?:import|export)\b[^'";]*?from '(\.[^']+)'/gm;
  for (const [, path] of readFileSync(module, 'utf8').matchAll(statements))
    needs(new URL(path, module), found);
  return found;
}

/** The tabs are the bundler's: what we write ourselves, also inside of texts, is indented by spaces. */
const withoutIndentation = {
  name: 'without-indentation',
  renderChunk: (code) => ({ code: code.replaceAll(/^\t+/gm, ''), map: null }),
};

const start = new Set(
  [...needs(new URL('build/index.js', import.meta.url))].map((url) => fileURLToPath(url)),
);

// What `tsc` built, in a few files instead of 150: opening files is most of what a start-up costs.
await build({
  input: {
    index: 'build/index.js',
    router: 'build/routing.js',
    messenger: 'build/messenger/index.js',
    sqlite: 'build/storage/sqlite/index.js',
    redis: 'build/storage/redis/index.js',
    testing: 'build/testing/index.js',
    assets: 'build/assets/index.js',
    campaigns: 'build/campaigning.js',
    telemetry: 'build/telemetry/index.js',
    cli: 'build/cli/main.js',
    'crypto/node': 'build/core/crypto/node.js',
    'crypto/web': 'build/core/crypto/web.js',
    'transport/node': 'build/graph/transport/node.js',
    'transport/fetch': 'build/graph/transport/fetch.js',
  },
  platform: 'node',
  preserveEntrySignatures: 'allow-extension',
  external: (id) => !/^[./]/.test(id),
  output: {
    dir: 'dist',
    // One file for a start-up: each more costs as much as 20 kB in one.
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ name: 'chinwag', test: (id) => start.has(id) }],
    },
    cleanDir: true,
    chunkFileNames: 'parts/[name]-[hash].js',
    comments: false,
    // Lines and names stay: a stack trace must still tell something, and Node shows the line that threw.
    minify: false,
    plugins: [withoutIndentation],
  },
});
