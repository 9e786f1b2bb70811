import type { Frame } from '../../../src/domain/frame.ts';
import { type Point, SIDES, type Side } from '../../../src/domain/side.ts';
import type { Raster } from '../../images/raster.ts';
import { levelsOnWhite } from '../pixels/levelsOnWhite.ts';

/** A source as seen from one of its sides. */
export interface BorderView {
  readonly side: Side;
  /** Pixels along the border, and inwards. */
  readonly length: number;
  readonly depth: number;
  /** Where a pixel lies in the source. */
  readonly point: (along: number, inwards: number) => Point;
  /** Levels 0–255 of a channel along the border, `inwards` 0 at it; what is transparent lies on white. */
  readonly line: (inwards: number, channel: number) => Float32Array;
}

/** The sides that a frame grows on. */
export function grownSides(source: Raster, { placement, width, height }: Frame): Side[] {
  const grows = {
    up: placement.y > 0,
    left: placement.x > 0,
    right: placement.x + source.width < width,
    bottom: placement.y + source.height < height,
  };
  return SIDES.filter((side) => grows[side]);
}

/** Views of a source from each side that its frame grows on. */
export function borderViews(source: Raster, frame: Frame): BorderView[] {
  return grownSides(source, frame).map((side) => borderView(source, side));
}

export function borderView(source: Raster, side: Side): BorderView {
  const { width, height } = source;
  const level = levelsOnWhite(source);
  const isFlat = side === 'up' || side === 'bottom';
  const isFirst = side === 'up' || side === 'left';
  const [length, depth] = isFlat ? [width, height] : [height, width];
  const point: BorderView['point'] = (along, inwards) => {
    const across = isFirst ? inwards : depth - 1 - inwards;
    return isFlat ? { x: along, y: across } : { x: across, y: along };
  };
  const line: BorderView['line'] = (inwards, channel) => {
    const values = new Float32Array(length);
    const { x, y } = point(0, inwards);
    let pixel = y * width + x;
    for (let along = 0; along < length; along += 1, pixel += isFlat ? 1 : width)
      values[along] = level(pixel, channel);
    return values;
  };
  return { side, length, depth, point, line };
}
