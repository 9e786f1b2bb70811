/**
 * Who may import what:
 *
 *   browser   main → app → editor, gallery, source → api, ui → domain      editor's draft worker → engine
 *   relay     main → relay → app → routes → tasks → providers, images, finishing, database, … → src/domain, src/engine
 *   editor    Editor → panel, stage → draft, state
 *   tasks     runner → steps → admission → rows → database
 *   e2e       specs → page objects → src/domain      the servers they need run as processes
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
const TEST = '[.](test|spec)[.]tsx?$';
/** What only tests stand on. */
const TESTING =
  '^(testing|server/testing|server/finishing/kernel/testing|src/editor/stage/testing|src/ui/testing)/';
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
      from: { pathNot: [TEST, TESTING, '^(e2e|bench|dev)/'] },
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
      to: { path: '^(server|e2e|testing|bench|scripts|dev)/' },
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
      comment: 'Only main imports the app, and nothing imports what lies directly in src.',
      severity: 'error',
      from: { path: '^src/(?!app/)[^/]+/' },
      to: { path: '^src/([^/]+$|app/)' },
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
      from: { path: '^(src|server|e2e|testing|bench|dev)/', pathNot: '^src/editor/' },
      to: { path: '^node_modules/(konva|react-konva)/' },
    },
    {
      name: 'engine-in-draft-worker',
      comment: 'In the browser the engine runs in the draft worker and nowhere else.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/engine/', '^src/editor/draft/draftWorker[.]ts$'] },
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
      to: { path: '^(e2e|testing|bench|scripts)/' },
    },
    {
      name: 'relay-tests-without-stories',
      severity: 'error',
      from: { path: [`^server/.*${TEST}`, TESTING] },
      to: { path: '^(e2e|bench|scripts)/' },
    },
    {
      name: 'relay-main-and-app-on-top',
      comment: 'main starts the relay, whose parts are put together in one place; only tests do so too.',
      severity: 'error',
      from: { path: '^server/', pathNot: [TEST, TESTING, '^server/(main|relay|relayParts)[.]ts$'] },
      to: { path: '^server/(main|relay|relayParts|app)[.]ts$' },
    },
    {
      name: 'relay-routes-below-app',
      severity: 'error',
      from: {
        path: '^server/',
        pathNot: [TEST, TESTING, '^server/(main|relay|relayParts|app)[.]ts$', '^server/routes/'],
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
      comment: 'Stories see the product through the browser and HTTP; of its code they know the domain.',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: '^(server|src|bench)/', pathNot: '^src/domain/' },
    },
    {
      name: 'upstream-is-known-by-its-shapes',
      comment:
        'Only the shapes that cross the process are known outside, and what starts one in the process of a test.',
      severity: 'error',
      from: { path: '^(e2e|bench|testing/processes)/' },
      to: {
        path: '^testing/upstream/',
        pathNot: '^testing/upstream/(fakeUpstream|fault|upstreamOptions|upstreamState)[.]ts$',
      },
    },
    {
      name: 'testing-knows-the-domain-alone',
      comment: 'What tests share stands below all of them.',
      severity: 'error',
      from: { path: '^testing/', pathNot: TEST },
      to: { path: '^(src|server|scripts|e2e|bench)/', pathNot: '^src/domain/' },
    },
    {
      name: 'upstream-stands-alone',
      comment:
        "The fake upstream has its own copy of the documented rules, or it could not catch the product's mistakes.",
      severity: 'error',
      from: { path: '^testing/upstream/' },
      to: { path: '^(src|server|scripts|e2e|bench|testing)/', pathNot: '^testing/upstream/' },
    },
    {
      name: 'bench-beside-the-product',
      comment: 'Benchmarks use pages, test processes, databases of tests, the engine and the domain.',
      severity: 'error',
      from: { path: '^bench/' },
      to: {
        path: '^(server|src|e2e)/',
        pathNot: ['^src/(domain|engine)/', '^e2e/pages/', '^server/(finishing|testing)/'],
      },
    },

    // Pages for development alone
    {
      name: 'dev-pages-on-top',
      comment: 'Nothing imports a page for development, so the built app has none of them.',
      severity: 'error',
      from: { pathNot: '^dev/' },
      to: { path: '^dev/' },
    },
    {
      name: 'dev-pages-see-the-app',
      comment: 'They show what the browser has, and know the shapes of the fake upstream.',
      severity: 'error',
      from: { path: '^dev/' },
      to: {
        path: '^(server|e2e|bench|scripts|testing)/',
        pathNot: '^testing/(taskEndings|upstream/(fault|upstreamOptions|upstreamState))[.]ts$',
      },
    },

    {
      name: 'dev-pages-without-node',
      comment:
        'What they know of the fake upstream runs in a browser; a module of Node stops the whole page. Its types of http stop nothing.',
      severity: 'error',
      from: { path: '^dev/(provider|states)/' },
      to: {
        reachable: true,
        path: '^(node:)?(crypto|fs|path|os|net|stream|url|util|zlib|worker_threads|child_process)(/|$)',
      },
    },

    // Rooms of the editor
    {
      name: 'editor-stage-and-panel-apart',
      comment: 'Stage and panel meet in Editor and share the state.',
      severity: 'error',
      from: { path: '^src/editor/(stage|panel)/' },
      to: { path: '^src/editor/(stage|panel)/', pathNot: '^src/editor/$1/' },
    },
    {
      name: 'editor-state-below',
      comment: 'The state of the editor knows neither stage, panel nor draft.',
      severity: 'error',
      from: { path: '^src/editor/state/' },
      to: { path: '^src/editor/', pathNot: '^src/editor/state/' },
    },
    {
      name: 'editor-draft-below-stage',
      severity: 'error',
      from: { path: '^src/editor/draft/' },
      to: { path: '^src/editor/', pathNot: '^src/editor/(draft|state)/' },
    },
    {
      name: 'stage-paints-without-input',
      comment: 'What is painted, and how, does not know where a pointer is.',
      severity: 'error',
      from: { path: '^src/editor/stage/(paint|hud|detail)/' },
      to: { path: '^src/editor/stage/input/' },
    },
    {
      name: 'gallery-rooms-apart',
      comment: 'Card, viewer and deletion meet in Gallery.',
      severity: 'error',
      from: { path: '^src/gallery/(card|viewer|deletion)/' },
      to: { path: '^src/gallery/(card|viewer|deletion)/', pathNot: '^src/gallery/$1/' },
    },

    // Rooms of the relay
    {
      name: 'task-rows-at-the-bottom',
      comment: 'runner → steps → admission → rows → database',
      severity: 'error',
      from: { path: '^server/tasks/rows/', pathNot: TEST },
      to: { path: '^server/tasks/', pathNot: '^server/tasks/rows/' },
    },
    {
      name: 'task-admission-below-steps',
      severity: 'error',
      from: { path: '^server/tasks/admission/', pathNot: TEST },
      to: { path: '^server/tasks/', pathNot: '^server/tasks/(admission|rows)/' },
    },
    {
      name: 'storage-below-images',
      severity: 'error',
      from: { path: '^server/storage/', pathNot: [TEST, TESTING] },
      to: { path: '^server/(images|sources|finishing|providers|tasks|routes)/' },
    },
    {
      name: 'images-below-sources',
      severity: 'error',
      from: { path: '^server/images/', pathNot: [TEST, TESTING] },
      to: { path: '^server/(sources|finishing|providers|tasks|routes)/' },
    },
    {
      name: 'kling-and-engine-apart',
      comment: 'A provider does not know another one.',
      severity: 'error',
      from: { path: '^server/providers/(kling|builtIn)/', pathNot: TEST },
      to: { path: '^server/providers/(kling|builtIn)/', pathNot: '^server/providers/$1/' },
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
