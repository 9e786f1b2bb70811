import { createWorkerPool } from '../workers/workerPool.ts';
import type { Finished, FinishRequest } from './finish.ts';

/** Finishes images in a thread of its own, one at a time: a frame can need hundreds of megabytes. */
export interface Finisher {
  finish(request: FinishRequest, signal: AbortSignal): Promise<Finished>;
  close(): Promise<void>;
}

export function createFinisher(): Finisher {
  const pool = createWorkerPool({
    file: new URL('./finishWorker.ts', import.meta.url),
    name: 'finish',
    maxThreads: 1,
  });
  return {
    finish: (request, signal) => pool.run(request, { signal }),
    close: () => pool.destroy(),
  };
}
