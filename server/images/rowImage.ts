import type { Size } from '../../src/domain/side.ts';
import { bitsOf, type Raster } from './raster.ts';

/** One row of an image, its channels interleaved: `width` × `channels` values of 8 or 16 bits. */
export type Row = Raster['data'];

/** An image that comes row by row, from the top, so that it need not lie in memory. */
export interface RowImage extends Size, Pick<Raster, 'channels'> {
  readonly bits: 8 | 16;
  /** Each is valid until the next one is asked for. They come once. */
  readonly rows: Iterable<Row>;
}

/** The same, also of rows that are waited for. */
export interface StreamedImage extends Omit<RowImage, 'rows'> {
  readonly rows: RowImage['rows'] | AsyncIterable<Row>;
}

/** The rows of a raster, which are views of it. */
export function rowsOf(raster: Raster): RowImage {
  const { data, width, height, channels } = raster;
  const length = width * channels;
  const rows = function* () {
    for (let y = 0; y < height; y += 1) yield data.subarray(y * length, (y + 1) * length);
  };
  return { width, height, channels, bits: bitsOf(raster), rows: rows() };
}

/** All rows of an image, in memory. */
export function rasterOf({ width, height, channels, bits, rows }: RowImage): Raster {
  const length = width * channels;
  const data = bits === 16 ? new Uint16Array(length * height) : new Uint8Array(length * height);
  let at = 0;
  for (const row of rows) {
    data.set(row, at);
    at += length;
  }
  return { data, width, height, channels };
}
