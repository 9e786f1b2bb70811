import type { Frame } from '../../src/domain/frame.ts';
import type { Size } from '../../src/domain/side.ts';
import { type ImageMap, mapPoint } from './pixels/axisMap.ts';

/** The furthest that two maps lead a point of the frame apart, along an axis, in pixels of the picture. */
export function largestShift(one: ImageMap, other: ImageMap, { width, height }: Size): number {
  const corners = [
    { x: 0, y: 0 },
    { x: width, y: height },
  ];
  return Math.max(
    ...corners.flatMap((corner) => {
      const [from, to] = [mapPoint(one, corner), mapPoint(other, corner)];
      return [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
    }),
  );
}

/** From where the source's centre was expected to where it was found, in pixels of the frame, and how its scale differs. */
export function shiftOf(
  { expected, map: found }: { readonly expected: ImageMap; readonly map: ImageMap },
  frame: Frame,
  source: Size,
) {
  const centre = { x: frame.placement.x + source.width / 2, y: frame.placement.y + source.height / 2 };
  const [from, to] = [mapPoint(expected, centre), mapPoint(found, centre)];
  return {
    shift: { x: (to.x - from.x) / found.x.scale, y: (to.y - from.y) / found.y.scale },
    scale: { x: found.x.scale / expected.x.scale, y: found.y.scale / expected.y.scale },
  };
}
