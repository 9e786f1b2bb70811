import type { SourceFormat } from './limits.ts';

/** What names of files of each format end in, the usual ending first. */
export const SOURCE_ENDINGS: Readonly<Record<SourceFormat, readonly string[]>> = {
  jpeg: ['jpg', 'jpeg', 'jfif'],
  png: ['png'],
  webp: ['webp'],
  avif: ['avif'],
  gif: ['gif'],
  tiff: ['tif', 'tiff'],
  heic: ['heic', 'heif', 'hif'],
  bmp: ['bmp'],
  jxl: ['jxl'],
};

const ENDING = new RegExp(`\\.(?:${Object.values(SOURCE_ENDINGS).flat().join('|')})$`, 'i');

/** Whether a file is called as an image that can be opened. */
export function hasImageEnding(fileName: string): boolean {
  return ENDING.test(fileName);
}

/** `meadow` of `meadow.jpg`. */
export function withoutImageEnding(fileName: string): string {
  return fileName.replace(ENDING, '');
}
