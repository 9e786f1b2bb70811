import { aspectOf } from '../frame.ts';
import { MAX_SOURCE_ASPECT } from '../limits.ts';
import { MAX_AREA_FACTOR } from '../reach.ts';
import type { Size } from '../side.ts';

/**
 * The sizes between a source and a target that one request does not reach, smallest first: each at most three times the
 * area of the one before, none of them longer than what may be sent on. As few as there can be; null where that is more
 * than `mostSteps` − 1.
 *
 * In logarithms of the two growths a request goes up and right by log 3 in sum at most, and what may be sent on is a
 * band along the diagonal, which holds every straight line between two of its points:
 *
 *   log height                       ╱ band
 *    ▲                         ╱   ·╱
 *    │                   ╱  2·   ╱          target outside the band: the last picture that is
 *    │             ╱   ·      ╱─────── ▪    sent on lies at the band's edge
 *    │       ╱  1·         ╱
 *    │ source──────────────────────▶ log width
 *
 * So the sum decides how many steps there are. Equal parts of it are balanced; where the band allows the last picture
 * less, the steps before it are equal among themselves.
 */
export function nestedSizes(source: Size, target: Size, mostSteps: number): Size[] | null {
  const least = Math.ceil(Math.log(areaOf(target) / areaOf(source)) / LOG_AREA_FACTOR - 1e-9);
  // Where every step would have to be full to the pixel, whole pixels may take one more.
  for (let steps = Math.max(2, least); steps <= Math.min(mostSteps, least + 1); steps += 1) {
    const ideal = idealSizes(source, target, steps);
    const sizes = nearestWhole(source, ideal, target) ?? fullestWhole(source, ideal, target);
    if (sizes !== null) return sizes;
  }
  return null;
}

const LOG_AREA_FACTOR = Math.log(MAX_AREA_FACTOR);
const LOG_ASPECT = Math.log(MAX_SOURCE_ASPECT);

function areaOf({ width, height }: Size): number {
  return width * height;
}

/** Real lengths of the pictures that are sent on, for so many steps. */
function idealSizes(source: Size, target: Size, steps: number): Size[] {
  const x = Math.log(target.width / source.width);
  const y = Math.log(target.height / source.height);
  const last = lastSentOn({ x, y, logAspect: Math.log(aspectOf(source)) }, steps);
  return Array.from({ length: steps - 1 }, (_, index) => {
    const share = (index + 1) / (steps - 1);
    return {
      width: source.width * Math.exp(last.x * share),
      height: source.height * Math.exp(last.y * share),
    };
  });
}

/** Logarithms of the growths after the step before the last. */
function lastSentOn({ x, y, logAspect }: { x: number; y: number; logAspect: number }, steps: number) {
  const straight = { x: (x * (steps - 1)) / steps, y: (y * (steps - 1)) / steps };
  const shape = logAspect + straight.x - straight.y;
  if (Math.abs(shape) <= LOG_ASPECT) return straight;
  // At the band's edge, with the same sum as far as neither length passes the target's.
  const tilt = Math.sign(shape) * LOG_ASPECT - logAspect;
  const sum = Math.min(straight.x + straight.y, 2 * x - tilt, 2 * y + tilt);
  return { x: (sum + tilt) / 2, y: (sum - tilt) / 2 };
}

/** Whether a request leads from one picture to the next, and that may be sent on. */
function isStep(from: Size, to: Size): boolean {
  return to.width >= from.width && to.height >= from.height && areaOf(to) <= MAX_AREA_FACTOR * areaOf(from);
}

function maySendOn({ width, height }: Size): boolean {
  return Math.max(width, height) <= MAX_SOURCE_ASPECT * Math.min(width, height);
}

/** Whole lengths next to the ideal ones; null where none of them make legal steps. */
function nearestWhole(from: Size, [ideal, ...others]: readonly Size[], target: Size): Size[] | null {
  if (ideal === undefined) return isStep(from, target) ? [] : null;
  for (const width of wholeNext(ideal.width, [from.width, target.width])) {
    for (const height of wholeNext(ideal.height, [from.height, target.height])) {
      const size = { width, height };
      if (!isStep(from, size) || !maySendOn(size)) continue;
      const rest = nearestWhole(size, others, target);
      if (rest !== null) return [size, ...rest];
    }
  }
  return null;
}

/** Both whole neighbours of a length, the nearer one first, within bounds. */
function wholeNext(length: number, [least, most]: readonly [number, number]): number[] {
  const nearer = Math.round(length);
  const farther = nearer > length ? nearer - 1 : nearer + 1;
  return [...new Set([nearer, farther].map((each) => Math.min(most, Math.max(least, each))))];
}

/** The same for steps that have to be as full as they can be: each has the largest area, then the likest shape. */
function fullestWhole(source: Size, ideals: readonly Size[], target: Size): Size[] | null {
  const sizes: Size[] = [];
  let from = source;
  for (const ideal of ideals) {
    const next = fullest(from, ideal, target);
    if (next === null) return null;
    sizes.push(next);
    from = next;
  }
  return isStep(from, target) ? sizes : null;
}

function fullest(from: Size, ideal: Size, target: Size): Size | null {
  let best: Size | null = null;
  for (let width = from.width; width <= target.width; width += 1) {
    const height = Math.min(target.height, Math.floor((MAX_AREA_FACTOR * areaOf(from)) / width));
    const size = { width, height };
    if (!isStep(from, size) || !maySendOn(size)) continue;
    const gained = best === null ? 1 : areaOf(size) - areaOf(best);
    const isLiker = best !== null && Math.abs(width - ideal.width) < Math.abs(best.width - ideal.width);
    if (gained > 0 || (gained === 0 && isLiker)) best = size;
  }
  return best;
}
