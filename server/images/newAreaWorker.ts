import type { NewAreaQuery } from '../../src/domain/delivery.ts';
import type { Frame } from '../../src/domain/frame.ts';
import type { Size } from '../../src/domain/side.ts';
import { type OpenedImage, openImage } from './openImage.ts';
import { bitsOf, colourChannels, hasAlpha, type Raster } from './raster.ts';
import type { Row, StreamedImage } from './rowImage.ts';
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
  await writePng({
    path,
    image: withHole(opened, source, frame),
    profile: opened.metadata.icc ?? null,
    metadata: metadata === 'kept' ? opened.metadata : null,
  });
}

function withHole(opened: OpenedImage, source: Size, frame: Frame): StreamedImage {
  const { size, colour } = opened;
  const channels = colour.model === 'grey' ? 2 : 4;
  return { ...size, channels, bits: colour.bits, rows: rowsAround(opened, source, frame) };
}

/**
 * A strip of a PNG is reached through all rows above it: more strips take less memory and more time, and with eight of
 * them the file is unpacked four and a half times.
 */
const STRIPS = 8;

async function* rowsAround(
  { size: { width, height }, ownPixels }: OpenedImage,
  source: Size,
  { placement }: Frame,
): AsyncGenerator<Row> {
  const stripHeight = Math.ceil(height / STRIPS);
  for (let top = 0; top < height; top += stripHeight) {
    const from = { left: 0, top, width, height: Math.min(stripHeight, height - top) };
    let y = top;
    for (const row of rowsWithAlpha(await ownPixels({ from }))) {
      const isBeside = y >= placement.y && y < placement.y + source.height;
      const wide = row.length / width;
      if (isBeside) row.fill(0, placement.x * wide, (placement.x + source.width) * wide);
      yield row;
      y += 1;
    }
  }
}

/** Each is valid until the next one is asked for. */
function* rowsWithAlpha(raster: Raster): Generator<Row> {
  const { data, width, height, channels } = raster;
  const colours = colourChannels(raster);
  const wide = colours + 1;
  const most = bitsOf(raster) === 16 ? 65_535 : 255;
  const row = most === 255 ? new Uint8Array(width * wide) : new Uint16Array(width * wide);
  for (let y = 0; y < height; y += 1) {
    const own = data.subarray(y * width * channels, (y + 1) * width * channels);
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < colours; channel += 1)
        row[x * wide + channel] = own[x * channels + channel] ?? 0;
      row[x * wide + colours] = hasAlpha(raster) ? (own[x * channels + colours] ?? 0) : most;
    }
    yield row;
  }
}
