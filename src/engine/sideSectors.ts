import { SIDES, type Side } from '../domain/side.ts';
import type { KnownFrame } from './frameRect.ts';

/** The sides that a frame grows on. */
export function growingSides({ width, height, known }: KnownFrame): Side[] {
  const pads: Readonly<Record<Side, number>> = {
    up: known.y,
    right: width - known.x - known.width,
    bottom: height - known.y - known.height,
    left: known.x,
  };
  return SIDES.filter((side) => pads[side] > 0);
}

/**
 * To which growing side a pixel belongs: the one that it lies farthest out of. Corners are cut diagonally:
 *
 *      ╲  up  ╱
 *       ┌────┐
 *  left │    │ right
 *       └────┘
 *      ╱bottom╲
 */
export function sectorOf(frame: KnownFrame, sides: readonly Side[]): (pixel: number) => Side | undefined {
  const { width, known } = frame;
  const right = known.x + known.width - 1;
  const bottom = known.y + known.height - 1;
  return (pixel) => {
    const x = pixel % width;
    const y = (pixel - x) / width;
    const outness: Readonly<Record<Side, number>> = {
      up: known.y - y,
      right: x - right,
      bottom: y - bottom,
      left: known.x - x,
    };
    return sides.reduce<Side | undefined>(
      (most, side) => (most === undefined || outness[side] > outness[most] ? side : most),
      undefined,
    );
  };
}
