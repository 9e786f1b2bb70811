import type { Raster } from '../images/raster.ts';
import { lumaOf, type Plane } from './pixels/floatImage.ts';
import { resampleRaster } from './pixels/resampling.ts';
import { CATMULL_ROM } from './pixels/taps.ts';

/** Longer side at which a source is looked for, in pixels, and what its shorter one keeps at least. */
const LOOKED_FOR = 48;
const MIN_SIDE = 8;
/** Correlation of brightness: an edit of the whole picture hardly lowers it; of other pictures it is seldom above a half. */
const ALIKE = 0.8;

/**
 * Whether a result shows a source anywhere at its own scale, whatever was done to its colours: by the correlation of
 * their brightness, both shrunk, at every place. A source of one colour tells nothing and counts as shown.
 */
export function showsSource(result: Raster, source: Raster): boolean {
  const [longer, shorter] = [Math.max(source.width, source.height), Math.min(source.width, source.height)];
  const scale = Math.min(1, Math.max(LOOKED_FOR / longer, MIN_SIDE / shorter));
  // Between whole pixels texture is not like itself: it is looked for at halves of them too.
  const phases = scale === 1 ? [0] : [0, 0.5];
  const field = brightness(result, scale, { x: 0, y: 0 });
  return phases.some((y) => phases.some((x) => isIn(field, brightness(source, scale, { x, y }))));
}

/** Shrunk, from so many shrunk pixels off its corner on. */
function brightness(raster: Raster, scale: number, phase: { readonly x: number; readonly y: number }): Plane {
  const along = (length: number, from: number) => Math.max(1, Math.floor(length * scale - from));
  const size = { width: along(raster.width, phase.x), height: along(raster.height, phase.y) };
  const map = {
    x: { scale: 1 / scale, offset: phase.x / scale },
    y: { scale: 1 / scale, offset: phase.y / scale },
  };
  return lumaOf(resampleRaster(raster, size, map, CATMULL_ROM));
}

function isIn(field: Plane, sought: Plane): boolean {
  const mean = sought.values.reduce((sum, value) => sum + value, 0) / sought.values.length;
  const centred = sought.values.map((value) => value - mean);
  const power = centred.reduce((sum, value) => sum + value * value, 0);
  if (power < sought.values.length) return true;
  for (let y = 0; y + sought.height <= field.height; y += 1) {
    for (let x = 0; x + sought.width <= field.width; x += 1) {
      if (
        correlationAt(field, { ...sought, values: centred }, y * field.width + x) >
        ALIKE * Math.sqrt(power)
      )
        return true;
    }
  }
  return false;
}

/** Of a plane whose mean is 0 with the window of another that begins at a pixel, times the root of its power. */
function correlationAt(field: Plane, { width, height, values }: Plane, from: number): number {
  let [sum, square, product] = [0, 0, 0];
  for (let y = 0, own = 0; y < height; y += 1) {
    for (let x = 0, at = from + y * field.width; x < width; x += 1, at += 1, own += 1) {
      const value = field.values[at] ?? 0;
      sum += value;
      square += value * value;
      product += value * (values[own] ?? 0);
    }
  }
  const power = square - (sum * sum) / values.length;
  return power <= 0 ? 0 : product / Math.sqrt(power);
}
