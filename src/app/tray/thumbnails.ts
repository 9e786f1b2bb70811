import { create } from 'zustand';
import { MAX_SOURCE_BYTES, sizeProblem } from '../../domain/limits.ts';
import { ProblemError } from '../../domain/problem.ts';
import { keptFile } from '../../source/keptFile.ts';
import { undecodedProblem } from '../../source/undecodedProblem.ts';
import { noteSize } from './noteSize.ts';
import type { ThumbnailAnswer, ThumbnailRequest } from './thumbnailWorker.ts';
import { keepTrayFile } from './trayFiles.ts';
import { changeItem, refuseItem, type TrayItem, useTrayStore } from './trayStore.ts';

/** Addresses of small pictures, by the keys of their sources. */
export const useThumbnails = create<Readonly<Record<string, string>>>()(() => ({}));

/** While one is being read another is being drawn; more would only share the processor. */
const AT_ONCE = 2;

/**
 * Looks at each image of the tray once, in a worker: how large it is, what it looks like, and whether it can be opened
 * at all. Returns what ends that.
 */
export function startThumbnails(): () => void {
  const worker = new Worker(new URL('./thumbnailWorker.ts', import.meta.url), { type: 'module' });
  const begun = new Set<string>();
  let underWay = 0;

  const pump = () => {
    for (const item of useTrayStore.getState().items) {
      if (underWay >= AT_ONCE) return;
      if (begun.has(item.opened.key) || !isToBeLookedAt(item)) continue;
      begun.add(item.opened.key);
      underWay += 1;
      void look(item, worker).finally(() => {
        underWay -= 1;
        pump();
      });
    }
  };
  const stop = useTrayStore.subscribe(pump);
  pump();
  return () => {
    stop();
    worker.terminate();
  };
}

function isToBeLookedAt({ opened, refused, isForRelay }: TrayItem): boolean {
  return refused === null && !isForRelay && useThumbnails.getState()[opened.key] === undefined;
}

async function look({ opened: { key } }: TrayItem, worker: Worker): Promise<void> {
  const file = await keptFile(key);
  // What this browser does not have, the relay may.
  if (file === null) return changeItem(key, { isForRelay: true });
  if (file.size > MAX_SOURCE_BYTES) return refuseItem(key, new ProblemError('file-too-large'));
  const { made } = await inWorker(worker, { key, file });
  if (made === null) return await noteUndecoded(key, file);
  const problem = sizeProblem(made.size);
  if (problem) refuseItem(key, new ProblemError(problem));
  else noteSize(key, made.size);
  useThumbnails.setState({ [key]: URL.createObjectURL(made.picture) });
  // After it was looked at: what is seen comes before what is kept.
  await keepTrayFile(key, file).catch(() => undefined);
}

async function noteUndecoded(key: string, file: File): Promise<void> {
  const problem = await undecodedProblem(file, null);
  if (problem.code !== 'image-damaged') return refuseItem(key, problem);
  // A HEIC, a TIFF, or one whose end is missing: the relay reads more than a browser does.
  changeItem(key, { isForRelay: true });
  await keepTrayFile(key, file).catch(() => undefined);
}

function inWorker(worker: Worker, asked: ThumbnailRequest): Promise<ThumbnailAnswer> {
  return new Promise((resolve) => {
    const answers = new AbortController();
    const { signal } = answers;
    const settle = (answer: ThumbnailAnswer) => {
      answers.abort();
      resolve(answer);
    };
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<ThumbnailAnswer>) => data.key === asked.key && settle(data),
      { signal },
    );
    // Its script cannot be had: the relay draws the thumbnails as well.
    worker.addEventListener('error', () => settle({ key: asked.key, made: null }), { signal });
    worker.postMessage(asked);
  });
}
