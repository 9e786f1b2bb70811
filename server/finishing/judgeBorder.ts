import { type FinishProof, seamWord } from '../../src/domain/finishProof.ts';
import type { Frame } from '../../src/domain/frame.ts';
import type { Side } from '../../src/domain/side.ts';
import { colourChannels, type Raster } from '../images/raster.ts';
import { RELIABLE } from './colour/reliability.ts';
import { fromSource, type Matched } from './matchPicture.ts';
import type { ImageMap } from './pixels/axisMap.ts';
import { levelsOnWhite } from './pixels/levelsOnWhite.ts';
import type { PictureRows } from './pixels/pictureRows.ts';
import { grownSides } from './quality/borderView.ts';
import { seamQuality, segmentLength } from './quality/seamQuality.ts';
import { borderStrips } from './seam/strips.ts';

export type JudgedBorder = Pick<FinishProof, 'border' | 'redrawn' | 'quality'>;

interface JudgeRequest {
  readonly source: Raster;
  readonly frame: Frame;
  /** As the provider sent it. */
  readonly picture: PictureRows;
  readonly expected: ImageMap;
  readonly matched: Matched;
}

/** How the borders hide where a picture was matched. */
export function judgeMatched({ source, frame, picture, expected, matched }: JudgeRequest): JudgedBorder {
  const raw = borderStrips({
    ...{ source, picture, toPicture: fromSource(expected, frame) },
    reliability: RELIABLE,
    deepest: 3,
  });
  const before = seamQuality({
    source,
    frame,
    differences: (side) => raw[side].channels.map((values) => values.subarray(0, raw[side].length)),
  });
  const after = seamQuality({ source, frame, differences: (side) => matched.seam.leftover(side) });
  const redrawn = redrawnShare(source, grownSides(source, frame), matched);
  return {
    border: { before: before.difference, after: after.difference },
    redrawn,
    quality: seamWord({ step: after.step, redrawn }),
  };
}

/**
 * How the borders hide where a picture is taken as it is: nothing is redrawn that anybody could tell.
 *
 * @param toPicture from the frame to the picture
 */
export function judgeAsIs(
  source: Raster,
  frame: Frame,
  shown: { readonly picture: Raster; readonly toPicture: ImageMap },
): JudgedBorder {
  const { difference, step } = seamQuality({
    source,
    frame,
    differences: (side) => differencesAt(side, source, { ...shown, frame }),
  });
  return {
    border: { before: difference, after: difference },
    redrawn: 0,
    quality: seamWord({ step, redrawn: 0 }),
  };
}

/** As deep as a border is judged. */
const ROWS = 3;

interface Shown {
  readonly frame: Frame;
  readonly picture: Raster;
  readonly toPicture: ImageMap;
}

/** Mean of source − picture just inside a side, in levels: read at single pixels, since segments are averaged anyway. */
function differencesAt(side: Side, source: Raster, { frame, picture, toPicture }: Shown): Float32Array[] {
  const isFlat = side === 'up' || side === 'bottom';
  const [length, depth] = isFlat ? [source.width, source.height] : [source.height, source.width];
  const rows = Math.min(ROWS, depth);
  const [own, other] = [levelsOnWhite(source), levelsOnWhite(picture)];
  const { x: across, y: down } = fromSource(toPicture, frame);
  const pixelAt = ({ scale, offset }: ImageMap['x'], at: number, most: number) =>
    Math.min(most - 1, Math.max(0, Math.floor(scale * (at + 0.5) + offset)));
  const differenceAt = (x: number, y: number, channel: number) => {
    const column = pixelAt(across, x, picture.width);
    const row = pixelAt(down, y, picture.height);
    return own(y * source.width + x, channel) - other(row * picture.width + column, channel);
  };
  return Array.from({ length: colourChannels(source) }, (_, channel) =>
    Float32Array.from({ length }, (_value, along) => {
      let sum = 0;
      for (let row = 0; row < rows; row += 1) {
        const inwards = side === 'up' || side === 'left' ? row : depth - 1 - row;
        sum += isFlat ? differenceAt(along, inwards, channel) : differenceAt(inwards, along, channel);
      }
      return sum / rows;
    }),
  );
}

/** Share of border segments at which the picture shows something else. */
function redrawnShare(source: Raster, sides: readonly Side[], { likeness }: Matched): number {
  const segment = segmentLength(source);
  let [count, redrawn] = [0, 0];
  for (const side of sides) {
    const isFlat = side === 'up' || side === 'bottom';
    const length = isFlat ? source.width : source.height;
    const deep = (isFlat ? source.height : source.width) - 1;
    const across = side === 'up' || side === 'left' ? 0 : deep;
    for (let from = 0; from + segment <= length; from += segment) {
      const middle = from + segment / 2;
      const alike = isFlat ? likeness.at(middle, across) : likeness.at(across, middle);
      count += 1;
      if (alike < 0.5) redrawn += 1;
    }
  }
  return count === 0 ? 0 : redrawn / count;
}
