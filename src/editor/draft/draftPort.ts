import type { Size } from '../../domain/side.ts';
import { draftSourceSize } from './draftFrame.ts';
import type { Drafted, DraftRequest, DraftWorkerMessage } from './draftMessage.ts';
import type { DraftPort } from './draftQueue.ts';

const NO_DRAFT = { picture: null, isRough: false };

interface WorkerPort extends DraftPort<ImageBitmap> {
  close(): void;
}

/**
 * Starts the draft worker on a source. Where it cannot start, or once it has died, every fill is answered with null:
 * a draft is a help, and its absence no failure.
 */
export function openDraftPort(whole: ImageBitmap, size: Size, copySide?: number): WorkerPort {
  const worker = startWorker();
  let settle: ((answer: Drafted<ImageBitmap>) => void) | null = null;
  let isAlive = worker !== null;

  const settleWith = (answer: Drafted<ImageBitmap>) => {
    settle?.(answer);
    settle = null;
  };
  const close = () => {
    isAlive = false;
    worker?.terminate();
    settleWith(NO_DRAFT);
  };
  const send = (order: DraftWorkerMessage, transfer: Transferable[] = []) =>
    worker?.postMessage(order, transfer);

  worker?.addEventListener('message', ({ data }: MessageEvent<Drafted<ImageBitmap>>) => settleWith(data));
  worker?.addEventListener('error', close);
  // The pixels are got once; a worker keeps its orders in their order, so fills wait for this one here.
  const isReady = worker
    ? nextTask()
        .then(() => smallCopy(whole, draftSourceSize(size, copySide)))
        .then((bitmap) => send({ kind: 'source', bitmap }, [bitmap]), close)
    : Promise.resolve();

  return {
    async fill(request: DraftRequest): Promise<Drafted<ImageBitmap>> {
      await isReady;
      if (!isAlive) return NO_DRAFT;
      return new Promise((resolve) => {
        settle = resolve;
        send({ kind: 'fill', request });
      });
    },
    close,
  };
}

function startWorker(): Worker | null {
  try {
    return new Worker(new URL('./draftWorker.ts', import.meta.url), { type: 'module' });
  } catch {
    // No workers here, or none allowed.
    return null;
  }
}

/** The browser hands the pixels over before it answers: a task of its own, and none of the one that opens an image. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function smallCopy(whole: ImageBitmap, { width, height }: Size): Promise<ImageBitmap> {
  return createImageBitmap(whole, { resizeWidth: width, resizeHeight: height, resizeQuality: 'medium' });
}
