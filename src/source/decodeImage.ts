import { MAX_SOURCE_BYTES } from '../domain/limits.ts';
import { ProblemError } from '../domain/problem.ts';
import { sizeError } from '../domain/sizeError.ts';
import { decodeInWorker } from './decodeInWorker.ts';
import type { DisplayCopy } from './displayCopy.ts';

/**
 * Decodes a file off the main thread and judges it by what every source must keep. The relay judges again;
 * this only spares the way there.
 *
 * @throws ProblemError that says which limit is broken, or that the file is not an image.
 */
export async function decodeImage(file: Blob): Promise<DisplayCopy> {
  if (file.size > MAX_SOURCE_BYTES) {
    throw new ProblemError('file-too-large', {
      detail: `This file has ${Math.ceil(file.size / 1e6)} MB; at most ${MAX_SOURCE_BYTES / 1e6} MB can be opened. Export it as JPEG or scale it down.`,
    });
  }
  const copy = await decodeInWorker(file).catch(async (cause: unknown) => {
    // Seldom needed, and so not there at first sight. Where it cannot be had, the server is asked, as for a damaged file.
    throw await import('./undecodedProblem.ts').then(
      ({ undecodedProblem }) => undecodedProblem(file, cause),
      () => new ProblemError('image-damaged', { cause }),
    );
  });
  const problem = sizeError(copy.size);
  if (problem) {
    copy.bitmap.close();
    throw problem;
  }
  return copy;
}
