import { SIDES } from '../domain/side.ts';
import type { Rect } from './frameRect.ts';
import type { Level } from './level.ts';
import { patchDistance } from './patchDistance.ts';
import { patchOffsets } from './patchPixel.ts';
import { NO_SHIFT, PATCH_RADIUS, type ShiftMap, shiftX, shiftY } from './shiftMap.ts';
import { type SideBorder, sideBorderOf } from './sideBorder.ts';
import { growingSides } from './sideSectors.ts';
import { priceSubject, type Saliency } from './subjectAvoidance.ts';

/** How the mirror image of the source closes what a border cuts. Costs are mean squares of colours. */
export interface MirrorPlan {
  /** Largest depth out of left and right, as a share of the known part's short side. */
  readonly depth: number;
  /** A misfit at the border that is as good as none; more where all of the border fits badly. */
  readonly free: number;
  /** What a line costs that is mirrored at all. */
  readonly open: number;
  /** What mirroring the known part's short side deep would cost more. */
  readonly deep: number;
  /** What a pixel of the subject costs: it must not be there twice. */
  readonly subject: number;
  /** What a difference costs along the sides of what is mirrored, against one at its end. */
  readonly beside: number;
}

/**
 * Where a fill meets a border badly, because the border cuts an object that nothing in the source goes on with, the
 * mirror image closes it: half a tree becomes a whole one. Left and right only: few things look alike above and below.
 * How far each line is mirrored is a seam of least error between the mirror image and the fill (after the image quilting
 * of Efros and Freeman 2001), found by dynamic programming:
 *
 *       fill · · · · ╭──╮ · · ·     Σ misfit where nothing is mirrored
 *      ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┆┄┄┆┄┄┄┄┄┄┄   + Σ difference of both along the seam
 *       known part   object         + a price for each line and for depth
 *
 * @returns for each pixel 1 + the number of the side that it mirrors, 0 for none; null where nothing is mirrored
 */
export function mirrorBands(map: ShiftMap, saliency: Saliency, plan: MirrorPlan): Uint8Array | null {
  const { level } = map;
  const mirrored = new Uint8Array(level.width * level.height);
  const subject = new Float32Array(mirrored.length);
  priceSubject(level, saliency, plan.subject, subject);
  let isAny = false;
  for (const side of growingSides(level)) {
    if (side === 'up' || side === 'bottom') continue;
    const border = sideBorderOf(level, side);
    const depths = withoutWideRuns(depthsAlong(map, border, subject, plan));
    depths.forEach((depth, line) => {
      for (let way = 1; way <= depth; way += 1) {
        mirrored[border.corner + line * border.along + way * border.outward] = 1 + SIDES.indexOf(side);
        isAny = true;
      }
    });
  }
  return isAny ? mirrored : null;
}

/** What a border cuts is narrower than this share of it: wider is ground. */
const MAX_RUN = 0.5;

/** The same without runs of mirrored lines that are too wide for a thing. */
function withoutWideRuns(depths: readonly number[]): number[] {
  const left = [...depths];
  for (let line = 0; line < left.length; line += 1) {
    if (left[line] === 0) continue;
    const end = left.indexOf(0, line);
    const last = end === -1 ? left.length : end;
    if (last - line > MAX_RUN * left.length) left.fill(0, line, last);
    line = last;
  }
  return left;
}

/** From this share of a subject on, what lies at the border is one that it cuts. */
const CUT_SHARE = 0.1;
/** Where nothing fits, as in a wood, a misfit this many times the median is no thing that is cut: a mirror would show. */
const ORDINARY = 2;
/** Mean square from which on two colours are no more different than others: contrast must not outweigh all else. */
const MAX_APART = 1500;
/** Less than this is not worth a seam, in pixels. */
const MIN_MIRRORED = 2;

function depthsAlong(map: ShiftMap, border: SideBorder, subject: Float32Array, plan: MirrorPlan): number[] {
  const { level } = map;
  const { count, pad, depth } = border;
  const short = Math.min(level.known.width, level.known.height);
  const most = Math.min(pad, depth - 2, Math.round(plan.depth * short));
  if (most < MIN_MIRRORED) return [];
  const misfits = misfitsAlong(map, border);
  const free = Math.max(plan.free, ORDINARY * (misfits.toSorted()[count >> 1] ?? 0));
  const apart = differences(level, border, most);
  const own = new Float32Array(count * (most + 1));
  for (let line = 0; line < count; line += 1) {
    const from = line * (most + 1);
    own[from] = Math.max(0, Math.min(MAX_APART, misfits[line] ?? 0) - free);
    let twice = 0;
    let isCut = true;
    for (let way = 1; way <= most; way += 1) {
      const isShort = way < MIN_MIRRORED;
      const price = subject[border.corner + line * border.along - way * border.outward] ?? 0;
      // What the border cuts is to be closed; what lies behind it would come back.
      isCut &&= price > CUT_SHARE * plan.subject;
      if (!isCut) twice += price;
      const end =
        way === pad ? 0 : ((apart[from + way] ?? 0) + (apart[from + Math.min(most, way + 1)] ?? 0)) / 2;
      own[from + way] = isShort
        ? Number.POSITIVE_INFINITY
        : plan.open + twice + (plan.deep * way) / short + end;
    }
  }
  return cheapestDepths(own, sums(apart, count, most), count, plan.beside);
}

