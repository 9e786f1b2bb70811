import { downloadZip } from 'client-zip';
import { fetchFile } from '../../api/fetchFile.ts';
import { distinctNames } from '../../domain/deliveryName.ts';

/** A file to put into a zip, and where it is fetched from. */
export interface ZipEntry {
  readonly name: string;
  readonly url: string;
}

interface ZipOptions {
  readonly signal: AbortSignal;
  /** Called with the number of files that are done with, whether they came or not. */
  readonly onProgress: (done: number) => void;
  /** Fetches one; throws when it cannot be had. */
  readonly fetchEntry?: (entry: ZipEntry, signal: AbortSignal) => Promise<Blob>;
}

export interface Zipped {
  readonly zip: Blob;
  /** Names of the files that could not be had; the zip holds the others, and a note of these. */
  readonly missing: readonly string[];
}

const NOTE = 'Not in this zip.txt';

/**
 * Fetches files one after the other into a zip. One file is in hand at a time, and the zip is the browser's to keep,
 * on its disk where it is large; images are stored as they are, since nothing makes them smaller.
 *
 * @throws the signal's reason once it is given up
 */
export async function zipFiles(entries: readonly ZipEntry[], options: ZipOptions): Promise<Zipped> {
  const { signal, onProgress, fetchEntry = fetchFrom } = options;
  const names = distinctNames([NOTE, ...entries.map(({ name }) => name)]).slice(1);
  const missing: string[] = [];
  async function* files() {
    for (const [index, entry] of entries.entries()) {
      signal.throwIfAborted();
      const name = names[index] ?? entry.name;
      const input = await fetchEntry(entry, signal).catch(() => null);
      signal.throwIfAborted();
      if (input === null) missing.push(name);
      else yield { name, input, lastModified: new Date() };
      onProgress(index + 1);
    }
    if (missing.length > 0) yield { name: NOTE, input: noteOf(missing), lastModified: new Date() };
  }
  const zip = await downloadZip(files()).blob();
  return { zip, missing };
}

function fetchFrom({ url, name }: ZipEntry, signal: AbortSignal): Promise<Blob> {
  return fetchFile(url, name, signal);
}

function noteOf(missing: readonly string[]): string {
  return ['These files could not be fetched. Deliver them again:', ...missing, ''].join('\r\n');
}
