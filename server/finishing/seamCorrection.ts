import type { Point, Size } from '../../src/domain/side.ts';

/** Eight-bit pixels in rows, `channels` to a pixel (3 or 4; a fourth is alpha and left alone). */
export interface Raster extends Size {
  readonly data: Uint8Array;
  readonly channels: number;
}

/** Differences this far below are drift of colour; above they are other things in the picture. */
const LARGEST_DRIFT = 48;
/** Rows or columns inside the border that are averaged into one difference. */
const INSIDE_DEPTH = 3;

/**
 * Makes the seam disappear: along each border of the source the difference between the source and what the provider
 * made of it is carried outwards into the new area, smoother and weaker with distance, until it ends at the band's
 * width. No pixel under the source is touched. A cheap stand-in for a membrane (Farbman et al., Coordinates for
 * instant image cloning, 2009): the same boundary differences, nearest border point instead of mean-value weights.
 *
 *   canvas ┌───────────────────┐
 *          │   fading outwards │
 *          │    ┌────────┐     │
 *          │  ◀─│ source │─▶   │   d = source − canvas, just inside the border
 *          │    └────────┘     │
 *          └───────────────────┘
 */
export function correctSeam(canvas: Raster, source: Raster, placement: Point): void {
  const band = Math.round(Math.min(512, Math.max(16, Math.min(source.width, source.height) * 0.2)));
  const borders = borderDifferences(canvas, source, placement);
  const x0 = placement.x;
  const y0 = placement.y;
  const x1 = x0 + source.width - 1;
  const y1 = y0 + source.height - 1;
  const fades = Float32Array.from({ length: band + 2 }, (_, distance) => fade(distance / band));

  for (let y = Math.max(0, y0 - band); y <= Math.min(canvas.height - 1, y1 + band); y += 1) {
    const dy = y < y0 ? y0 - y : y > y1 ? y - y1 : 0;
    for (let x = Math.max(0, x0 - band); x <= Math.min(canvas.width - 1, x1 + band); x += 1) {
      const dx = x < x0 ? x0 - x : x > x1 ? x - x1 : 0;
      if (dx === 0 && dy === 0) {
        x = x1;
        continue;
      }
      const distance = Math.hypot(dx, dy);
      if (distance > band) continue;
      const weight = fades[Math.floor(distance)] ?? 0;
      // In a corner both borders speak, the one whose side is nearer louder.
      const vertical = dy / (dx + dy);
      const along = { x: Math.min(x1, Math.max(x0, x)) - x0, y: Math.min(y1, Math.max(y0, y)) - y0 };
      const horizontalBorder = y < y0 ? borders.up : borders.bottom;
      const verticalBorder = x < x0 ? borders.left : borders.right;
      const at = (y * canvas.width + x) * canvas.channels;
      for (let channel = 0; channel < 3; channel += 1) {
        const fromY = vertical > 0 ? horizontalBorder.at(along.x, distance, channel) : 0;
        const fromX = vertical < 1 ? verticalBorder.at(along.y, distance, channel) : 0;
        const drift = fromY * vertical + fromX * (1 - vertical);
        canvas.data[at + channel] = clampByte((canvas.data[at + channel] ?? 0) + drift * weight);
      }
    }
  }
}

/** 1 at the border, 0 at the end of the band, without a corner at either end. */
function fade(share: number): number {
  const t = Math.min(1, share);
  return 1 - t * t * (3 - 2 * t);
}

function clampByte(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}

/** Differences along one border, blurred more for greater distances. */
class BorderDifference {
  readonly #levels: readonly Float32Array[];

  constructor(differences: Float32Array) {
    const length = differences.length / 3;
    const levels = [boxBlur(differences, 2)];
    for (let radius = 8; radius < length / 2; radius *= 4) {
      const finer = levels.at(-1);
      if (finer !== undefined) levels.push(boxBlur(finer, radius));
    }
    this.#levels = levels;
  }

  at(position: number, distance: number, channel: number): number {
    const level = Math.log2(1 + distance / 4) / 2;
    const low = Math.min(this.#levels.length - 1, Math.floor(level));
    const high = Math.min(this.#levels.length - 1, low + 1);
    const fine = this.#levels[low]?.[position * 3 + channel] ?? 0;
    const coarse = this.#levels[high]?.[position * 3 + channel] ?? 0;
    return fine + (coarse - fine) * Math.min(1, level - low);
  }
}

function borderDifferences(canvas: Raster, source: Raster, placement: Point) {
  const along = (length: number, pixel: (position: number, depth: number) => Point) => {
    const differences = new Float32Array(length * 3);
    for (let position = 0; position < length; position += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        let sum = 0;
        for (let depth = 0; depth < INSIDE_DEPTH; depth += 1) {
          const { x, y } = pixel(position, depth);
          const ownAt = (y * source.width + x) * source.channels;
          const madeAt = ((y + placement.y) * canvas.width + x + placement.x) * canvas.channels;
          const difference = (source.data[ownAt + channel] ?? 0) - (canvas.data[madeAt + channel] ?? 0);
          sum += difference * Math.min(cover(source, ownAt), cover(canvas, madeAt));
        }
        const mean = sum / INSIDE_DEPTH;
        differences[position * 3 + channel] = Math.min(LARGEST_DRIFT, Math.max(-LARGEST_DRIFT, mean));
      }
    }
    return new BorderDifference(differences);
  };
  const { width, height } = source;
  return {
    up: along(width, (x, depth) => ({ x, y: depth })),
    bottom: along(width, (x, depth) => ({ x, y: height - 1 - depth })),
    left: along(height, (y, depth) => ({ x: depth, y })),
    right: along(height, (y, depth) => ({ x: width - 1 - depth, y })),
  };
}

/** Share of a pixel that is there: what is transparent may have any colour. */
function cover({ data, channels }: Raster, at: number): number {
  return channels === 4 ? (data[at + 3] ?? 0) / 255 : 1;
}

/** Running mean over 2·radius + 1 positions of three interleaved channels; the ends repeat. */
function boxBlur(values: Float32Array, radius: number): Float32Array {
  const length = values.length / 3;
  const out = new Float32Array(values.length);
  const at = (position: number, channel: number) =>
    values[Math.min(length - 1, Math.max(0, position)) * 3 + channel] ?? 0;
  for (let channel = 0; channel < 3; channel += 1) {
    let sum = 0;
    for (let position = -radius; position <= radius; position += 1) sum += at(position, channel);
    for (let position = 0; position < length; position += 1) {
      out[position * 3 + channel] = sum / (2 * radius + 1);
      sum += at(position + radius + 1, channel) - at(position - radius, channel);
    }
  }
  return out;
}
