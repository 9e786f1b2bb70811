import type { NewAreaQuery } from '../../src/domain/delivery.ts';
import type { Frame } from '../../src/domain/frame.ts';
import type { Size } from '../../src/domain/side.ts';
import { type OpenedImage, openImage } from './openImage.ts';
import { pngRows } from './pngRows.ts';
import { colourChannels, hasAlpha, type Raster } from './raster.ts';
import { type Row, rowsOf, type StreamedImage } from './rowImage.ts';
import { writePng } from './writePng.ts';

export interface NewAreaRequest extends NewAreaQuery {
  /** Of the result. */
  readonly file: string;
  /** To write to. */
  readonly path: string;
  readonly source: Size;
  readonly frame: Frame;
}

/** Writes the new area of a result, in a thread of its own: a large one takes seconds to pack. */
export async function writeNewArea({ file, path, source, frame, metadata }: NewAreaRequest): Promise<void> {
  const opened = await openImage(file);
  const channels = opened.colour.model === 'grey' ? 2 : 4;
  const around = rowsAround(await ownRows(file, opened), { source, frame, channels });
  await writePng({
    path,
    image: { ...opened.size, channels, bits: opened.colour.bits, rows: around },
    profile: opened.metadata.icc ?? null,
    metadata: metadata === 'kept' ? opened.metadata : null,
  });
}

/** Row by row, as results are written; any other file lies in memory. */
async function ownRows(file: string, { metadata, ownPixels }: OpenedImage): Promise<StreamedImage> {
  const rows = (metadata.orientation ?? 1) === 1 ? await pngRows(file) : null;
  return rows !== null && hasAlpha(rows) === metadata.hasAlpha ? rows : rowsOf(await ownPixels());
}

interface NewAreaPlace {
  readonly source: Size;
  readonly frame: Frame;
  readonly channels: 2 | 4;
}

/** Each is valid until the next one is asked for. */
async function* rowsAround(
  { width, channels: ownChannels, bits, rows }: StreamedImage,
  { source, frame: { placement }, channels }: NewAreaPlace,
): AsyncGenerator<Row> {
  const row = bits === 16 ? new Uint16Array(width * channels) : new Uint8Array(width * channels);
  let y = 0;
  for await (const own of rows) {
    spread(own, ownChannels, { row, channels });
    const isBeside = y >= placement.y && y < placement.y + source.height;
    if (isBeside) row.fill(0, placement.x * channels, (placement.x + source.width) * channels);
    yield row;
    y += 1;
  }
}

/** Alpha is opaque where there was none, and grey is three channels that are alike where they are wanted. */
function spread(
  own: Row,
  ownChannels: Raster['channels'],
  { row, channels }: { readonly row: Row; readonly channels: 2 | 4 },
): void {
  const colours = colourChannels({ channels });
  const most = own instanceof Uint16Array ? 65_535 : 255;
  const step = colours === colourChannels({ channels: ownChannels }) ? 1 : 0;
  const alpha = hasAlpha({ channels: ownChannels }) ? ownChannels - 1 : null;
  for (let from = 0, to = 0; to < row.length; from += ownChannels, to += channels) {
    for (let channel = 0; channel < colours; channel += 1)
      row[to + channel] = own[from + step * channel] ?? 0;
    row[to + colours] = alpha === null ? most : (own[from + alpha] ?? 0);
  }
}
