import type { Frame } from '../../src/domain/frame.ts';
import type { Point, Size } from '../../src/domain/side.ts';
import { type AxisMap, composed, type ImageMap, inverted, mapAxes } from './pixels/axisMap.ts';
import { type FloatImage, lumaOf, type Plane } from './pixels/floatImage.ts';
import { resampleRaster } from './pixels/resampling.ts';
import { CATMULL_ROM } from './pixels/taps.ts';
import { type Registration, register } from './registration/register.ts';
import type { ShrunkSource } from './shrunkSource.ts';

/** The source seen in the picture's own pixels. */
export interface SourceInPicture {
  readonly image: FloatImage;
  /** Where its top left pixel lies in the picture. */
  readonly origin: Point;
}

/** From the frame to the picture when the provider keeps to the frame's shape, whatever size it returns. */
export function expectedMap(frame: Size, picture: Size): ImageMap {
  return {
    x: { scale: picture.width / frame.width, offset: 0 },
    y: { scale: picture.height / frame.height, offset: 0 },
  };
}

/** Registers the source in a picture, beginning at an expected place. Maps lead from the frame to the picture. */
export function placePicture(
  source: ShrunkSource,
  picture: Plane,
  frame: Frame,
  expected: ImageMap,
): { registration: Registration; map: ImageMap } {
  const { image, origin } = sourceInPicture(source, picture, frame, expected);
  const registration = register({
    source: lumaOf(image),
    picture,
    expected: { x: { scale: 1, offset: origin.x }, y: { scale: 1, offset: origin.y } },
  });
  const map = mapAxes(expected, (axis, name) =>
    composed(registration.map[name], { scale: axis.scale, offset: axis.offset - origin[name] }),
  );
  return { registration, map };
}

/** The part of the source that the picture shows, in whole pixels of the picture. */
export function sourceInPicture(
  source: ShrunkSource,
  picture: Size,
  frame: Frame,
  map: ImageMap,
): SourceInPicture {
  const { x, y, width, height } = shownPart(source, picture, frame, map);
  const origin = { x, y };
  const toSource = mapAxes(map, (axis, name) => {
    const back = inverted(axis);
    const offset = back.scale * origin[name] + back.offset - frame.placement[name];
    return { scale: back.scale / source.factor, offset: offset / source.factor };
  });
  return { image: resampleRaster(source.raster, { width, height }, toSource, CATMULL_ROM), origin };
}

/** Where a picture shows the source, in whole pixels of the picture. */
export function shownPart(source: Size, picture: Size, frame: Frame, map: ImageMap): Size & Point {
  const x = coveredPixels(map.x, { start: frame.placement.x, length: source.width }, picture.width);
  const y = coveredPixels(map.y, { start: frame.placement.y, length: source.height }, picture.height);
  return { x: x.from, y: y.from, width: x.to - x.from, height: y.to - y.from };
}

function coveredPixels(axis: AxisMap, { start, length }: { start: number; length: number }, most: number) {
  const from = Math.max(0, Math.ceil(axis.scale * start + axis.offset - 1e-6));
  const to = Math.min(most, Math.floor(axis.scale * (start + length) + axis.offset + 1e-6));
  return { from, to: Math.max(from, to) };
}
