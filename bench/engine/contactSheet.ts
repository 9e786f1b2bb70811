import { mkdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import type { Picture } from './picture.ts';

interface Tile {
  readonly label: string;
  readonly picture: Picture;
}

const GAP = 4;
const LABEL_HEIGHT = 22;

/** Writes pictures of one size side by side at full size, each under its name. */
export async function writeContactSheet(
  tiles: readonly Tile[],
  columns: number,
  file: string,
): Promise<void> {
  const first = tiles[0];
  if (first === undefined) return;
  mkdirSync(path.dirname(file), { recursive: true });
  const cellWidth = first.picture.width + GAP;
  const cellHeight = first.picture.height + GAP + LABEL_HEIGHT;
  const inputs = tiles.flatMap(({ label, picture }, index) => {
    const left = (index % columns) * cellWidth;
    const top = Math.floor(index / columns) * cellHeight;
    const { width, height, rgba } = picture;
    return [
      { input: labelled(label, width), left, top },
      {
        input: Buffer.from(rgba.buffer, rgba.byteOffset, rgba.byteLength),
        raw: { width, height, channels: 4 as const },
        left,
        top: top + LABEL_HEIGHT,
      },
    ];
  });
  const width = columns * cellWidth;
  const height = Math.ceil(tiles.length / columns) * cellHeight;
  await sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .composite(inputs)
    .png({ compressionLevel: 3 })
    .toFile(file);
}

function labelled(text: string, width: number): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${LABEL_HEIGHT}">` +
      `<text x="4" y="16" font-family="sans-serif" font-size="14">${text}</text></svg>`,
  );
}
