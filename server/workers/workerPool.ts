import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import Piscina from 'piscina';
import { FairTaskQueue } from './fairTaskQueue.ts';

/** Runs the one exported function of a worker file on a few threads. */
export type WorkerPool = Piscina;

interface WorkerPoolOptions {
  /**
   * The TypeScript file beside the caller. Its name ends in `Worker.ts`: by that the build finds it and bundles it beside
   * the relay, under the same name.
   */
  readonly file: URL;
  /** The exported function to call. */
  readonly name: string;
  readonly maxThreads: number;
}

/** Not so in development and in tests, where the sources themselves run. */
const isBundled = !import.meta.url.endsWith('.ts');

const MAX_HEAP_MB = 512;

export function createWorkerPool({ file, name, maxThreads }: WorkerPoolOptions): WorkerPool {
  const source = fileURLToPath(file);
  return new Piscina({
    filename: isBundled ? source.replace(/\.ts$/, '.js') : source,
    name,
    minThreads: 0,
    maxThreads,
    taskQueue: new FairTaskQueue(),
    idleTimeout: 30_000,
    // Pixels lie outside of this heap: a thread that fills it has gone astray, and ends before it takes the relay along.
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    execArgv: isBundled ? ['--enable-source-maps'] : ['--import', typeScriptLoader()],
  });
}

/** Resolved from here and not from the working folder, which may be anywhere. */
function typeScriptLoader(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}
