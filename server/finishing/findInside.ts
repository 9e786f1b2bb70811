import type { Point } from '../../src/domain/side.ts';
import type { Raster } from '../images/raster.ts';
import { insideDifference } from './insideDifference.ts';

/** Where a source lies in a result with every value the same, or null. */
export function findInside(result: Raster, source: Raster): Point | null {
  const isComparable =
    result.channels >= source.channels && result.data.BYTES_PER_ELEMENT === source.data.BYTES_PER_ELEMENT;
  if (!isComparable) return null;
  for (let y = 0; y + source.height <= result.height; y += 1) {
    for (let x = 0; x + source.width <= result.width; x += 1) {
      if (sameDiagonal(result, source, { x, y }) && insideDifference(source, result, { x, y }) === 0)
        return { x, y };
    }
  }
  return null;
}

/** Pixels of the diagonal, one by one: nearly every wrong place ends at the first. */
function sameDiagonal(result: Raster, source: Raster, { x, y }: Point): boolean {
  const length = Math.min(source.width, source.height);
  for (let i = 0; i < length; i += 1) {
    const own = source.data[(i * source.width + i) * source.channels];
    if (own !== result.data[((y + i) * result.width + x + i) * result.channels]) return false;
  }
  return true;
}
