import type { Level } from './level.ts';
import { preparePoisson, solvePoisson } from './screenedPoisson.ts';
import { clampToPatch, NO_SHIFT, type ShiftMap, shiftX, shiftY } from './shiftMap.ts';

export interface BlendPlan {
  /** How far a colour difference at a seam is spread, as a share of the known part's short side. */
  readonly reach: number;
  readonly cycles: number;
  /** How differences are told apart that are too large for light and shade; null to spread them like all others. */
  readonly edge: EdgePlan | null;
}

interface EdgePlan {
  /** A difference from pixel to pixel that counts half as an edge, in levels of a colour. */
  readonly step: number;
  /** How far an edge is spread, as a share of the known part's short side. */
  readonly reach: number;
}

/** What to add to the plain copies. */
export interface Correction {
  /** Three floats (red, green, blue) for each pixel of the level. */
  readonly colours: Float32Array;
  /** A float for each pixel of the level; null where all is opaque. */
  readonly alpha: Float32Array | null;
}

/** Colours are premultiplied: the edge of what is transparent is a step to black, which must not spread as far. */
const TRANSPARENT_SHARE = 0.35;

/** For every pixel of the level, hole and known, the number of the pixel it copies: itself where it is known. */
export function copiedPixels({ level, shifts }: ShiftMap): Int32Array {
  const { width, height } = level;
  const from = new Int32Array(width * height);
  for (let pixel = 0; pixel < from.length; pixel += 1) from[pixel] = pixel;
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
 *
 * Only what may be light and shade is spread far. A large difference is where one thing ends and another begins: spread
 * as far, it would lay a fog of the one's colour over the other. It is weighed down as by Geman and McClure's robust
 * estimator, and what that takes away is solved for on its own, with a short reach.
 */
export function blend(map: ShiftMap, { reach, cycles, edge }: BlendPlan): Correction {
  const { level } = map;
  const { hole, pixels } = level;
  const far = {
    solver: preparePoisson(level, screening(level, reach)),
    right: new Float32Array(hole.length),
  };
  const near = edge && {
    solver: preparePoisson(level, screening(level, edge.reach)),
    right: new Float32Array(hole.length),
    step: edge.step,
  };
  const copied = copiedPixels(map);
  // The rim of what is see-through stays as hard as it is: an alpha that ran out there would be a halo.
  const solve = (value: Values, isHard: boolean, put: (pixel: number, difference: number) => void) => {
    guidance({ level, copied, value }, far.right, near);
    const difference = solvePoisson(far.solver, far.right, cycles);
    const atEdges = near && !isHard ? solvePoisson(near.solver, near.right, 1) : null;
    for (let index = 0; index < hole.length; index += 1) {
      put(hole[index] ?? 0, (difference[index] ?? 0) + (atEdges?.[index] ?? 0));
    }
  };
  const colours = new Float32Array(pixels.length * 3);
  for (let channel = 0; channel < 3; channel += 1) {
    const bits = channel * 8;
    const value = (pixel: number) => ((pixels[pixel] ?? 0) >> bits) & 255;
    solve(value, false, (pixel, difference) => {
      colours[pixel * 3 + channel] = value(pixel) + difference - value(copied[pixel] ?? 0);
    });
  }
  if (level.cover === null) return { colours, alpha: null };
  const alpha = new Float32Array(pixels.length);
  const copiedAlpha = alphaOf(level, level.cover, copied);
  solve(
    (pixel) => copiedAlpha[pixel] ?? 0,
    true,
    (pixel, difference) => {
      alpha[pixel] = difference;
    },
  );
  return { colours, alpha };
}

/** Votes know no alpha: the hole has that of its plain copies. */
function alphaOf({ width, known }: Level, cover: Uint8Array, copied: Int32Array): Uint8Array {
  return Uint8Array.from(copied, (from) => {
    const x = from % width;
    return cover[((from - x) / width - known.y) * known.width + x - known.x] ?? 255;
  });
}

/** One channel of the picture, 0–255, by the number of a pixel. */
type Values = (pixel: number) => number;

function screening({ cover, known }: Level, reach: number): number {
  const share = (cover === null ? 1 : TRANSPARENT_SHARE) * reach;
  const reachPixels = Math.max(4, share * Math.min(known.width, known.height));
  return 1 / (reachPixels * reachPixels);
}

interface Channel {
  readonly level: Level;
  readonly copied: Int32Array;
  readonly value: Values;
}

/** Where the part of the differences goes that is edges, and from which step on it is. */
interface Edges {
  readonly right: Float32Array;
  readonly step: number;
}

/** Σ over neighbours (voted(q) − voted(p) − v(p,q)), one channel, for each pixel of the hole in its order. */
function guidance({ level, copied, value }: Channel, out: Float32Array, edges: Edges | null): void {
  const { width, height, known, hole, pixels } = level;
  const isSource = (x: number, y: number) =>
    x >= known.x && x < known.x + known.width && y >= known.y && y < known.y + known.height;
  for (let index = 0; index < hole.length; index += 1) {
    const p = hole[index] ?? 0;
    const x = p % width;
    const isInside = x > 0 && x < width - 1 && p >= width && p < pixels.length - width;
    if (isInside && isWholeCopy(pixels, copied, p, width)) {
      out[index] = 0;
      if (edges) edges.right[index] = 0;
      continue;
    }
    const y = (p - x) / width;
    const here = value(p);
    const fromP = copied[p] ?? 0;
    const fromX = fromP % width;
    const fromY = (fromP - fromX) / width;
    let sum = 0;
    let edgeSum = 0;
    for (let side = 0; side < 4; side += 1) {
      const dx = STEPS_X[side] ?? 0;
      const dy = STEPS_Y[side] ?? 0;
      if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue;
      const step = dy * width + dx;
      const fromQ = copied[p + step] ?? 0;
      const isContinuous = fromQ === fromP + step;
      let gradient = 0;
      let votes = 0;
      if (isContinuous || isSource(fromX + dx, fromY + dy)) {
        gradient += value(fromP + step) - value(fromP);
        votes += 1;
      }
      if (
        !isContinuous &&
        fromQ !== p + step &&
        isSource((fromQ % width) - dx, Math.floor(fromQ / width) - dy)
      ) {
        gradient += value(fromQ) - value(fromQ - step);
        votes += 1;
      }
      if (votes === 0) continue;
      const difference = value(p + step) - here - gradient / votes;
      const share = edges ? 1 / (1 + (difference / edges.step) ** 2) : 1;
      sum += share * difference;
      edgeSum += (1 - share) * difference;
    }
    out[index] = sum;
    if (edges) edges.right[index] = edgeSum;
  }
}

const STEPS_X = [-1, 1, 0, 0];
const STEPS_Y = [0, 0, -1, 1];

/** Whether a pixel and its four neighbours show one piece of the source unchanged. */
function isWholeCopy(pixels: Int32Array, copied: Int32Array, p: number, width: number): boolean {
  const from = copied[p] ?? 0;
  return (
    copied[p - 1] === from - 1 &&
    copied[p + 1] === from + 1 &&
    copied[p - width] === from - width &&
    copied[p + width] === from + width &&
    pixels[p] === pixels[from] &&
    pixels[p - 1] === pixels[from - 1] &&
    pixels[p + 1] === pixels[from + 1] &&
    pixels[p - width] === pixels[from - width] &&
    pixels[p + width] === pixels[from + width]
  );
}
