/** The import law (ARCHITECTURE.md), read by the test in test/architecture and by `npm run check`. */
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
});

const node = '^(node:)?[a-z_/]+$';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'nothing-imports-test', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
    only('shared-stands-alone', 'shared imports nothing outside itself', '^shared/(kernel|game|rating)/', '^shared/'),
    only('protocol-may-use-zod', 'shared/protocol adds zod', '^shared/protocol/', '^shared/|^node_modules/zod/'),
    only(
      'sync-may-use-schema',
      'shared/sync adds Colyseus schemas',
      '^shared/sync/',
      '^shared/|^node_modules/@colyseus/schema/',
    ),
    only(
      'rooms-are-thin',
      'rooms import shared, Colyseus and the decoder of its messages, never a database',
      '^rooms/',
      '^rooms/|^shared/|^node_modules/(@colyseus/(core|schema)|msgpackr)/|^node:|^crypto$',
    ),
    only(
      'client-speaks-the-protocol',
      'client-demo imports shared and the SDK, a view library, QR codes, and for bots Node itself',
      '^client-demo/',
      `^client-demo/|^shared/|^node_modules/(@colyseus/(sdk|schema)|preact|uqr|vite)/|${node}`,
    ),
    {
      name: 'web-and-connection-have-no-node',
      severity: 'error',
      from: { path: '^client-demo/(web|connection)/', pathNot: '(build|vite\\.config)\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'connection-has-no-views',
      severity: 'error',
      from: { path: '^client-demo/connection/' },
      to: { path: '^client-demo/(web|bots)/' },
    },
    only(
      'solver-is-pure',
      'the solver serves the web client and the bots, and knows neither',
      '^client-demo/solver/',
      '^client-demo/solver/|^shared/(kernel|game)/',
    ),
    {
      name: 'web-and-bots-apart',
      severity: 'error',
      from: { path: '^client-demo/web/' },
      to: { path: '^client-demo/bots/' },
    },
    {
      name: 'server-never-imports-clients',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^client-demo/' },
    },
    {
      name: 'one-composition-root',
      comment: 'only app.ts and octo.ts name the storage adapters; only app.ts names rooms',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(app|octo)\\.ts$|^server/storage/' },
      to: { path: '^rooms/|^server/storage/' },
    },
    {
      name: 'one-place-joins-the-nodes',
      comment: 'only app.ts names the adapters over Redis',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/app\\.ts$|^server/redis/' },
      to: { path: '^server/redis/' },
    },
    {
      name: 'redis-stays-in-redis',
      severity: 'error',
      from: { pathNot: '^server/redis/|^test/' },
      to: { path: '^node_modules/(ioredis|@colyseus/redis-)' },
    },
    {
      name: 'octo-has-no-rooms',
      severity: 'error',
      from: { path: '^server/octo\\.ts$' },
      to: { path: '^rooms/' },
    },
    {
      name: 'storage-below-features',
      comment: 'an adapter knows the port beside its user and nothing of http or rooms',
      severity: 'error',
      from: { path: '^server/storage/' },
      to: { path: '^rooms/|^server/(http|realtime|operator)/.*(routes|create-app)' },
    },
    {
      name: 'drivers-stay-in-storage',
      severity: 'error',
      from: { pathNot: '^server/storage/|^test/' },
      to: { path: '^(node:)?sqlite$|^node_modules/(mongoose|mongodb)/' },
    },
    {
      name: 'cluster-starts-processes',
      comment: 'what runs nodes and stands before them shares with a node only how to hold a port and to refuse',
      severity: 'error',
      from: { path: '^server/cluster/' },
      to: {
        pathNot: `^server/cluster/|^server/http/(problem|problems|client-errors)\\.ts$|^server/realtime/http-server\\.ts$|^server/secret-files\\.ts$|${node}`,
      },
    },
    {
      name: 'nothing-imports-the-cluster',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/cluster/' },
      to: { path: '^server/cluster/' },
    },
    only(
      'checker-stands-alone',
      'what judges the server shares no rules with it, so that a mistake cannot hide itself',
      '^test/chaos/checker/',
      `^test/chaos/checker/|^node_modules/zod/|${node}`,
    ),
    {
      name: 'nothing-of-development-at-work',
      comment: 'the image has only what package.json lists as dependencies',
      severity: 'error',
      from: { path: '^(server|rooms|shared|client-demo/(bots|connection|solver))/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/@types/' },
    },
    {
      name: 'eventing-knows-no-feature',
      severity: 'error',
      from: { path: '^server/eventing/' },
      to: { pathNot: '^server/eventing/|^shared/kernel/|^node:|^[a-z_/]+$' },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/|test/bench/peer/node_modules/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'test/tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
