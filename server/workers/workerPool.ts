import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import Piscina from 'piscina';

/** Runs the one exported function of a worker file, written in TypeScript, on a few threads. */
export type WorkerPool = Piscina;

interface WorkerPoolOptions {
  readonly file: URL;
  /** The exported function to call. */
  readonly name: string;
  readonly maxThreads: number;
}

/** Resolved from here and not from the working folder, which may be anywhere. */
const typeScriptLoader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

const MAX_HEAP_MB = 512;

export function createWorkerPool({ file, name, maxThreads }: WorkerPoolOptions): WorkerPool {
  return new Piscina({
    filename: fileURLToPath(file),
    name,
    minThreads: 0,
    maxThreads,
    idleTimeout: 30_000,
    // Pixels lie outside of this heap: a thread that fills it has gone astray, and ends before it takes the relay along.
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    execArgv: ['--import', typeScriptLoader],
  });
}
