/**
 * Who may import whom. The layers are drawn in ARCHITECTURE.md; a circle, or an arrow that points the wrong
 * way, fails the build.
 */
const room = (name) => `^packages/chinwag/src/${name}/`;
const DESIGN = '^packages/design/';
const PAGES = ['^packages/emulator/ui/', room('campaigns/page/browser')];
const only = (name, allowed) => ({
  name: `${name}-imports-only-${allowed.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: room(name) },
  to: {
    path: '^packages/',
    pathNot: [name, ...allowed].map(room),
  },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('core', []),
    only('router', ['core']),
    only('graph', ['core']),
    only('storage', ['core']),
    only('messenger', ['core', 'router', 'graph']),
    only('telemetry', ['core']),
    only('assets', ['core', 'graph', 'messenger']),
    {
      name: 'campaigns-know-no-storage',
      severity: 'error',
      from: { path: room('campaigns'), pathNot: room('campaigns/ledger') },
      to: { path: '^packages/', pathNot: [...['campaigns', 'core', 'graph', 'messenger'].map(room), DESIGN] },
    },
    {
      name: 'only-a-defined-campaign-runs',
      severity: 'error',
      from: {
        path: '^packages/',
        pathNot: [room('campaigns/running'), '^packages/chinwag/src/campaigns/defined[.]ts$'],
      },
      to: { path: room('campaigns/running') },
    },
    {
      name: 'ledgers-know-campaigns-and-storage',
      severity: 'error',
      from: { path: room('campaigns/ledger') },
      to: { path: '^packages/', pathNot: ['campaigns', 'core', 'storage'].map(room) },
    },
    only('server', ['core', 'router', 'graph', 'storage', 'messenger']),
    only('config', ['campaigns', 'core', 'router', 'graph', 'storage', 'messenger', 'server']),
    {
      name: 'nothing-imports-cli',
      severity: 'error',
      from: { path: '^packages/chinwag/src/', pathNot: room('cli') },
      to: { path: room('cli') },
    },
    {
      name: 'only-cli-imports-testing',
      severity: 'error',
      from: { path: '^packages/chinwag/src/', pathNot: ['testing', 'cli'].map(room) },
      to: { path: room('testing') },
    },
    {
      name: 'emulator-and-framework-share-nothing',
      severity: 'error',
      from: { path: '^packages/emulator/' },
      to: { path: '^packages/chinwag/|^chinwag(/|$)|node_modules/chinwag/' },
    },
    {
      name: 'only-pages-read-the-design',
      severity: 'error',
      from: { path: '^packages/', pathNot: [DESIGN, ...PAGES] },
      to: { path: DESIGN },
    },
    {
      name: 'the-design-is-style-sheets-alone',
      severity: 'error',
      from: { path: '^packages/', pathNot: DESIGN },
      to: { path: DESIGN, pathNot: '[.]css$' },
    },
    {
      name: 'emulator-server-knows-no-page',
      severity: 'error',
      from: { path: '^packages/emulator/src/' },
      to: { path: '^packages/emulator/ui/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(build|dist|test)/|\\.config\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
