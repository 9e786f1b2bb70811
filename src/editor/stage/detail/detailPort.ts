import type { Rect } from '../../../domain/viewport.ts';
import type { DetailAnswer, DetailRequest } from './detailMessage.ts';

/**
 * What cuts parts from a whole image, in a worker that holds it decoded. The worker starts with the first part that is
 * asked for; where none can be started nothing is answered, and the display copy has to do.
 */
export function createDetailPort(file: Blob, onPart: (part: DetailAnswer) => void) {
  let worker: Worker | null = null;

  function start(): Worker | null {
    try {
      const started = new Worker(new URL('./detailWorker.ts', import.meta.url), { type: 'module' });
      started.postMessage({ file } satisfies DetailRequest);
      started.addEventListener('message', ({ data }: MessageEvent<DetailAnswer>) => onPart(data));
      return started;
    } catch {
      // No workers here.
      return null;
    }
  }

  return {
    get isOpen(): boolean {
      return worker !== null;
    },
    /** @param scale pixels of the part for each of the source */
    request(rect: Rect, scale: number): void {
      worker ??= start();
      worker?.postMessage({ rect, scale } satisfies DetailRequest);
    },
    close(): void {
      worker?.terminate();
      worker = null;
    },
  };
}
