import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import type { Picture } from './picture.ts';

/** Photos that are scored together: one table each. */
export interface PhotoSet {
  readonly name: string;
  readonly files: readonly string[];
}

const OWN = ['public/samples', 'bench/photos'];

/** A set for each folder that is named, one for the files that are; without any, the photos of the repository. */
export function photoSets(paths: readonly string[]): PhotoSet[] {
  if (paths.length === 0) return [{ name: 'own', files: OWN.flatMap(photosIn) }];
  const isFolder = (name: string) => statSync(name).isDirectory();
  const sets = paths.filter(isFolder).map((folder) => ({
    name: path.basename(path.resolve(folder)),
    files: photosIn(folder),
  }));
  const files = paths.filter((name) => !isFolder(name));
  return files.length > 0 ? [...sets, { name: 'files', files }] : sets;
}

/** Reduced copies, called -small, would count a photo twice. */
function photosIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /(?<!-small)\.(jpe?g|png)$/.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

/** The middle square of a photo, opaque. */
export async function readSquare(file: string, side: number): Promise<Picture> {
  const data = await sharp(file)
    .autoOrient()
    .resize(side, side, { fit: 'cover' })
    .toColourspace('srgb')
    .removeAlpha()
    .ensureAlpha()
    .raw()
    .toBuffer();
  return { width: side, height: side, rgba: new Uint8ClampedArray(data) };
}
