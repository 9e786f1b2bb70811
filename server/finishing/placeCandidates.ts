import { aspectOf, type Frame } from '../../src/domain/frame.ts';
import { SIDES, type Side, type Size } from '../../src/domain/side.ts';
import type { ImageMap } from './pixels/axisMap.ts';
import { expectedMap } from './placePicture.ts';

/** Aspects this near are the same: sides of a picture are rounded to whole blocks. */
const SAME_ASPECT = 0.04;

interface Part extends Size {
  readonly x: number;
  readonly y: number;
}

/**
 * Where a picture of another shape than the frame's may lie, never stretched: showing the frame without some of the
 * sides that were asked for, or the frame cut to its shape, or the frame with something around it. Maps lead from the
 * frame to the picture.
 */
export function placeCandidates(source: Size, frame: Frame, picture: Size): ImageMap[] {
  const parts = partsWithoutSides(source, frame).filter((part) => {
    const [a, b] = [aspectOf(part), aspectOf(picture)];
    return Math.max(a, b) / Math.min(a, b) - 1 <= SAME_ASPECT;
  });
  const ignoredSides = parts.map((part) => {
    const { x, y } = expectedMap(part, picture);
    return {
      x: { scale: x.scale, offset: -part.x * x.scale },
      y: { scale: y.scale, offset: -part.y * y.scale },
    };
  });
  const { x, y } = expectedMap(frame, picture);
  const scales = [Math.max(x.scale, y.scale), Math.min(x.scale, y.scale)];
  return [...ignoredSides, ...scales.map((scale) => centred(scale, frame, picture))];
}

/** The largest blocks to whose multiples upstreams round the sides of a picture. */
const BLOCK = 64;

/**
 * Whether a picture can be the whole frame although its shape is another one: both sides rounded to whole blocks, as is
 * seen of small ones, which are stretched to them.
 */
export function mayBeRounded(frame: Size, sent: Size): boolean {
  const { width, height } = sent;
  const less = (side: number) => Math.max(1, side - BLOCK);
  const narrowest = Math.min(width / (height + BLOCK), less(width) / height);
  const widest = Math.max((width + BLOCK) / height, width / less(height));
  const aspect = aspectOf(frame);
  return narrowest <= aspect && aspect <= widest;
}

function centred(scale: number, frame: Size, picture: Size): ImageMap {
  return {
    x: { scale, offset: (picture.width - frame.width * scale) / 2 },
    y: { scale, offset: (picture.height - frame.height * scale) / 2 },
  };
}

/** The frame without each set of its sides but the empty one. */
function partsWithoutSides(source: Size, { width, height, placement }: Frame): Part[] {
  const grown: Record<Side, number> = {
    up: placement.y,
    left: placement.x,
    right: width - placement.x - source.width,
    bottom: height - placement.y - source.height,
  };
  const present = SIDES.filter((side) => grown[side] > 0);
  const parts: Part[] = [];
  for (let set = 1; set < 1 << present.length; set += 1) {
    const left = (side: Side) =>
      present.includes(side) && set & (1 << present.indexOf(side)) ? grown[side] : 0;
    parts.push({
      x: left('left'),
      y: left('up'),
      width: width - left('left') - left('right'),
      height: height - left('up') - left('bottom'),
    });
  }
  return parts;
}
