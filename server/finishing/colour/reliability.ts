import type { Tile } from '../registration/tiles.ts';
import { tileWeight, unlikenessLimit } from '../registration/tiles.ts';
import type { BlockGrid } from './blockMeans.ts';
import type { ChannelFit } from './colourFit.ts';

/** How far each point of a source can be believed to be shown by a picture, 0–1. */
export interface Reliability {
  readonly at: (x: number, y: number) => number;
  /** Of row `y`, every `step`-th pixel from `x` on. */
  readonly fillRow: (out: Float32Array, y: number, x: number, step: number) => void;
}

export const RELIABLE: Reliability = { at: () => 1, fillRow: (out) => out.fill(1) };

/** What makes a tile count as something else than the source. */
export interface Doubt {
  /** Contrast from which its unlikeness means something: below, it is grain that a JPEG took away. */
  readonly textured: number;
  /** Unlikeness below which no tile counts so. */
  readonly limit: number;
}

/** Little is enough not to carry a difference outwards. */
export const CAREFUL: Doubt = { textured: 0.15, limit: 0 };
/** To say that something was drawn anew takes more than what a strong JPEG does to leaves and grain, 0.1 to 0.4; unrelated ones are at 1. */
export const CONVINCED: Doubt = { textured: 0.4, limit: 0.8 };

/** How far each block may be believed to show the source, 0–1, by its texture alone. */
export function textureReliability(grid: BlockGrid, tiles: readonly Tile[], doubt: Doubt): Float32Array {
  const judged = tiles.map((tile) => {
    const energy = tile.pixels === 0 ? 0 : tile.energy / tile.pixels;
    return { ...tile, unlikeness: tile.unlikeness * Math.min(1, energy / doubt.textured) ** 2 };
  });
  const limit = Math.max(doubt.limit, unlikenessLimit(judged));
  const width = grid.width * grid.side;
  const height = grid.height * grid.side;
  const columns = new Set(judged.map((tile) => tile.xi)).size;
  const rows = Math.max(1, judged.length / columns);
  return Float32Array.from(grid.blocks, (_, i) => {
    const x = ((i % grid.width) + 0.5) * grid.side;
    const y = (Math.floor(i / grid.width) + 0.5) * grid.side;
    const column = Math.min(columns - 1, Math.floor((x / width) * columns));
    const row = Math.min(rows - 1, Math.floor((y / height) * rows));
    const tile = judged[row * columns + column];
    return tile === undefined ? 1 : tileWeight(tile, limit);
  });
}

/** Deviation in levels from which a difference says that something was drawn anew. */
const TELLING = 1.5;
/** The same where values end at black or white: behind that the light may be any. */
const TELLING_AT_END = 8;

/** The same, now that the colours are known: what still differs was redrawn. */
export function colourReliability(
  { blocks }: BlockGrid,
  texture: Float32Array,
  fits: readonly ChannelFit[],
): Float32Array {
  return texture.map((weight, i) => {
    const agreement =
      fits.reduce((sum, fit, channel) => {
        const telling = blocks[i]?.isUsable[channel] ? TELLING : TELLING_AT_END;
        const t = (fit.residuals[i] ?? 0) / (3 * Math.max(telling, fit.deviation));
        return sum + 1 / (1 + t * t) ** 2;
      }, 0) / Math.max(1, fits.length);
    return Math.min(1, Math.max(0, (agreement * weight - 0.25) / 0.35));
  });
}
