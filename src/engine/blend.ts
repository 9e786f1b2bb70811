import { inRoom, type Room } from './kernel/room.ts';
import type { Level } from './level.ts';
import { mirroredPixel } from './mirrorBand.ts';
import { CHANNELS, type PoissonGrid } from './poissonGrid.ts';
import { bytesOfPoisson, preparePoisson, solvePoisson } from './screenedPoisson.ts';
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
export function copiedPixels({ level, shifts, mirrored }: ShiftMap): Int32Array {
  const { width, height } = level;
  const from = new Int32Array(width * height);
  for (let pixel = 0; pixel < from.length; pixel += 1) from[pixel] = pixel;
  for (const pixel of level.hole) {
    const mirror = mirrored?.[pixel] ?? 0;
    if (mirror !== 0) {
      from[pixel] = mirroredPixel(level, pixel, mirror);
      continue;
    }
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
export function blend(map: ShiftMap, plan: BlendPlan): Correction {
  return inRoom(bytesOfPoisson(map.level), (room) => blendIn(room, map, plan));
}

function blendIn(room: Room, map: ShiftMap, { reach, cycles, edge }: BlendPlan): Correction {
  const { level } = map;
  const { cover, pixels } = level;
  const solver = preparePoisson(level, room);
  const copied = copiedPixels(map);
  const alpha = cover && alphaOf(level, cover, copied);
  const edges = edge && { right: new Float32Array(level.hole.length * CHANNELS), step: edge.step };
  guidance({ level, copied, alpha, mirrored: map.mirrored }, solver.grid, edges);
  solvePoisson(solver, { screening: screening(level, reach), cycles });
  const correction = {
    colours: new Float32Array(pixels.length * 3),
    alpha: alpha && new Float32Array(pixels.length),
  };
  eachHoleCell(level, solver.grid, (pixel, cell) => {
    const voted = pixels[pixel] ?? 0;
    const plain = pixels[copied[pixel] ?? 0] ?? 0;
    for (let channel = 0; channel < 3; channel += 1) {
      const bits = channel * 8;
      correction.colours[pixel * 3 + channel] =
        ((voted >> bits) & 255) + (solver.grid.error[cell + channel] ?? 0) - ((plain >> bits) & 255);
    }
    if (correction.alpha) correction.alpha[pixel] = solver.grid.error[cell + ALPHA] ?? 0;
  });
  if (edge === null || edges === null) return correction;
  let index = 0;
  eachHoleCell(level, solver.grid, (_, cell) => {
    for (let channel = 0; channel < CHANNELS; channel += 1) {
      solver.grid.right[cell + channel] = edges.right[index++] ?? 0;
    }
  });
  solvePoisson(solver, { screening: screening(level, edge.reach), cycles: 1 });
  // The rim of what is see-through stays as hard as it is: an alpha that ran out there would be a halo.
  eachHoleCell(level, solver.grid, (pixel, cell) => {
    for (let channel = 0; channel < 3; channel += 1) {
      const at = pixel * 3 + channel;
      correction.colours[at] = (correction.colours[at] ?? 0) + (solver.grid.error[cell + channel] ?? 0);
    }
  });
  return correction;
}

/** Visits the hole in reading order: each pixel, and where a grid has its first channel. */
function eachHoleCell(
  { width, hole }: Level,
  { stride }: PoissonGrid,
  visit: (pixel: number, cell: number) => void,
): void {
  for (const pixel of hole) {
    const x = pixel % width;
    visit(pixel, (((pixel - x) / width + 1) * stride + x + 1) * CHANNELS);
  }
}

/** Votes know no alpha: the hole has that of its plain copies. */
function alphaOf({ width, known }: Level, cover: Uint8Array, copied: Int32Array): Uint8Array {
  return Uint8Array.from(copied, (from) => {
    const x = from % width;
    return cover[((from - x) / width - known.y) * known.width + x - known.x] ?? 255;
  });
}

function screening({ cover, known }: Level, reach: number): number {
  const share = (cover === null ? 1 : TRANSPARENT_SHARE) * reach;
  const reachPixels = Math.max(4, share * Math.min(known.width, known.height));
  return 1 / (reachPixels * reachPixels);
}

interface Copies {
  readonly level: Level;
  readonly copied: Int32Array;
  /** Of each pixel of the level, 0–255; null where all is opaque. */
  readonly alpha: Uint8Array | null;
  readonly mirrored: Uint8Array | null;
}

/** Where the part of the differences goes that is edges, CHANNELS for each pixel, and from which step on it is. */
interface Edges {
  readonly right: Float32Array;
  readonly step: number;
}

/** Number of the channel that alpha is solved in. */
const ALPHA = 3;

/** Writes Σ over neighbours (voted(q) − voted(p) − v(p,q)) for each channel and pixel of the hole. */
function guidance(copies: Copies, { stride, right }: PoissonGrid, edges: Edges | null): void {
  const { level, copied, alpha } = copies;
  const { width, hole, pixels } = level;
  const channels = alpha === null ? 3 : CHANNELS;
  for (let index = 0; index < hole.length; index += 1) {
    const p = hole[index] ?? 0;
    const x = p % width;
    const isInside = x > 0 && x < width - 1 && p >= width && p < pixels.length - width;
    if (isInside && isWholeCopy(pixels, copied, p, width)) continue;
    const y = (p - x) / width;
    const at = ((y + 1) * stride + x + 1) * CHANNELS;
    for (let side = 0; side < 4; side += 1) {
      const dx = STEPS_X[side] ?? 0;
      const dy = STEPS_Y[side] ?? 0;
      if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= level.height) continue;
      const votes = votesBetween(copies, p, dx, dy);
      if (votes === 0) continue;
      for (let channel = 0; channel < channels; channel += 1) {
        const difference = differenceTo(copies, { p, step: dy * width + dx, votes, channel });
        const share = edges ? 1 / (1 + (difference / edges.step) ** 2) : 1;
        right[at + channel] = (right[at + channel] ?? 0) + share * difference;
        if (!edges) continue;
        const edgeAt = index * CHANNELS + channel;
        edges.right[edgeAt] = (edges.right[edgeAt] ?? 0) + (1 - share) * difference;
      }
    }
  }
}

/** Whose copies show the gradient between a pixel and its neighbour. */
const OWN = 1;
const NEIGHBOURS = 2;

function votesBetween(copies: Copies, p: number, dx: number, dy: number): number {
  const { level, copied, mirrored } = copies;
  const { width } = level;
  const step = dy * width + dx;
  if (mirrored !== null && (mirrored[p] !== 0 || mirrored[p + step] !== 0)) {
    return votesBesideMirror(copies, p, dx, dy);
  }
  const fromP = copied[p] ?? 0;
  const fromQ = copied[p + step] ?? 0;
  if (fromQ === fromP + step) return OWN;
  const own = isSource(level, fromP, dx, dy) ? OWN : 0;
  return own | (fromQ !== p + step && isSource(level, fromQ, -dx, -dy) ? NEIGHBOURS : 0);
}

/** A mirror image goes on from the known part and in itself without a step; where it ends, what is beside it says how. */
function votesBesideMirror({ level, copied, mirrored }: Copies, p: number, dx: number, dy: number): number {
  const q = p + dy * level.width + dx;
  if (mirrored?.[p] === 0) return copied[p] !== p && isSource(level, copied[p] ?? 0, dx, dy) ? OWN : 0;
  if (mirrored?.[q] !== 0 || copied[q] === q) return 0;
  return isSource(level, copied[q] ?? 0, -dx, -dy) ? NEIGHBOURS : 0;
}

/** Whether a pixel is known that lies beside another one. */
function isSource({ known, width }: Level, pixel: number, dx: number, dy: number): boolean {
  const column = pixel % width;
  const x = column + dx;
  const y = (pixel - column) / width + dy;
  return x >= known.x && x < known.x + known.width && y >= known.y && y < known.y + known.height;
}

interface Pair {
  readonly p: number;
  readonly step: number;
  readonly votes: number;
  readonly channel: number;
}

/** By how much the voted step from a pixel to its neighbour exceeds what their copies show. */
function differenceTo(copies: Copies, { p, step, votes, channel }: Pair): number {
  const { copied } = copies;
  let gradient = 0;
  if (votes & OWN) {
    const from = copied[p] ?? 0;
    gradient += valueAt(copies, from + step, channel) - valueAt(copies, from, channel);
  }
  if (votes & NEIGHBOURS) {
    const from = copied[p + step] ?? 0;
    gradient += valueAt(copies, from, channel) - valueAt(copies, from - step, channel);
  }
  if (votes === (OWN | NEIGHBOURS)) gradient /= 2;
  return valueAt(copies, p + step, channel) - valueAt(copies, p, channel) - gradient;
}

function valueAt({ level, alpha }: Copies, pixel: number, channel: number): number {
  if (channel === ALPHA) return alpha?.[pixel] ?? 0;
  return ((level.pixels[pixel] ?? 0) >> (channel * 8)) & 255;
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
