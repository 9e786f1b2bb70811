import { stat } from 'node:fs/promises';
import type { NewAreaQuery } from '../../src/domain/delivery.ts';
import type { Frame } from '../../src/domain/frame.ts';
import type { Size } from '../../src/domain/side.ts';
import { openImage } from './openImage.ts';
import { bitsOf, colourChannels, hasAlpha, type Raster } from './raster.ts';
import { deliveryFileName, type Original, type RenditionCache, type ServedImage } from './renditionCache.ts';
import type { Row, RowImage } from './rowImage.ts';
import { writePng } from './writePng.ts';

interface NewArea extends NewAreaQuery {
  readonly source: Size;
  readonly frame: Frame;
  readonly signal: AbortSignal;
}

/**
 * The new area of a result alone, as PNG of the frame's size: the source's place is transparent, all else has the
 * result's own values, depth and profile.
 */
export function serveNewArea(
  cache: RenditionCache,
  original: Original,
  { source, frame, metadata, signal }: NewArea,
): Promise<ServedImage | null> {
  return cache.serve(original, {
    name: deliveryFileName(original, `new-area-${metadata}.png`),
    format: 'png',
    weighs: { ...original, format: 'raw' },
    signal,
    make: async (file, temporary) => {
      const opened = await openImage(file);
      const image = withHole(await opened.ownPixels(), source, frame);
      await writePng({
        path: temporary,
        image,
        profile: opened.metadata.icc ?? null,
        metadata: metadata === 'kept' ? opened.metadata : null,
      });
      return stat(temporary);
    },
  });
}

function withHole(raster: Raster, source: Size, frame: Frame): RowImage {
  const { width, height } = raster;
  const channels = colourChannels(raster) === 1 ? 2 : 4;
  return { width, height, channels, bits: bitsOf(raster), rows: rowsAround(raster, source, frame) };
}

function* rowsAround(raster: Raster, source: Size, { placement }: Frame): Generator<Row> {
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
    const isBeside = y >= placement.y && y < placement.y + source.height;
    if (isBeside) row.fill(0, placement.x * wide, (placement.x + source.width) * wide);
    yield row;
  }
}
