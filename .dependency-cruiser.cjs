/**
 * Who may import what:
 *
 *   browser   main → App → editor, gallery, source → api, ui → domain      editor's draft worker → engine
 *   relay     main → relay → app → routes → tasks → providers, images, finishing, database, … → src/domain, src/engine
 *   e2e       specs → page objects → src/domain      the servers they need run as processes
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
const TEST = '[.](test|spec)[.]tsx?$';
/** What only tests of the relay stand on. */
const TESTING = '^server/testing/';
const FEATURE = '^src/(editor|gallery|source)/';

module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Two files that need each other are one file, or there is a third one in them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'The file or package is not there.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'tests-are-ends',
      comment: 'Nothing imports a test.',
      severity: 'error',
      from: {},
      to: { path: TEST },
    },
    {
      name: 'testing-in-tests',
      severity: 'error',
      from: { pathNot: [TEST, TESTING, '^e2e/bench/'] },
      to: { path: TESTING },
    },
    {
      name: 'product-without-dev-packages',
      comment: 'What runs at the user must be among the dependencies.',
      severity: 'error',
      from: { path: '^(src|server)/', pathNot: [TEST, TESTING] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    },

    // Browser
    {
      name: 'browser-without-relay',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(server|e2e|scripts)/' },
    },
    {
      name: 'browser-without-node',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'domain-is-pure',
      comment: 'The domain imports itself and zod.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: TEST },
      to: { pathNot: ['^src/domain/', '^node_modules/zod/'] },
    },
    {
      name: 'engine-is-pure',
      comment: 'The engine imports itself and the domain.',
      severity: 'error',
      from: { path: '^src/engine/', pathNot: TEST },
      to: { pathNot: '^src/(engine|domain)/' },
    },
    {
      name: 'features-apart',
      comment: 'App joins the features; they do not know each other.',
      severity: 'error',
      from: { path: FEATURE },
      to: { path: FEATURE, pathNot: '^src/$1/' },
    },
    {
      name: 'app-on-top',
      comment: 'Only main and App, which lie directly in src, import what lies there.',
      severity: 'error',
      from: { path: '^src/[^/]+/' },
      to: { path: '^src/[^/]+$' },
    },
    {
      name: 'api-and-ui-below-features',
      comment: 'api and ui know the domain, not the features and not each other.',
      severity: 'error',
      from: { path: '^src/(api|ui)/' },
      to: { path: '^src/', pathNot: ['^src/$1/', '^src/domain/'] },
    },
    {
      name: 'konva-in-editor',
      severity: 'error',
      from: { path: '^(src|server|e2e)/', pathNot: '^src/editor/' },
      to: { path: '^node_modules/(konva|react-konva)/' },
    },
    {
      name: 'engine-in-draft-worker',
      comment: 'In the browser the engine runs in the draft worker and nowhere else.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/engine/', '^src/editor/draftWorker[.]ts$'] },
      to: { path: '^src/engine/' },
    },

    // Relay
    {
      name: 'relay-shares-rules-only',
      comment: 'Of the browser code, the relay knows the domain and the engine.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^src/', pathNot: '^src/(domain|engine)/' },
    },
    {
      name: 'relay-without-browser-packages',
      severity: 'error',
      from: { path: '^server/' },
      to: {
        path: '^node_modules/(react|react-dom|@base-ui|@tanstack|zustand|zundo|lucide-react|idb-keyval)/',
      },
    },
    {
      name: 'relay-without-e2e',
      comment: 'Only tests of the relay start the fake upstream.',
      severity: 'error',
      from: { path: '^server/', pathNot: [TEST, TESTING] },
      to: { path: '^(e2e|scripts)/' },
    },
    {
      name: 'relay-tests-use-upstream-only',
      severity: 'error',
      from: { path: [`^server/.*${TEST}`, TESTING] },
      to: { path: '^(e2e|scripts)/', pathNot: '^e2e/upstream/' },
    },
    {
      name: 'relay-main-and-app-on-top',
      comment: 'main starts the relay, which puts the app together; only tests do so too.',
      severity: 'error',
      from: { path: '^server/', pathNot: [TEST, TESTING, '^server/(main|relay)[.]ts$'] },
      to: { path: '^server/(main|relay|app)[.]ts$' },
    },
    {
      name: 'relay-routes-below-app',
      severity: 'error',
      from: {
        path: '^server/',
        pathNot: [TEST, TESTING, '^server/(main|relay|app)[.]ts$', '^server/routes/'],
      },
      to: { path: '^server/routes/' },
    },
    {
      name: 'relay-tasks-below-routes',
      comment: 'What tasks stand on does not know tasks.',
      severity: 'error',
      from: { path: '^server/(?!(tasks|routes)/)[^/]+/', pathNot: [TEST, TESTING] },
      to: { path: '^server/tasks/' },
    },

    // Tests in the browser
    {
      name: 'stories-from-outside',
      comment:
        'Stories see the product through the browser and HTTP; of its code they know the domain. Benchmarks start databases as tests do.',
      severity: 'error',
      from: { path: '^e2e/', pathNot: ['^e2e/upstream/', '^e2e/bench/engine/'] },
      to: { path: '^(server|src)/', pathNot: ['^src/domain/', '^server/testing/testDatabases[.]ts$'] },
    },
    {
      name: 'stories-start-upstream-as-process',
      comment: 'Only the shapes that cross the process are known outside.',
      severity: 'error',
      from: { path: '^e2e/', pathNot: '^e2e/upstream/' },
      to: { path: '^e2e/upstream/', pathNot: '^e2e/upstream/(fault|upstreamOptions|upstreamState)[.]ts$' },
    },
    {
      name: 'upstream-stands-alone',
      comment:
        "The fake upstream has its own copy of the documented rules, or it could not catch the product's mistakes.",
      severity: 'error',
      from: { path: '^e2e/upstream/' },
      to: { path: '^(src|server|scripts|e2e)/', pathNot: '^e2e/upstream/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Types cross layers too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.d.ts'],
    },
    // Stylesheets and images are not modules of ours.
    exclude: { path: '[.](css|svg|png|jpg|woff2)$' },
  },
};
