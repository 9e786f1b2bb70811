import { cpSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './projectRoot.js';

/** Everything that the relay's bundle depends on. */
export const RELAY_INPUTS = [
  'server',
  'src/domain',
  'src/engine',
  'scripts/relayBundle.js',
  'package-lock.json',
];
export const RELAY_FOLDER = path.join(projectRoot, 'dist-relay');

/**
 * Bundles the relay for Node: what is started and each worker thread are entries, all in one flat folder, so that
 * `new URL('./x', import.meta.url)` means the same in every chunk. Packages stay where npm put them.
 *
 * A worker thread is found by its name: a file below `server` whose name ends in `Worker.ts`, outside of tests, becomes `dist-relay/*Worker.js`,
 * and `createWorkerPool` looks for it there.
 *
 * @throws {Error} with what is wrong in the code
 */
export async function bundleRelay() {
  const { build } = await import('vite');
  // Vite sets it for the whole process, and what this process starts later would inherit it.
  const { NODE_ENV } = process.env;
  // A relay that runs meanwhile finds one or the other, never half of one.
  const next = `${RELAY_FOLDER}.${process.pid}`;
  await build({
    root: projectRoot,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir: next,
      emptyOutDir: true,
      target: 'node20',
      sourcemap: true,
      minify: false,
      rollupOptions: {
        input: entries(),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = NODE_ENV;
  const migrations = path.join('server', 'database', 'migrations');
  cpSync(path.join(projectRoot, migrations), path.join(next, 'migrations'), { recursive: true });
  rmSync(RELAY_FOLDER, { recursive: true, force: true });
  renameSync(next, RELAY_FOLDER);
}

/** @returns {Record<string, string>} files by the names that they get */
function entries() {
  const workers = workerFiles();
  return {
    main: path.join(projectRoot, 'server', 'main.ts'),
    doctor: path.join(projectRoot, 'server', 'doctor', 'main.ts'),
    expand: path.join(projectRoot, 'server', 'expand', 'main.ts'),
    ...Object.fromEntries(workers.map((file) => [path.basename(file, '.ts'), file])),
  };
}

/** @returns {string[]} */
function workerFiles() {
  const server = path.join(projectRoot, 'server');
  return readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('Worker.ts') && !file.startsWith(`testing${path.sep}`))
    .map((file) => path.join(server, file));
}
