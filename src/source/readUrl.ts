import { fetchFile } from '../api/fetchFile.ts';
import { sourceImageUrl } from '../api/results.ts';
import { takeSourceFromUrl } from '../api/sources.ts';
import type { Arrival } from './sourceStore.ts';
import { completeAddress, fileNameIn } from './webAddress.ts';

/**
 * Reads an image from an address: the relay fetches it, since browsers may not read what other sites hold, and its
 * bytes come here as if the file had been opened.
 *
 * @throws ProblemError that says why it cannot be had.
 */
export async function readUrl(text: string, signal: AbortSignal): Promise<Arrival> {
  const inline = inlineImage(text);
  if (inline) return { file: inline };
  const url = completeAddress(text);
  const source = await takeSourceFromUrl(url, signal);
  const file = await fetchFile(sourceImageUrl(source.id), fileNameIn(url), signal);
  return { file, sourceId: source.id, facts: source };
}

/** The image that an address itself consists of (RFC 2397), as small ones on pages often do. */
function inlineImage(text: string): File | null {
  const [, type, base64] = /^data:(image\/[\w.+-]+);base64,([\w+/=]+)$/i.exec(text.trim()) ?? [];
  if (type === undefined || base64 === undefined) return null;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new File([bytes], 'Dragged image', { type });
}
