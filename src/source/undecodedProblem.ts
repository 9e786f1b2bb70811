import { foreignFileSentence, TELLING_BYTES } from '../domain/foreignFile.ts';
import { ProblemError } from '../domain/problem.ts';
import { isReadable } from './readableFile.ts';

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
export async function undecodedProblem(file: Blob, cause: unknown): Promise<ProblemError> {
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
