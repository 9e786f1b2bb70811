import { foreignFileSentence, TELLING_BYTES } from '../domain/foreignFile.ts';
import { MAX_SOURCE_BYTES, sizeProblem } from '../domain/limits.ts';
import { ProblemError } from '../domain/problem.ts';
import type { Size } from '../domain/side.ts';
import { decodeInWorker } from './decodeInWorker.ts';
import type { DisplayCopy } from './displayCopy.ts';
import { isReadable } from './readableFile.ts';

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
    throw await problemOf(file, cause);
  });
  const problem = sizeProblem(copy.size);
  if (problem) {
    copy.bitmap.close();
    throw new ProblemError(problem, { detail: sizeSentence(problem, copy.size) });
  }
  return copy;
}

/** First bytes of the formats that can be opened, as the file signatures of their specifications; dots match anything. */
const SIGNATURES = [
  /^\xff\xd8\xff/,
  /^\x89PNG\r\n/,
  /^GIF8/,
  /^RIFF....WEBP/s,
  /^....ftyp(?:avi|hei|hev|mif|msf)/s,
  /^(?:II[*+]\0|MM\0[*+])/,
  /^BM/,
  /^(?:\xff\n|\0\0\0\fJXL )/,
];

/** Why a file cannot be decoded: by how it begins. */
async function problemOf(file: Blob, cause: unknown): Promise<ProblemError> {
  if (!(await isReadable(file))) {
    const detail = 'The file was changed or removed on the disk after it was picked. Open it again.';
    return new ProblemError('file-changed', { cause, detail });
  }
  const bytes = new Uint8Array(await file.slice(0, TELLING_BYTES).arrayBuffer());
  const start = String.fromCharCode(...bytes);
  if (SIGNATURES.some((signature) => signature.test(start)))
    return new ProblemError('image-damaged', { cause });
  const detail = foreignFileSentence(start);
  return new ProblemError('not-an-image', { cause, ...(detail && { detail }) });
}

function sizeSentence(
  problem: 'source-too-small' | 'source-too-long' | 'source-too-large',
  size: Size,
): string {
  const is = `This image is ${size.width} × ${size.height} px.`;
  const rule = new ProblemError(problem).detail;
  return `${is} ${rule}`;
}
