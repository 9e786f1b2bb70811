import { fetchFile } from '../api/fetchFile.ts';
import { sourceImageUrl } from '../api/results.ts';
import type { Source } from '../domain/contract/source.ts';
import { decodeInWorker } from './decodeInWorker.ts';
import type { DisplayCopy } from './displayCopy.ts';

/** What the browser decodes of a source, and what came of it. */
export interface Reading extends DisplayCopy {
  readonly shown: Blob;
}

/**
 * A source as the relay reads it: upright, in the colours that every result will have, and lossless.
 *
 * @throws ProblemError when the relay does not answer.
 */
export async function relayReading({ id }: Pick<Source, 'id'>, signal?: AbortSignal): Promise<Reading> {
  const shown = await fetchFile(sourceImageUrl(id, { format: 'png' }), id, signal);
  return { ...(await decodeInWorker(shown)), shown };
}
