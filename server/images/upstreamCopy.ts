import type { Source } from '../../src/domain/contract.ts';
import { MAX_SOURCE_PIXELS, MAX_UPSTREAM_BYTES, MIN_SOURCE_SIDE } from '../../src/domain/limits.ts';
import type { Size } from '../../src/domain/side.ts';
import type { ImageStore } from './imageStore.ts';
import { sharp } from './sharpSetup.ts';

const JPEG_QUALITIES = [95, 90, 84, 76];
/** Each further try has this share of the side lengths before it. */
const SHRINK = 0.8;
const PNG_PIXELS_WORTH_TRYING = 12_000_000;

/**
 * Lends the file whose bytes a provider gets for a source: its own when they are already an upright 8-bit sRGB JPEG or
 * PNG without transparency within the limit, else a copy made so, kept for the next task.
 */
export async function withUpstreamFile<T>(
  store: ImageStore,
  source: Source,
  work: (file: string) => Promise<T>,
): Promise<T> {
  if (source.copyReasons.length === 0) return store.withFile('sources', source.id, work);
  if ((await store.sizeOf('upstream', source.id)) === null) {
    const temporary = store.temporaryPath();
    try {
      const bytes = await store.withFile('sources', source.id, (original) => makeCopy(original, source));
      const handle = await store.openToWrite(temporary);
      try {
        await handle.writeFile(bytes);
      } finally {
        await handle.close();
      }
      await store.adopt(temporary, 'upstream', source.id);
    } finally {
      await store.discard(temporary);
    }
  }
  return store.withFile('upstream', source.id, work);
}

async function makeCopy(original: string, source: Source): Promise<Buffer> {
  const isLossless = source.format === 'png' || source.format === 'gif';
  const mayFit =
    source.fileBytes <= MAX_UPSTREAM_BYTES && source.width * source.height <= PNG_PIXELS_WORTH_TRYING;
  if (isLossless && mayFit) {
    const png = await upright(original).png().toBuffer();
    if (png.byteLength <= MAX_UPSTREAM_BYTES) return png;
  }
  for (const quality of JPEG_QUALITIES) {
    const jpeg = await upright(original).jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer();
    if (jpeg.byteLength <= MAX_UPSTREAM_BYTES) return jpeg;
  }
  const quality = JPEG_QUALITIES.at(-1) ?? 76;
  for (let size = shrink(source); ; size = shrink(size)) {
    const jpeg = await upright(original)
      .resize({ ...size, fit: 'fill' })
      .jpeg({ quality })
      .toBuffer();
    if (jpeg.byteLength <= MAX_UPSTREAM_BYTES) return jpeg;
  }
}

/** The next smaller size; neither side below what the upstream takes. */
function shrink({ width, height }: Size): Size {
  const factor = Math.max(SHRINK, MIN_SOURCE_SIDE / Math.min(width, height));
  return { width: Math.round(width * factor), height: Math.round(height * factor) };
}

function upright(file: string) {
  return sharp(file, { limitInputPixels: MAX_SOURCE_PIXELS })
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb');
}
