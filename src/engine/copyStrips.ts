import { SIDES, type Side } from '../domain/side.ts';
import { copiedPixels } from './blend.ts';
import { borderStrips, type Strip } from './borderStrips.ts';
import type { Level } from './level.ts';
import type { Matching } from './matching.ts';
import { clampToPatch, PATCH_RADIUS, packShift } from './shiftMap.ts';
import { growingSides } from './sideSectors.ts';

/** A way from outside in goes in strips; one that takes more of them goes round between two sides. */
const MAX_TURNS = 64;

type Strips = Partial<Record<Side, readonly Strip[]>>;

/**
 * Fills the coarsest level with long strips of the source, the other way to start than outwards pixel by pixel (see
 * onionPeel): what has a rhythm keeps it, and what has texture stays whole. Far out a strip is copied again, in a corner
 * those of both sides one after the other.
 *
 * @returns false where the source is too small, or no more than half of its borders have a rhythm: then nothing is filled
 */
export function copyStrips(matching: Matching, jitter: number): boolean {
  const { map } = matching;
  const { level, shifts, targets } = map;
  const strips: Strips = {};
  let [rhythmic, borders] = [0, 0];
  for (const side of growingSides(level)) {
    const found = borderStrips(matching, side, jitter);
    if (found === null) return false;
    strips[side] = found.strips;
    rhythmic += found.isRhythmic ? 1 : 0;
    borders += 1;
  }
  if (2 * rhythmic <= borders) return false;
  for (const target of targets) {
    const x = target % level.width;
    const y = (target - x) / level.width;
    const [u, v] = sourceOf(level, strips, x, y);
    shifts[target] = packShift(u - x, v - y);
  }
  const copied = copiedPixels(map);
  for (const pixel of level.hole) level.pixels[pixel] = level.pixels[copied[pixel] ?? 0] ?? 0;
  return true;
}

/** Follows the strips from a place inwards until there is a whole patch of the source. */
function sourceOf({ known }: Level, strips: Strips, x: number, y: number): readonly [x: number, y: number] {
  let [u, v] = [x - known.x, y - known.y];
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    const outness: Readonly<Record<Side, number>> = {
      up: PATCH_RADIUS - v,
      right: u - known.width + 1 + PATCH_RADIUS,
      bottom: v - known.height + 1 + PATCH_RADIUS,
      left: PATCH_RADIUS - u,
    };
    const side = SIDES.reduce<Side | null>((most, one) => {
      if (outness[one] <= 0 || strips[one] === undefined) return most;
      return most === null || outness[one] > outness[most] ? one : most;
    }, null);
    if (side === null) break;
    const isUpright = side === 'left' || side === 'right';
    const length = isUpright ? known.height : known.width;
    const line = Math.max(0, Math.min(length - 1, isUpright ? v : u));
    const { inward, beside } = strips[side]?.[line] ?? { inward: 0, beside: 0 };
    const sign = side === 'left' || side === 'up' ? 1 : -1;
    u += isUpright ? sign * inward : beside;
    v += isUpright ? beside : sign * inward;
  }
  return [known.x + clampToPatch(u, known.width), known.y + clampToPatch(v, known.height)];
}
