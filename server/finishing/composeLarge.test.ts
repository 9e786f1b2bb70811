import { expect, test } from 'vitest';
import type { Frame } from '../../src/domain/frame.ts';
import { seededRandom } from '../../src/engine/seededRandom.ts';
import { cropped, type Raster, unitsPerLevel } from '../images/raster.ts';
import { rasterOf } from '../images/rowImage.ts';
import { composePicture } from './composePicture.ts';

const frame: Frame = { width: 420, height: 330, placement: { x: 70, y: 45 } };
const place = { left: frame.placement.x, top: frame.placement.y, width: 280, height: 230 };
const rightBorder = place.left + place.width;

/** How a picture shows the truth otherwise. */
interface Change {
  /** To the right, in pixels. */
  readonly moved?: number;
  /** Without grain, which cannot be moved by parts of a pixel. */
  readonly isPlain?: boolean;
  readonly level?: (level: number, x: number) => number;
}

/** Leaves and grain. */
function leaves(bits: 8 | 16, { moved = 0, isPlain = moved !== 0, level: change }: Change = {}): Raster {
  const random = seededRandom(8);
  const length = frame.width * frame.height * 3;
  const data = bits === 16 ? new Uint16Array(length) : new Uint8Array(length);
  const units = bits === 16 ? 257 : 1;
  for (let y = 0; y < frame.height; y += 1) {
    for (let column = 0; column < frame.width; column += 1) {
      const x = column - moved;
      const wave = Math.sin(x / 9 + Math.sin(y / 17) * 3) * Math.cos(y / 11 + Math.sin(x / 23) * 4);
      const grain = isPlain ? 0 : 6 * (random() + random() - 1);
      const levels = [110 + 34 * wave + grain, 120 + 28 * wave + grain, 90 + 20 * wave + grain];
      data.set(
        levels.map((level) => Math.round(units * (change?.(level, x) ?? level))),
        (y * frame.width + column) * 3,
      );
    }
  }
  return { data, channels: 3, width: frame.width, height: frame.height };
}

/** As one that may lie in memory whole, and as one that may not. */
function composedBothWays(source: Raster, raster: Raster, maxShrunkPixels: number) {
  const composed = (maxWhole: number) => {
    const request = { source, frame, picture: { raster, sent: frame }, isOff: false };
    return rasterOf(composePicture(request, { whole: maxWhole, shrunk: maxShrunkPixels }).result);
  };
  return { whole: composed(Number.POSITIVE_INFINITY), byRows: composed(0) };
}

/** Between two rasters of the same size and depth, in levels. */
function differences(one: Raster, other: Raster) {
  let [sum, largest] = [0, 0];
  for (let at = 0; at < one.data.length; at += 1) {
    const difference = Math.abs((one.data[at] ?? 0) - (other.data[at] ?? 0)) / unitsPerLevel(one);
    sum += difference;
    largest = Math.max(largest, difference);
  }
  return { mean: sum / one.data.length, largest };
}

const drift: Change = { level: (level, x) => level + 4 * Math.exp(-(((x - rightBorder) / 30) ** 2)) };
const otherColours: Change = { level: (level, x) => 0.95 * level + 4 + x / 100 };

test.each([
  { name: 'drifts towards a border', bits: 8, change: drift, maxShrunkPixels: 1e6 },
  { name: 'is of other colours', bits: 16, change: otherColours, maxShrunkPixels: 1e6 },
  {
    name: 'is of other colours, told by a quarter of its pixels,',
    bits: 8,
    change: otherColours,
    maxShrunkPixels: 35_000,
  },
  { name: 'is out of place', bits: 8, change: { moved: 1.5 }, maxShrunkPixels: 1e6 },
] as const)(
  'a picture that $name gets the same pixels row by row as whole, to a level',
  ({ bits, change, maxShrunkPixels }) => {
    const isMoved = 'moved' in change;
    const source = cropped(leaves(bits, { isPlain: isMoved }), place);
    const raster = leaves(bits, change);
    const { whole, byRows } = composedBothWays(source, raster, maxShrunkPixels);
    const { mean, largest } = differences(whole, byRows);
    expect(mean).toBeLessThan(0.1);
    expect(largest).toBeLessThanOrEqual(1);
    // Each was changed far more than they differ.
    expect(differences(raster, byRows).mean).toBeGreaterThan(1);
  },
);
