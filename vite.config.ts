import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { leanZod } from './scripts/leanZodPlugin.js';
import { offlineShell } from './scripts/offlineShellPlugin.js';

const relayUrl = `http://127.0.0.1:${process.env.PORT ?? 8787}`;
/** Set by `npm run dev -- --provider fake`. */
const fakeUpstreamUrl = process.env.FAKE_UPSTREAM_URL;

/** Pages for development alone, at `/dev/…`; the built app knows nothing of them. */
const devPages: Plugin = {
  name: 'outframe-dev-pages',
  apply: 'serve',
  configureServer: async (server) => {
    const { sampleImages } = await import('./dev/sampleImages.ts');
    server.middlewares.use(sampleImages());
    const printApp = server.printUrls;
    server.printUrls = () => {
      printApp();
      for (const page of ['states', ...(fakeUpstreamUrl ? ['provider'] : [])]) {
        server.config.logger.info(`  ➜  ${new URL(`dev/${page}`, server.resolvedUrls?.local[0]).href}`);
      }
    };
  },
};

/** What the first look shares with what comes later. */
const FIRST_SIGHT = new RegExp(
  [
    'node_modules/(?:zod|idb-keyval|zustand|@tanstack/query-core|@tanstack/react-query)/',
    'src/domain/contract/(?!ledger|lists|offers)\\w+[.]ts',
    'src/domain/(?:problem|problemTable|limits|expansion|side|storableText|finishProof)[.]ts',
    'src/api/(?:request|fetchFile|results|session|answer|parsedJson|sources|queryClient)[.]ts',
    'src/ui/(?:parsedStorage|randomId)[.]ts',
    'src/source/(?:sourceStore|sourceFacts|keptFile|readableFile|readAnyhow|readingUnlessSame|relayReading)[.]ts',
    'src/source/(?:decodeImage|decodeInWorker|displayCopy|looksOtherwise)[.]ts',
  ].join('|'),
);

export default defineConfig({
  plugins: [react(), leanZod(), devPages, offlineShell()],
  build: {
    outDir: 'dist',
    target: 'es2022',
    sourcemap: true,
    manifest: true,
    rollupOptions: {
      input: { index: 'index.html', serviceWorker: 'src/offline/serviceWorker.ts' },
      output: {
        // Needed at first sight and by what comes later: one file compresses better than a handful of small ones.
        codeSplitting: { groups: [{ name: 'contract', test: FIRST_SIGHT }] },
        // Its address stays: by it the browser finds out that there is a newer one.
        entryFileNames: ({ name }) =>
          name === 'serviceWorker' ? 'serviceWorker.js' : 'assets/[name]-[hash].js',
      },
    },
  },
  server: {
    proxy: {
      // The Host stays the page's own: the relay refuses changes from pages elsewhere.
      '/api': { target: relayUrl, changeOrigin: false },
      ...(fakeUpstreamUrl && {
        '/dev/upstream/': {
          target: fakeUpstreamUrl,
          rewrite: (path) => path.replace('/dev/upstream/', '/_control/'),
        },
      }),
    },
  },
});
