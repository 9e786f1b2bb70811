import type { DecodeAnswer } from './decodeWorker.ts';
import { type DisplayCopy, displayCopyOf } from './displayCopy.ts';

/**
 * Decodes a file in a worker: making a smaller copy of 60 MP would hold the page up for half a second. Where no
 * worker starts, or its script cannot be had, the page does it itself.
 *
 * @throws Error when the file cannot be decoded.
 */
export async function decodeInWorker(file: Blob): Promise<DisplayCopy> {
  const worker = startWorker();
  if (!worker) return await displayCopyOf(file);
  try {
    const answer = await new Promise<DecodeAnswer | 'no worker'>((resolve) => {
      worker.addEventListener('message', ({ data }: MessageEvent<DecodeAnswer>) => resolve(data));
      worker.addEventListener('error', () => resolve('no worker'));
      worker.postMessage(file);
    });
    if (answer === 'no worker') return await displayCopyOf(file);
    if (!answer) throw new Error('The browser cannot decode this file.');
    return answer;
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
