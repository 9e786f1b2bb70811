import { uploadSource } from '../api/sources.ts';
import { ProblemError } from '../domain/problem.ts';
import { decodeImage } from './decodeImage.ts';
import { readingUnlessSame } from './readingUnlessSame.ts';
import { type Reading, relayReading } from './relayReading.ts';
import { type SourceFacts, sourceFactsSchema } from './sourceFacts.ts';

interface Arrived {
  readonly file: File;
  readonly sourceId?: string;
  readonly facts?: SourceFacts;
}

interface AnyReading extends Reading {
  /** What was learned from the relay on the way. */
  readonly found?: { readonly sourceId: string; readonly facts: SourceFacts };
}

/**
 * Decodes a file; has the relay read it where the browser cannot (TIFF, a JPEG whose end marker is missing) or is known
 * to show it otherwise.
 *
 * @throws ProblemError when neither can: the relay's, which says more, where it was asked.
 */
export async function readAnyhow(arrived: Arrived, signal: AbortSignal): Promise<AnyReading> {
  const { file, sourceId, facts } = arrived;
  try {
    const copy = await decodeImage(file);
    const reading =
      sourceId === undefined || facts === undefined
        ? null
        : await readingUnlessSame({ id: sourceId, facts, shown: copy }, signal);
    if (reading === null) return { ...copy, shown: file };
    copy.bitmap.close();
    return reading;
  } catch (cause) {
    if (!(cause instanceof ProblemError && cause.code === 'image-damaged')) throw cause;
  }
  if (sourceId !== undefined) return await relayReading({ id: sourceId }, signal);
  const source = await uploadSource(file, { signal });
  const reading = await relayReading(source, signal);
  return { ...reading, found: { sourceId: source.id, facts: sourceFactsSchema.parse(source) } };
}
