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
  /** Level 0–255 of a channel, `inwards` 0 at the border; what is transparent lies on white. */
  readonly levelAt: (along: number, inwards: number, channel: number) => number;
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
    const levelAt: BorderView['levelAt'] = (along, inwards, channel) => {
      const across = isFirst ? inwards : depth - 1 - inwards;
      return level(isFlat ? across * width + along : along * width + across, channel);
    };
    return { side, length, depth, levelAt };
  });
}
