import type { DecodeAnswer } from './decodeWorker.ts';
import { type DisplayCopy, displayCopyOf } from './displayCopy.ts';

/**
 * Decodes a file in a worker: making a smaller copy of 60 MP would hold the page up for half a second. Without
 * workers the page does it itself.
 *
 * @throws Error when the file cannot be decoded.
 */
export async function decodeAside(file: Blob): Promise<DisplayCopy> {
  const worker = startWorker();
  if (!worker) return await displayCopyOf(file);
  try {
    const copy = await new Promise<DecodeAnswer>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<DecodeAnswer>) => resolve(data));
      worker.addEventListener('error', () => reject(new Error('The worker that decodes has died.')));
      worker.postMessage(file);
    });
    if (!copy) throw new Error('The browser cannot decode this file.');
    return copy;
  } finally {
    worker.terminate();
  }
}

function startWorker(): Worker | null {
  try {
    return new Worker(new URL('./decodeWorker.ts', import.meta.url), { type: 'module' });
  } catch {
    // No workers here, or none allowed.
    return null;
  }
}
