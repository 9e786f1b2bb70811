import type { ThumbnailAnswer, ThumbnailRequest } from './thumbnailWorker.ts';

type Made = ThumbnailAnswer['made'];

export interface Drawing {
  /** Null where this browser cannot draw it: then the relay does. */
  readonly draw: (asked: ThumbnailRequest) => Promise<Made>;
  readonly stop: () => void;
}

/** Draws thumbnails in a worker. Once that has failed, as when its script cannot be had, none is waited for any more. */
export function startDrawing(): Drawing {
  const waiting = new Map<string, (made: Made) => void>();
  let worker: Worker | null | 'not started' = 'not started';

  const settle = ({ key, made }: ThumbnailAnswer) => {
    waiting.get(key)?.(made);
    waiting.delete(key);
  };
  const stop = () => {
    if (worker instanceof Worker) worker.terminate();
  };
  const giveUp = () => {
    stop();
    worker = null;
    for (const key of [...waiting.keys()]) settle({ key, made: null });
  };
  const start = () => {
    const started = startWorker();
    started?.addEventListener('message', ({ data }: MessageEvent<ThumbnailAnswer>) => settle(data));
    started?.addEventListener('error', giveUp);
    return started;
  };
  return {
    draw: (asked) => {
      // Where all pictures were kept, none is drawn.
      if (worker === 'not started') worker = start();
      if (worker === null) return Promise.resolve(null);
      worker.postMessage(asked);
      return new Promise((resolve) => waiting.set(asked.key, resolve));
    },
    stop,
  };
}

function startWorker(): Worker | null {
  try {
    return new Worker(new URL('./thumbnailWorker.ts', import.meta.url), { type: 'module' });
  } catch {
    // No workers here, or none allowed.
    return null;
  }
}
