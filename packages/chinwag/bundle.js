import { build } from 'rolldown';

// What `tsc` built, in a few files instead of 150: opening files is most of what a start-up costs.
await build({
  input: {
    index: 'build/index.js',
    router: 'build/routing.js',
    messenger: 'build/messenger/index.js',
    server: 'build/server/index.js',
    sqlite: 'build/storage/sqlite/index.js',
    redis: 'build/storage/redis/index.js',
    testing: 'build/testing/index.js',
    campaigns: 'build/campaigning.js',
    cli: 'build/cli/main.js',
    'crypto/node': 'build/core/crypto/node.js',
    'crypto/web': 'build/core/crypto/web.js',
    'transport/node': 'build/graph/transport/node.js',
    'transport/fetch': 'build/graph/transport/fetch.js',
  },
  platform: 'node',
  external: (id) => !/^[./]/.test(id),
  output: {
    dir: 'dist',
    cleanDir: true,
    chunkFileNames: 'parts/[name]-[hash].js',
    // Comments and white space go, names stay: a stack trace must still tell something.
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  },
});
