import type { Size } from '../../domain/side.ts';

/** So many files of a zip are made to tell how large all of it will be. */
const SAMPLES = 3;

/** The files to measure: all where they are few, else some from all over the list. */
export function sampledOf<File>(files: readonly File[]): readonly File[] {
  if (files.length <= SAMPLES) return files;
  const last = files.length - 1;
  return Array.from({ length: SAMPLES }, (_, at) => files[Math.round((at * last) / (SAMPLES - 1))]).filter(
    (file) => file !== undefined,
  );
}

/**
 * Bytes of files together: exactly where all of them were measured, else as many to a pixel as those that were.
 *
 * @param measured some of them, at least one
 */
export function expectedBytes(
  files: readonly Size[],
  measured: readonly (Size & { readonly bytes: number })[],
): number {
  const bytes = measured.reduce((sum, each) => sum + each.bytes, 0);
  return Math.round((bytes * pixelsOf(files)) / Math.max(1, pixelsOf(measured)));
}

function pixelsOf(files: readonly Size[]): number {
  return files.reduce((sum, { width, height }) => sum + width * height, 0);
}
