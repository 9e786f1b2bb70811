import type { Level } from './level.ts';
import { preparePoisson, solvePoisson } from './screenedPoisson.ts';
import { clampToPatch, NO_SHIFT, type ShiftMap, shiftX, shiftY } from './shiftMap.ts';

interface BlendPlan {
  /** How far a colour difference at a seam is spread, as a share of the known part's short side. */
  readonly reach: number;
  readonly cycles: number;
}

/** What to add to the plain copies: three floats (red, green, blue) for each pixel of the level. */
export type Correction = Float32Array;

/** For every pixel of the level, hole and known, the number of the pixel it copies: itself where it is known. */
export function copiedPixels({ level, shifts }: ShiftMap): Int32Array {
  const { width, height } = level;
  const from = Int32Array.from({ length: width * height }, (_, pixel) => pixel);
  for (const pixel of level.hole) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    const shift = shifts[clampToPatch(y, height) * width + clampToPatch(x, width)] ?? NO_SHIFT;
    from[pixel] = pixel + shiftY(shift) * width + shiftX(shift);
  }
  return from;
}

/**
 * Gradient-domain blending (Pérez, Gangnet and Blake 2003) with the screening of Darabi et al. 2012: the result has the
 * gradients of the copied pieces, meets the known part without a step, and stays near the voted picture:
 *
 *   minimise  Σ over neighbours (u(q) − u(p) − v(p,q))² + screening · Σ (u(p) − voted(p))²
 *
 * v(p,q) is the gradient that p's and q's copies show, averaged. Solved for u − voted, which is 0 wherever the voted
 * picture already is one whole copy.
 */
export function blend(map: ShiftMap, { reach, cycles }: BlendPlan): Correction {
  const { level } = map;
  const { hole, pixels } = level;
  const reachPixels = Math.max(4, reach * Math.min(level.known.width, level.known.height));
  const solver = preparePoisson(level, 1 / (reachPixels * reachPixels));
  const copied = copiedPixels(map);
  const correction: Correction = new Float32Array(pixels.length * 3);
  const right = new Float32Array(pixels.length);
  for (let channel = 0; channel < 3; channel += 1) {
    guidance(level, copied, channel * 8, right);
    const solution = solvePoisson(solver, right, cycles);
    for (const pixel of hole) {
      const x = pixel % level.width;
      const at = ((pixel - x) / level.width + 1) * (level.width + 2) + x + 1;
      const voted = ((pixels[pixel] ?? 0) >> (channel * 8)) & 255;
      const copy = ((pixels[copied[pixel] ?? 0] ?? 0) >> (channel * 8)) & 255;
      correction[pixel * 3 + channel] = voted + (solution?.error[at] ?? 0) - copy;
    }
  }
  return correction;
}

/** Σ over neighbours (voted(q) − voted(p) − v(p,q)), one channel, for every pixel of the hole. */
function guidance(
  { width, height, known, hole, pixels }: Level,
  copied: Int32Array,
  bits: number,
  out: Float32Array,
): void {
  const value = (pixel: number) => ((pixels[pixel] ?? 0) >> bits) & 255;
  const isSource = (x: number, y: number) =>
    x >= known.x && x < known.x + known.width && y >= known.y && y < known.y + known.height;
  for (const p of hole) {
    const x = p % width;
    const y = (p - x) / width;
    const here = value(p);
    const fromP = copied[p] ?? 0;
    const fromX = fromP % width;
    const fromY = (fromP - fromX) / width;
    let sum = 0;
    for (let side = 0; side < 4; side += 1) {
      const dx = side === 0 ? -1 : side === 1 ? 1 : 0;
      const dy = side === 2 ? -1 : side === 3 ? 1 : 0;
      if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue;
      const step = dy * width + dx;
      const q = p + step;
      const fromQ = copied[q] ?? 0;
      const isContinuous = fromQ === fromP + step;
      let gradient = 0;
      let votes = 0;
      if (isContinuous || isSource(fromX + dx, fromY + dy)) {
        gradient += value(fromP + step) - value(fromP);
        votes += 1;
      }
      if (!isContinuous && fromQ !== q) {
        const backX = (fromQ % width) - dx;
        const backY = Math.floor(fromQ / width) - dy;
        if (isSource(backX, backY)) {
          gradient += value(fromQ) - value(fromQ - step);
          votes += 1;
        }
      }
      sum += value(q) - here - (votes > 0 ? gradient / votes : value(q) - here);
    }
    out[p] = sum;
  }
}
