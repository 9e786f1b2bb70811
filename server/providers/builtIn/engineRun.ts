import { MessageChannel } from 'node:worker_threads';
import { z } from 'zod';
import { padsOf } from '../../../src/domain/frame.ts';
import { FILL_CONCERNS, type FillConcern } from '../../../src/engine/fillConcern.ts';
import { sharp } from '../../images/sharpSetup.ts';
import { withPictureFile } from '../../images/startPicture.ts';
import type { ImageStore } from '../../storage/imageStore.ts';
import { inLine } from '../../workers/fairTaskQueue.ts';
import type { WorkerPool } from '../../workers/workerPool.ts';
import type { ExpandRequest } from '../Provider.ts';
import type { EngineRequest } from './expandWorker.ts';
import { News } from './news.ts';

/** One task under way or done, in memory alone: after a restart it simply starts anew, it costs nothing. */
export interface EngineRun {
  /** Share done of each image, 0–1. */
  readonly shares: readonly number[];
  /** The latest small picture of each image as a data: address, or null before the first. */
  readonly previews: readonly (string | null)[];
  /** That a share or a picture changed. */
  readonly news: News;
  readonly files: readonly string[];
  /** What to look at in each image, once it is done. */
  readonly concerns: readonly (readonly FillConcern[])[];
  /** Settles when no thread works for it any more; never rejects. */
  readonly ended: Promise<void>;
  hasSucceeded(): boolean;
  /** Why it stopped by itself, or null. */
  error(): unknown;
  /** Ends the work: at the next round, or with its threads when that is too long in coming. */
  cancel(): void;
}

const messageSchema = z.union([
  z.number(),
  z.object({ width: z.int(), height: z.int(), rgba: z.instanceof(Uint8ClampedArray) }),
]);
const concernsSchema = z.array(z.enum(FILL_CONCERNS));
type Preview = Exclude<z.infer<typeof messageSchema>, number>;

const PREVIEW_SIDE = 160;
/** A round of the engine on a large frame takes longer; then the thread is ended. */
const GRACE_MS = 80;

/** Starts the engine on every image of a request; those for which no thread is free wait in the pool. */
export function startEngineRun(pool: WorkerPool, store: ImageStore, request: ExpandRequest): EngineRun {
  const shares = Array.from({ length: request.n }, () => 0);
  const previews = shares.map((): string | null => null);
  const news = new News();
  const files = shares.map(() => store.temporaryPath('.png'));
  const concerns = shares.map((): readonly FillConcern[] => []);
  const abort = new AbortController();
  const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  let lastResort: NodeJS.Timeout | undefined;
  let error: unknown = null;
  let done = 0;

  const cancel = () => {
    Atomics.store(cancelled, 0, 1);
    lastResort ??= setTimeout(() => abort.abort(), GRACE_MS).unref();
  };
  const stopFor = (reason: unknown) => {
    // What ends a cancelled run is the cancelling.
    if (Atomics.load(cancelled, 0) === 1) return;
    error = reason;
    cancel();
  };
  const expandOne = async (resultPath: string, index: number) => {
    const { port1, port2 } = new MessageChannel();
    let shown = Promise.resolve();
    port1.on('message', (data: unknown) => {
      const message = messageSchema.parse(data);
      if (typeof message === 'number') {
        shares[index] = message;
        news.add();
        return;
      }
      shown = shown.then(async () => {
        previews[index] = await dataUrlOf(message);
        news.add();
      });
      shown.catch(stopFor);
    });
    const engineRequest = (sourcePath: string): EngineRequest => ({
      ...{ sourcePath, resultPath },
      size: { width: request.picture.width, height: request.picture.height },
      pads: padsOf(request.picture, request.expansion),
      seed: seedOf(request.externalTaskId),
      variant: { index, of: request.n },
      progress: port2,
      cancelled,
    });
    try {
      const found: unknown = await withPictureFile(store, request.picture, (file) =>
        pool.run(inLine(request.line, engineRequest(file)), { transferList: [port2], signal: abort.signal }),
      );
      concerns[index] = concernsSchema.parse(found);
      done += 1;
    } finally {
      port1.close();
    }
  };
  const ended = Promise.all(files.map((file, index) => expandOne(file, index).catch(stopFor))).then(() =>
    clearTimeout(lastResort),
  );
  const hasSucceeded = () => done === request.n;
  return { shares, previews, news, files, concerns, ended, hasSucceeded, error: () => error, cancel };
}

/** A few kilobytes. Encoded outside of the engine's thread, which does nothing else until its image is done. */
async function dataUrlOf({ rgba, width, height }: Preview): Promise<string> {
  const bytes = await sharp(rgba, { raw: { width, height, channels: 4 } })
    .resize({ width: PREVIEW_SIDE, height: PREVIEW_SIDE, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 60 })
    .toBuffer();
  return `data:image/webp;base64,${bytes.toString('base64')}`;
}

/** Another one for every task, and the same again when it starts anew (FNV-1a). */
function seedOf(externalTaskId: string): number {
  let hash = 0x811c9dc5;
  for (const character of externalTaskId) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return hash;
}
