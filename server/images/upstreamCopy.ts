import { MAX_SOURCE_ASPECT, MAX_UPSTREAM_BYTES, MIN_SOURCE_SIDE } from '../../src/domain/limits.ts';
import type { Size } from '../../src/domain/side.ts';
import type { ImageStore } from '../storage/imageStore.ts';
import { decodeSemaphore } from './decodeSemaphore.ts';
import { madeName } from './madeName.ts';
import { openImage } from './openImage.ts';
import { cropFileName, type StartPicture, withPictureFile } from './startPicture.ts';

const JPEG_QUALITIES = [95, 90, 84, 76];
/** Each further try has this share of the side lengths before it. */
const SHRINK = 0.8;
const LOSSLESS_FORMATS: ReadonlySet<string> = new Set(['png', 'gif', 'tiff', 'bmp']);
const PNG_PIXELS_WORTH_TRYING = 12_000_000;

/**
 * Lends the file whose bytes a provider gets for a picture: its own when they are already an upright 8-bit sRGB JPEG or
 * PNG without transparency within the limit, else a copy made so, kept for the next task.
 */
export async function withUpstreamFile<T>(
  store: ImageStore,
  picture: StartPicture,
  work: (file: string) => Promise<T>,
): Promise<T> {
  if (!picture.needsCopy) return withPictureFile(store, picture, work);
  const name =
    picture.crop === null
      ? madeName(picture.name, 'sent')
      : `${cropFileName(picture.name, picture.crop)}-sent`;
  if ((await store.sizeOf('upstream', name)) === null) {
    const temporary = store.temporaryPath();
    try {
      const bytes = await withPictureFile(store, picture, (original) =>
        decodeSemaphore.run({ ...picture, hasOwnColours: picture.needsCopy }, () =>
          makeCopy(original, picture),
        ),
      );
      const handle = await store.openToWrite(temporary);
      try {
        await handle.writeFile(bytes);
      } finally {
        await handle.close();
      }
      await store.adopt(temporary, 'upstream', name);
    } finally {
      await store.discard(temporary);
    }
  }
  return store.withFile('upstream', name, work);
}

async function makeCopy(original: string, source: StartPicture): Promise<Buffer> {
  const opened = await openImage(original);
  const inSrgb = await opened.toSrgb();
  const upright = () => inSrgb.clone().flatten({ background: '#ffffff' });
  const isLossless = LOSSLESS_FORMATS.has(source.format);
  const mayFit =
    source.fileBytes <= MAX_UPSTREAM_BYTES && source.width * source.height <= PNG_PIXELS_WORTH_TRYING;
  if (isLossless && mayFit) {
    const png = await upright().png().toBuffer();
    if (png.byteLength <= MAX_UPSTREAM_BYTES) return png;
  }
  for (const quality of JPEG_QUALITIES) {
    const jpeg = await upright().jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer();
    if (jpeg.byteLength <= MAX_UPSTREAM_BYTES) return jpeg;
  }
  const quality = JPEG_QUALITIES.at(-1) ?? 76;
  for (let size = shrink(source); ; size = shrink(size)) {
    const jpeg = await upright()
      .resize({ ...size, fit: 'fill' })
      .jpeg({ quality })
      .toBuffer();
    if (jpeg.byteLength <= MAX_UPSTREAM_BYTES) return jpeg;
  }
}

/** The next smaller size; neither side below what the upstream takes, and no longer than it takes by rounding. */
function shrink({ width, height }: Size): Size {
  const factor = Math.max(SHRINK, MIN_SOURCE_SIDE / Math.min(width, height));
  const [w, h] = [Math.round(width * factor), Math.round(height * factor)];
  return {
    width: Math.min(w, Math.floor(h * MAX_SOURCE_ASPECT)),
    height: Math.min(h, Math.floor(w * MAX_SOURCE_ASPECT)),
  };
}
