import { ProblemError } from '../domain/problem.ts';
import { keptFile } from './keptFile.ts';

/** A file of the disk that was changed or taken away since it was opened cannot be read any more. */
export async function isReadable(file: Blob): Promise<boolean> {
  return await file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
}

/**
 * The bytes of an open source as they were when it was opened: its file, or what the browser kept of it.
 *
 * @throws ProblemError `file-changed` where neither can be read, as in a private window
 */
export async function readableFile(source: { readonly key: string; readonly file: File }): Promise<File> {
  if (await isReadable(source.file)) return source.file;
  const kept = await keptFile(source.key);
  if (kept && (await isReadable(kept))) return kept;
  throw new ProblemError('file-changed');
}
