import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Source } from '../../../src/domain/contract.ts';
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

/** Takes in the sample photos at several sizes, and makes a picture of each frame: the photo, mirrored around. */
export async function seedImages(
  { store, sources, now }: { store: ImageStore; sources: SourceStore; now: Date },
  folder: string,
): Promise<SeedImage[]> {
  const images: SeedImage[] = [];
  for (const name of NAMES) {
    for (const longSide of LONG_SIDES) {
      const photo = path.join(folder, `${name}-${longSide}.jpg`);
      await sharp(path.join(PHOTOS, `${name}.jpg`))
        .resize({ width: longSide, height: longSide, fit: 'inside' })
        .jpeg({ quality: 88 })
        .toFile(photo);
      const { size: contentLength } = await stat(photo);
      const source = await receiveSource(store, { body: createReadStream(photo), contentLength });
      await sources.keep(source, now);
      for (const [index, expansion] of EXPANSIONS.entries()) {
        const file = path.join(folder, `${name}-${longSide}-${index}.png`);
        const result = await drawResult(photo, { source, expansion, file });
        images.push({ name: `${name}.jpg`, source, expansion, result, colour: await meanColour(file) });
      }
    }
  }
  return images;
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
