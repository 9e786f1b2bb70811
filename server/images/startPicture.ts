import type { Source } from '../../src/domain/contract/source.ts';
import type { Crop } from '../../src/domain/crop.ts';
import type { SourceFormat } from '../../src/domain/limits.ts';
import type { Size } from '../../src/domain/side.ts';
import type { ImageStore } from '../storage/imageStore.ts';
import { decodeSemaphore } from './decodeSemaphore.ts';
import { madeName } from './madeName.ts';
import { openImage } from './openImage.ts';
import { cropped } from './raster.ts';
import { rowsOf } from './rowImage.ts';
import { writePng } from './writePng.ts';

/** A stored picture that a request begins from: a source, the part of it that is kept, or what the step before came to. */
export interface StartPicture extends Size {
  readonly shelf: 'sources' | 'results';
  readonly name: string;
  readonly format: SourceFormat;
  readonly fileBytes: number;
  /** Whether a provider would not take the file as it is. */
  readonly needsCopy: boolean;
  /** The part of the file that it is; null for all of it. */
  readonly crop: Crop | null;
}

export function pictureOfSource(source: Source, crop: Crop | null = null): StartPicture {
  const { id, width, height, format, fileBytes, copyReasons } = source;
  const picture = { shelf: 'sources', name: id, width, height, format, fileBytes } as const;
  if (crop === null) return { ...picture, needsCopy: copyReasons.length > 0, crop };
  const share = (crop.width * crop.height) / (width * height);
  return {
    ...picture,
    ...{ width: crop.width, height: crop.height, fileBytes: Math.ceil(fileBytes * share) },
    ...{ needsCopy: true, crop },
  };
}

/** Begins with the source's id, by which it goes when that does. */
export function cropFileName(sourceId: string, { left, top, width, height }: Crop): string {
  return madeName(sourceId, `crop-${left}-${top}-${width}-${height}`);
}

/**
 * Lends the file of a picture. Of a source that is cropped it is a PNG of what is kept: the source's own values,
 * upright, at their own depth, under its profile and with its metadata, so that all that is known of sources holds.
 */
export async function withPictureFile<T>(
  store: ImageStore,
  { shelf, name, crop }: StartPicture,
  work: (file: string) => Promise<T>,
): Promise<T> {
  if (crop === null) return store.withFile(shelf, name, work);
  const cropName = cropFileName(name, crop);
  if ((await store.sizeOf('upstream', cropName)) === null) {
    const temporary = store.temporaryPath('.png');
    try {
      await store.withFile(shelf, name, (file) => writeCrop(file, temporary, crop));
      await store.adopt(temporary, 'upstream', cropName);
    } finally {
      await store.discard(temporary);
    }
  }
  return store.withFile('upstream', cropName, work);
}

async function writeCrop(file: string, path: string, crop: Crop): Promise<void> {
  const { colour, metadata, size, ownPixels } = await openImage(file);
  const raster = await decodeSemaphore.run(
    { ...size, format: metadata.format, hasOwnColours: true },
    ownPixels,
  );
  await writePng({ path, image: rowsOf(cropped(raster, crop)), profile: colour.profile, metadata });
}
