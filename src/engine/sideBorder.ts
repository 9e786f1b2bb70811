import type { Side } from '../domain/side.ts';
import type { Level } from './level.ts';

/**
 * How to walk along one border of a level's known part, in pixel numbers:
 *
 *      ◀─ outward ─┊ corner: outermost known pixel
 *                  ┊   │ along
 *                  ┊   ▼  … count lines
 */
export interface SideBorder {
  readonly corner: number;
  readonly along: number;
  readonly outward: number;
  readonly count: number;
  /** How far the hole goes outwards, and the known part inwards. */
  readonly pad: number;
  readonly depth: number;
}

export function sideBorderOf({ width, height, known }: Level, side: Side): SideBorder {
  const first = known.y * width + known.x;
  const flat = { along: 1, count: known.width, depth: known.height };
  const upright = { along: width, count: known.height, depth: known.width };
  if (side === 'up') return { ...flat, corner: first, outward: -width, pad: known.y };
  if (side === 'left') return { ...upright, corner: first, outward: -1, pad: known.x };
  if (side === 'right') {
    return { ...upright, corner: first + known.width - 1, outward: 1, pad: width - known.x - known.width };
  }
  const corner = first + (known.height - 1) * width;
  return { ...flat, corner, outward: width, pad: height - known.y - known.height };
}
