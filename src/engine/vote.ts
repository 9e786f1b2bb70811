import { leanOnGuess } from './leanOnGuess.ts';
import type { Matching } from './matching.ts';
import { drawMirrors } from './mirrorBand.ts';
import { packPixel } from './patchPixel.ts';
import { clampToPatch, NO_SHIFT, PATCH_RADIUS, type ShiftMap, shiftX, shiftY } from './shiftMap.ts';

/** Patches one pixel farther out count this much less: certainty spreads from the known part. */
const FALL_OFF = 1.15;
const FARTHEST = 64;

interface Vote {
  /** Which share of the matches sets the scale of "good": 0.5 is the median. Smaller is sharper. */
  readonly sharpness: number;
  /** Default: yes. The last vote of a level shows what was found, whatever was expected. */
  readonly isLeaning?: boolean;
}

/**
 * The other half of the iteration of Wexler, Shechtman and Irani 2007: every pixel of the hole becomes the weighted mean
 * of what all patches over it say, good matches counting more (their equation 4). Where all agree, it is a plain copy.
 * The kernel does the same (kernel/vote.ts): what is changed here is changed there.
 */
export function vote(matching: Matching, { sharpness, isLeaning = true }: Vote): void {
  const { map, matchCost } = matching;
  const { level } = map;
  const spread = quantile(matchCost, map.targets, sharpness) + matching.unit;
  weighVotes(matching, spread);
  if (matching.kernel !== null) {
    matching.kernel.vote();
  } else {
    for (const pixel of level.hole) level.pixels[pixel] = votedPixel(map, matching.voteWeights, pixel);
  }
  if (isLeaning && matching.lean !== null) leanOnGuess(map.level.pixels, matching.lean);
  drawMirrors(map);
}

function votedPixel({ level, shifts }: ShiftMap, weights: Float32Array, pixel: number): number {
  const { width, height, pixels } = level;
  const x = pixel % width;
  const y = (pixel - x) / width;
  const left = Math.max(PATCH_RADIUS, x - PATCH_RADIUS);
  const right = Math.min(width - 1 - PATCH_RADIUS, x + PATCH_RADIUS);
  const top = Math.max(PATCH_RADIUS, y - PATCH_RADIUS);
  const bottom = Math.min(height - 1 - PATCH_RADIUS, y + PATCH_RADIUS);
  const own = shifts[clampToPatch(y, height) * width + clampToPatch(x, width)] ?? NO_SHIFT;
  let isUnanimous = true;
  for (let row = top; row <= bottom && isUnanimous; row += 1) {
    for (let at = row * width + left; at <= row * width + right; at += 1) {
      if (shifts[at] !== own) isUnanimous = false;
    }
  }
  if (isUnanimous) return pixels[pixel + shiftY(own) * width + shiftX(own)] ?? 0;

  let total = 0;
  let red = 0;
  let green = 0;
  let blue = 0;
  let texture = 0;
  for (let row = top; row <= bottom; row += 1) {
    for (let at = row * width + left; at <= row * width + right; at += 1) {
      const shift = shifts[at] ?? NO_SHIFT;
      const weight = weights[at] ?? 0;
      const color = pixels[pixel + shiftY(shift) * width + shiftX(shift)] ?? 0;
      total += weight;
      red += weight * (color & 255);
      green += weight * ((color >> 8) & 255);
      blue += weight * ((color >> 16) & 255);
      texture += weight * (color >>> 24);
    }
  }
  const share = 1 / total;
  return packPixel(
    Math.round(red * share),
    Math.round(green * share),
    Math.round(blue * share),
    Math.round(texture * share),
  );
}

function weighVotes({ map, matchCost, voteWeights }: Matching, spread: number): void {
  const { level, targets } = map;
  const { known, width } = level;
  const byDistance = Float32Array.from({ length: FARTHEST + 1 }, (_, distance) => FALL_OFF ** -distance);
  const right = known.x + known.width - 1;
  const bottom = known.y + known.height - 1;
  for (const target of targets) {
    const x = target % width;
    const y = (target - x) / width;
    const distance = Math.max(0, known.x - x, x - right, known.y - y, y - bottom);
    const nearness = byDistance[Math.min(FARTHEST, distance)] ?? 0;
    voteWeights[target] = nearness * Math.exp(-Math.min(20, (matchCost[target] ?? 0) / (2 * spread))) + 1e-12;
  }
}

/** A quantile of the targets' costs, from an even sample of them. */
function quantile(costs: Float32Array, targets: Int32Array, share: number): number {
  const stride = Math.max(1, Math.floor(targets.length / 4096));
  const sample = new Float32Array(Math.ceil(targets.length / stride));
  for (let index = 0; index < sample.length; index += 1) {
    sample[index] = costs[targets[index * stride] ?? 0] ?? 0;
  }
  sample.sort();
  return sample[Math.floor((sample.length - 1) * share)] ?? 0;
}
