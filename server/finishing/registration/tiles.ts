import type { Room } from '../kernel/room.ts';
import type { Plane } from '../pixels/floatImage.ts';
import { median } from '../pixels/normalEquations.ts';

/** What one tile says about a shift of the picture under it. */
export interface Tile {
  /** Centre, −1…1 across the source. */
  readonly xi: number;
  readonly eta: number;
  /** Σ g gᵀ of the gradients. */
  readonly hxx: number;
  readonly hxy: number;
  readonly hyy: number;
  /** Σ g · residual. */
  readonly bx: number;
  readonly by: number;
  /** Σ residual², and over how many pixels. */
  readonly error: number;
  readonly pixels: number;
  /** Contrast of both pictures in it. */
  readonly energy: number;
  /** 0: both the same. About 1: nothing to do with each other. */
  readonly unlikeness: number;
}

/** Keeps tiles of plain colour, which are noise alone, from counting as unlike. */
const PLAIN_ENERGY = 0.04;

/**
 * Compares two planes of the same size tile by tile. Gradients are the mean of both pictures' (Benhimane and Malis,
 * «Real-time image-based tracking of planes using efficient second-order minimization», 2004).
 */
export function compareTiles(room: Room, source: Plane, picture: Plane, side: number): Tile[] {
  const { width, height } = source;
  const tiles: Tile[] = [];
  const across = Math.max(1, Math.round(width / side));
  const down = Math.max(1, Math.round(height / side));
  room.briefly(() => {
    const [own, other, sums] = [room.held(source), room.held(picture), room.floats(8)];
    for (let row = 0; row < down; row += 1) {
      for (let column = 0; column < across; column += 1) {
        const x0 = Math.round((column * width) / across);
        const x1 = Math.round(((column + 1) * width) / across);
        const y0 = Math.round((row * height) / down);
        const y1 = Math.round(((row + 1) * height) / down);
        room.kernel.compareTile(
          own.values.byteOffset,
          other.values.byteOffset,
          width,
          height,
          x0,
          x1,
          y0,
          y1,
          sums.byteOffset,
        );
        tiles.push(tileOf(sums, (x0 + x1) / width - 1, (y0 + y1) / height - 1));
      }
    }
  });
  return tiles;
}

function tileOf(sums: Float32Array, xi: number, eta: number): Tile {
  const [hxx = 0, hxy = 0, hyy = 0, bx = 0, by = 0, error = 0, energy = 0, pixels = 0] = sums;
  const unlikeness = pixels === 0 ? 0 : error / (energy + PLAIN_ENERGY * pixels);
  return { xi, eta, hxx, hxy, hyy, bx, by, error, pixels, energy, unlikeness };
}

/** From which unlikeness on a tile counts as redrawn. */
export function unlikenessLimit(tiles: readonly Tile[]): number {
  return Math.max(0.08, 1.5 * median(tiles.map((tile) => tile.unlikeness)));
}

/**
 * Weight of a tile: one that was redrawn drops out whole, since its pixels half agree (Geman–McClure on tiles, in the
 * spirit of Odobez and Bouthemy, «Robust multiresolution estimation of parametric motion models», 1995).
 */
export function tileWeight(tile: Tile, limit: number): number {
  const t = tile.unlikeness / limit;
  return 1 / (1 + t * t) ** 2;
}

/** Sum that falls as the pictures agree; what is redrawn counts little. */
export function robustCost(tiles: readonly Tile[], limit: number): number {
  return tiles.reduce((sum, tile) => {
    const t = (tile.unlikeness / limit) ** 2;
    return sum + (tile.energy * t) / (1 + t);
  }, 0);
}
