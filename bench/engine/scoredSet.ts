import path from 'node:path';
import { PAINTED_SCENES, paintScene } from './paintedScenes.ts';
import { photoSets, readSquare } from './photoSet.ts';
import type { Picture } from './picture.ts';

interface ScoredPicture {
  readonly name: string;
  readonly read: (side: number) => Promise<Picture>;
}

/** Pictures that are scored together: one table each. */
export interface ScoredSet {
  readonly name: string;
  readonly pictures: readonly ScoredPicture[];
}

/** The sets of photos that are named, as `photoSets` does; without any, the repository's photos and the painted scenes. */
export function scoredSets(paths: readonly string[]): ScoredSet[] {
  const photos = photoSets(paths).map(({ name, files }) => ({
    name,
    pictures: files.map((file) => ({
      name: path.parse(file).name,
      read: (side: number) => readSquare(file, side),
    })),
  }));
  return paths.length === 0 ? [...photos, paintedSet()] : photos;
}

function paintedSet(): ScoredSet {
  const pictures = Object.entries(PAINTED_SCENES).map(([name, scene]) => ({
    name,
    read: async (side: number) => paintScene(scene, side),
  }));
  return { name: 'painted', pictures };
}
