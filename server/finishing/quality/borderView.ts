import type { Frame } from '../../../src/domain/frame.ts';
import { SIDES, type Side } from '../../../src/domain/side.ts';
import type { Raster } from '../../images/raster.ts';
import { levelsOnWhite } from '../pixels/levelsOnWhite.ts';

/** A source as seen from one of its sides. */
export interface BorderView {
  readonly side: Side;
  /** Pixels along the border, and inwards. */
  readonly length: number;
  readonly depth: number;
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
  const { width, height } = source;
  const level = levelsOnWhite(source);
  return grownSides(source, frame).map((side) => {
    const isFlat = side === 'up' || side === 'bottom';
    const isFirst = side === 'up' || side === 'left';
    const [length, depth] = isFlat ? [width, height] : [height, width];
    const line: BorderView['line'] = (inwards, channel) => {
      const across = isFirst ? inwards : depth - 1 - inwards;
      const values = new Float32Array(length);
      let pixel = isFlat ? across * width : across;
      for (let along = 0; along < length; along += 1, pixel += isFlat ? 1 : width)
        values[along] = level(pixel, channel);
      return values;
    };
    return { side, length, depth, line };
  });
}
