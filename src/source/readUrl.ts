import { fetchFile } from '../api/fetchFile.ts';
import { sourceImageUrl } from '../api/results.ts';
import { takeSourceFromUrl } from '../api/sources.ts';
import { ProblemError } from '../domain/problem.ts';
import type { Arrival } from './sourceStore.ts';
import { completeAddress, fileNameIn, isInline, isPath } from './webAddress.ts';

/**
 * Reads an image from an address: the relay fetches it, since browsers may not read what other sites hold, and its
 * bytes come here as if the file had been opened.
 *
 * @throws ProblemError that says why it cannot be had.
 */
export async function readUrl(text: string, signal: AbortSignal): Promise<Arrival> {
  const inline = inlineImage(text);
  if (inline) return { file: inline };
  if (isPath(text)) throw new ProblemError('url-refused', { detail: PATH_REFUSED });
  const url = completeAddress(text);
  const source = await takeSourceFromUrl(url, signal);
  const file = await fetchFile(sourceImageUrl(source.id), fileNameIn(url), signal);
  return { file, sourceId: source.id, facts: source };
}

const PATH_REFUSED =
  'This is where a file lies on a computer, which no web page may open. Choose the file with Open, or drop it here.';
const DATA_URL = /^data:([^,;]*)(?:;[^,;]*)*?(;base64)?,(.*)$/is;

/**
 * The image that an address itself consists of (RFC 2397), as small ones on pages often do; null for any other address.
 *
 * @throws ProblemError where it is cut or holds something else
 */
export function inlineImage(text: string): File | null {
  if (!isInline(text)) return null;
  const [, type = '', base64, data = ''] = DATA_URL.exec(text.trim()) ?? [];
  if (!/^image\//i.test(type)) throw new ProblemError('url-without-image');
  try {
    const decoded = decodeURIComponent(data);
    // Where an address was wrapped on its way, its lines are put together again.
    const bytes = base64 === undefined ? decoded : atob(decoded.replaceAll(/\s/g, ''));
    return new File([Uint8Array.from(bytes, (character) => character.charCodeAt(0))], 'Pasted image', {
      type,
    });
  } catch (cause) {
    throw new ProblemError('image-damaged', { cause });
  }
}
