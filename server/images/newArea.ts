import type { Frame } from '../../src/domain/frame.ts';
import type { Size } from '../../src/domain/side.ts';
import { openImage } from './openImage.ts';
import { deliveryFileName, type Original, type RenditionCache, type ServedImage } from './renditionCache.ts';

/** The new area of a result alone, as PNG of the frame's size: the source's place is transparent. */
export function serveNewArea(
  cache: RenditionCache,
  original: Original,
  { source, frame, signal }: { readonly source: Size; readonly frame: Frame; readonly signal: AbortSignal },
): Promise<ServedImage | null> {
  const hole = {
    create: { width: source.width, height: source.height, channels: 4 as const, background: '#000' },
  };
  return cache.serve(original, {
    name: deliveryFileName(original, 'new-area.png'),
    format: 'png',
    weighs: { ...original, format: 'raw' },
    signal,
    make: async (file, temporary) => {
      const image = (await openImage(file)).asStored(false).ensureAlpha();
      const { x, y } = frame.placement;
      return image
        .composite([{ input: hole, blend: 'dest-out', left: x, top: y }])
        .png()
        .toFile(temporary);
    },
  });
}