/** How ill the patches across a border fit their sources, for each of its lines; averaged over a few. */
function misfitsAlong(
  { level, shifts }: ShiftMap,
  { corner, along, outward, count }: SideBorder,
): Float32Array {
  const { width, pixels } = level;
  const offsets = patchOffsets(PATCH_RADIUS, width);
  const raw = new Float32Array(count);
  for (let line = 0; line < count; line += 1) {
    for (let way = -1; way <= 1; way += 1) {
      const target = corner + line * along + way * outward;
      const shift = shifts[target] ?? NO_SHIFT;
      if (shift === NO_SHIFT) continue;
      const source = target + shiftY(shift) * width + shiftX(shift);
      const sum = patchDistance(pixels, offsets, target, source, Number.POSITIVE_INFINITY);
      raw[line] = (raw[line] ?? 0) + sum / (9 * offsets.length);
    }
  }
  return raw.map((_, line) => {
    const near = raw.subarray(Math.max(0, line - 1), line + 2);
    return near.reduce((sum, one) => sum + one, 0) / near.length;
  });
}

/** Mean square by which mirror image and fill differ at each line and depth, both averaged over 3 × 3: texture counts little. */
function differences(level: Level, border: SideBorder, most: number): Float32Array {
  const { corner, along, outward, count } = border;
  const apart = new Float32Array(count * (most + 1));
  for (let line = 0; line < count; line += 1) {
    for (let way = 1; way <= most; way += 1) {
      const [red, green, blue] = [0, 8, 16].map((bits) => {
        let sum = 0;
        for (let beside = -1; beside <= 1; beside += 1) {
          const start = corner + Math.max(0, Math.min(count - 1, line + beside)) * along;
          for (let step = -1; step <= 1; step += 1) {
            const out = Math.max(1, Math.min(border.pad, way + step));
            const made = level.pixels[start + out * outward] ?? 0;
            const there = level.pixels[start - out * outward] ?? 0;
            sum += ((made >> bits) & 255) - ((there >> bits) & 255);
          }
        }
        return sum / 9;
      });
      const squares = ((red ?? 0) ** 2 + (green ?? 0) ** 2 + (blue ?? 0) ** 2) / 3;
      apart[line * (most + 1) + way] = Math.min(MAX_APART, squares);
    }
  }
  return apart;
}

/** Of each line, what its differences sum up to from the border to each depth. */
function sums(apart: Float32Array, count: number, most: number): Float64Array {
  const sum = new Float64Array(apart.length);
  for (let line = 0; line < count; line += 1) {
    for (let at = line * (most + 1) + 1; at < (line + 1) * (most + 1); at += 1) {
      sum[at] = (sum[at - 1] ?? 0) + (apart[at] ?? 0);
    }
  }
  return sum;
}

function cheapestDepths(own: Float32Array, sum: Float64Array, count: number, beside: number): number[] {
  const states = own.length / count;
  const total = new Float64Array(own.length);
  const before = new Int32Array(own.length);
  /** Along the side between two depths, by the mean of both lines. */
  const along = (line: number, a: number, b: number) => {
    const at = line * states;
    const other = Math.max(0, line - 1) * states;
    const mine = (sum[at + a] ?? 0) - (sum[at + b] ?? 0);
    return (beside * Math.abs(mine + (sum[other + a] ?? 0) - (sum[other + b] ?? 0))) / 2;
  };
  for (let line = 0; line < count; line += 1) {
    for (let state = 0; state < states; state += 1) {
      let [least, from] = [line === 0 ? along(0, state, 0) : Number.POSITIVE_INFINITY, 0];
      for (let other = 0; other < states && line > 0; other += 1) {
        const cost = (total[(line - 1) * states + other] ?? 0) + along(line, state, other);
        if (cost < least) [least, from] = [cost, other];
      }
      total[line * states + state] = least + (own[line * states + state] ?? 0);
      before[line * states + state] = from;
    }
  }
  const last = (count - 1) * states;
  let best = 0;
  for (let state = 1; state < states; state += 1) {
    const cost = (total[last + state] ?? 0) + along(count - 1, state, 0);
    if (cost < (total[last + best] ?? 0) + along(count - 1, best, 0)) best = state;
  }
  const depths = new Array<number>(count).fill(0);
  for (let line = count - 1; line >= 0; line -= 1) {
    depths[line] = best;
    best = before[line * states + best] ?? 0;
  }
  return depths;
}

/** Writes the mirror image where a map has one. */
export function drawMirrors({ level, mirrored }: ShiftMap): void {
  if (mirrored === null) return;
  const { pixels } = level;
  for (const pixel of level.hole) {
    const mirror = mirrored[pixel] ?? 0;
    if (mirror !== 0) pixels[pixel] = pixels[mirroredPixel(level, pixel, mirror)] ?? 0;
  }
}

/** The pixel that another one shows in a mirror at a border. */
export function mirroredPixel({ width, known }: Level, pixel: number, mirror: number): number {
  const x = pixel % width;
  return pixel - x + mirroredX(known, mirror, x);
}

/** The column of the known part that another column shows in a mirror. */
export function mirroredX(known: Rect, mirror: number, x: number): number {
  return SIDES[mirror - 1] === 'left' ? 2 * known.x - x : 2 * (known.x + known.width - 1) - x;
}
