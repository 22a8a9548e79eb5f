/** The arrows of docs/architecture.md as rules that fail: main → stacks → constructs → providers; apps stand alone. */
const test = '\\.test\\.ts$|^__tests__/|/testing/'
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from: { pathNot: test, ...from }, to })

module.exports = {
  forbidden: [
    forbid('no-circular', 'a cycle hides which part knows of which', {}, { circular: true }),
    forbid(
      'no-provider-root',
      'a provider root import costs seconds and gigabytes',
      {},
      { path: 'node_modules/@cdktf/provider-[^/]+/lib/(index|lazy-index)\\.' },
    ),
    forbid(
      'main-knows-no-provider',
      'main.ts only composes',
      { path: '^main\\.ts$' },
      { path: 'node_modules/@cdktf/' },
    ),
    forbid(
      'stacks-do-not-know-each-other',
      'values travel by props',
      { path: '^stacks/([^/]+)\\.ts$' },
      { path: '^stacks/', pathNot: '^stacks/$1\\.ts$' },
    ),
    forbid(
      'stacks-see-contracts-only',
      'an app is known by its contract',
      { path: '^(stacks|constructs)/' },
      { path: '^(apps|optimiser-image|local|cost)/', pathNot: '/contract\\.ts$' },
    ),
    forbid(
      'constructs-know-no-stack',
      'constructs are reusable parts',
      { path: '^constructs/' },
      { path: '^(stacks|environments|main\\.ts)' },
    ),
    forbid(
      'product-knows-no-tool',
      'commands and reports read the deployment, not the other way round',
      {
        path: '^(stacks|constructs|environments|cost|apps|optimiser-image|local)/',
        // The platform on one machine builds its images from the same contexts.
        pathNot: `${test}|^local/start\\.ts$`,
      },
      { path: '^(deploy|review|bench)/' },
    ),
    forbid(
      'apps-stand-alone',
      'an app runs without the deployment',
      { path: '^(apps|optimiser-image|cost|samples)/' },
      { path: '^(stacks|constructs|environments|local|rehearsal)/|node_modules/(cdktf|@cdktf|constructs)/' },
    ),
    forbid(
      'apps-do-not-know-each-other',
      'apps meet over HTTP',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    forbid('contracts-import-nothing', 'a contract has no side effect', { path: '/contract\\.ts$' }, { path: '.' }),
    forbid(
      'local-imports-no-app',
      'emulators speak protocols; only start.ts wires apps',
      { path: '^local/', pathNot: `${test}|^local/start\\.ts$` },
      { path: '^(apps|stacks|constructs|environments)/' },
    ),
    forbid(
      'nothing-knows-the-rehearsal',
      'it uses everything as a user does; nothing is made for it',
      { pathNot: `${test}|^rehearsal/` },
      { path: '^rehearsal/' },
    ),
    forbid(
      'rehearsal-uses-what-users-use',
      'what is rehearsed is started, deployed and called, not imported; of local only what starts services and reaches them',
      { path: '^rehearsal/' },
      {
        path: '^(apps|stacks|cost|review|bench|optimiser-image|constructs)/',
        pathNot: '/contract\\.ts$|^constructs/names\\.ts$',
      },
    ),
    forbid(
      'no-unlisted-package',
      'every dependency is declared where it is used',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^(node_modules|dist|\\.venv|\\.slipway)/' },
  },
}
