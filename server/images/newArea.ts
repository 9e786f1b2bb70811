import { stat } from 'node:fs/promises';
import type { NewAreaQuery } from '../../src/domain/delivery.ts';
import type { Frame } from '../../src/domain/frame.ts';
import type { Size } from '../../src/domain/side.ts';
import { createWorkerPool, type WorkerPool } from '../workers/workerPool.ts';
import type { NewAreaRequest } from './newAreaWorker.ts';
import { deliveryFileName, type Original, type RenditionCache, type ServedImage } from './renditionCache.ts';

interface NewArea extends NewAreaQuery {
  readonly source: Size;
  readonly frame: Frame;
  readonly signal: AbortSignal;
}

let pool: WorkerPool | null = null;

/** As many as may be unpacked at once; each thread is gone a while after. */
function makers(): WorkerPool {
  pool ??= createWorkerPool({
    file: new URL('./newAreaWorker.ts', import.meta.url),
    name: 'writeNewArea',
    maxThreads: 2,
  });
  return pool;
}

/**
 * The new area of a result alone, as PNG of the frame's size: the source's place is transparent, all else has the
 * result's own values, depth and profile.
 *
 * @throws Error when the signal comes before it is made; what is half made is given up then.
 */
export function serveNewArea(
  cache: RenditionCache,
  original: Original,
  { source, frame, metadata, signal }: NewArea,
): Promise<ServedImage | null> {
  return cache.serve(original, {
    name: deliveryFileName(original, `new-area-${metadata}.png`),
    format: 'png',
    weighs: original,
    signal,
    make: async (file, temporary) => {
      const request: NewAreaRequest = { file, path: temporary, source, frame, metadata };
      await makers().run(request, { signal });
      return stat(temporary);
    },
  });
}
