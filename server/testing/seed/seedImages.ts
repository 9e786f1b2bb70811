import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Source } from '../../../src/domain/contract/source.ts';
import type { Expansion } from '../../../src/domain/expansion.ts';
import { frameOf, padsOf } from '../../../src/domain/frame.ts';
import type { Size } from '../../../src/domain/side.ts';
import { meanColour } from '../../images/meanColour.ts';
import { receiveSource } from '../../sources/receiveSource.ts';
import type { SourceStore } from '../../sources/sourceStore.ts';
import type { ImageStore } from '../../storage/imageStore.ts';

/** A source that is kept, an expansion of it, and a file with its result, which many tasks share. */
export interface SeedImage {
  /** What the photo's file is called. */
  readonly name: string;
  readonly source: Source;
  readonly expansion: Expansion;
  readonly colour: string | null;
  readonly result: Size & { readonly file: string; readonly fileBytes: number };
}

const PHOTOS = fileURLToPath(new URL('../../../public/samples', import.meta.url));
const NAMES = ['meadow', 'dandelions', 'doorway'];
/** Long sides in pixels: small, so that ten thousand results are made in seconds. */
const LONG_SIDES = [540, 640];
const EXPANSIONS: readonly Expansion[] = [
  { up: 0, right: 0.5, bottom: 0, left: 0 },
  { up: 0.25, right: 0.2, bottom: 0.25, left: 0.2 },
  { up: 0.4, right: 0, bottom: 0.3, left: 0 },
  { up: 0, right: 0.8, bottom: 0, left: 0.7 },
];

interface SeedImagesOptions {
  readonly store: ImageStore;
  readonly sources: SourceStore;
  readonly now: Date;
  /** Of the one result that there is then; null for several small ones. */
  readonly megapixels: number | null;
}

/** Takes in the sample photos at several sizes, and makes a picture of each frame: the photo, mirrored around. */
export async function seedImages(options: SeedImagesOptions, folder: string): Promise<SeedImage[]> {
  const { store, sources, now, megapixels } = options;
  const [names, expansions] =
    megapixels === null ? [NAMES, EXPANSIONS] : [NAMES.slice(0, 1), EXPANSIONS.slice(0, 1)];
  const images: SeedImage[] = [];
  for (const name of names) {
    const original = path.join(PHOTOS, `${name}.jpg`);
    const longSides = megapixels === null ? LONG_SIDES : [await longSideFor(original, megapixels)];
    for (const longSide of longSides) {
      const photo = path.join(folder, `${name}-${longSide}.jpg`);
      await sharp(original)
        .resize({ width: longSide, height: longSide, fit: 'inside' })
        .jpeg({ quality: 88 })
        .toFile(photo);
      const { size: contentLength } = await stat(photo);
      const source = await receiveSource(store, { body: createReadStream(photo), contentLength });
      await sources.keep(source, now);
      for (const [index, expansion] of expansions.entries()) {
        const file = path.join(folder, `${name}-${longSide}-${index}.png`);
        const result = await drawResult(photo, { source, expansion, file });
        images.push({ name: `${name}.jpg`, source, expansion, result, colour: await meanColour(file) });
      }
    }
  }
  return images;
}

/** How long a photo has to be for the first expansion of it to have so many pixels. */
async function longSideFor(photo: string, megapixels: number): Promise<number> {
  const { width, height } = await sharp(photo).metadata();
  const { right = 0 } = EXPANSIONS[0] ?? {};
  const pixels = (megapixels * 1e6) / (1 + right);
  return Math.round(Math.sqrt((pixels * Math.max(width, height)) / Math.min(width, height)));
}

async function drawResult(
  photo: string,
  { source, expansion, file }: { source: Source; expansion: Expansion; file: string },
): Promise<SeedImage['result']> {
  const { up, right, bottom, left } = padsOf(source, expansion);
  const { width, height } = frameOf(source, expansion);
  const { size: fileBytes } = await sharp(photo)
    .extend({ top: up, right, bottom, left, extendWith: 'mirror' })
    .png({ compressionLevel: 4 })
    .toFile(file);
  return { width, height, file, fileBytes };
}
