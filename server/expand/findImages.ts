import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { hasImageEnding } from '../../src/domain/sourceEndings.ts';

interface Found {
  readonly images: readonly string[];
  /** What was named and cannot be taken, and why. */
  readonly refused: readonly { readonly file: string; readonly why: string }[];
  /** Files of folders that are no images. */
  readonly passedOver: number;
}

/** The images among what was named: files as they are, of a folder what ends like an image. Each path once. */
export async function findImages(paths: readonly string[]): Promise<Found> {
  const images = new Set<string>();
  const refused: { file: string; why: string }[] = [];
  let passedOver = 0;
  const take = async (file: string, isNamed: boolean): Promise<void> => {
    const facts = await stat(file).catch(() => null);
    if (facts === null) refused.push({ file, why: 'There is no such file.' });
    else if (facts.isDirectory()) {
      if (isNamed) for (const name of (await readdir(file)).sort()) await take(path.join(file, name), false);
    } else if (!isNamed && !hasImageEnding(file)) passedOver += 1;
    else if (facts.size === 0) refused.push({ file, why: 'The file is empty.' });
    else images.add(path.normalize(file));
  };
  for (const each of paths) await take(each, true);
  return { images: [...images], refused, passedOver };
}
