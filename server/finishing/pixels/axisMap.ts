import type { Point } from '../../../src/domain/side.ts';

/**
 * Where a coordinate along one axis of one image lies in another: `scale · x + offset`. Coordinates are continuous,
 * pixel i reaches from i to i + 1.
 */
export interface AxisMap {
  readonly scale: number;
  readonly offset: number;
}

/** Both axes: no rotation, no shear. */
export interface ImageMap {
  readonly x: AxisMap;
  readonly y: AxisMap;
}

/** First `inner`, then `outer`. */
export function composed(outer: AxisMap, inner: AxisMap): AxisMap {
  return { scale: outer.scale * inner.scale, offset: outer.scale * inner.offset + outer.offset };
}

export function inverted({ scale, offset }: AxisMap): AxisMap {
  return { scale: 1 / scale, offset: -offset / scale };
}

export function mapAxes(map: ImageMap, change: (axis: AxisMap, name: 'x' | 'y') => AxisMap): ImageMap {
  return { x: change(map.x, 'x'), y: change(map.y, 'y') };
}

export function mapPoint(map: ImageMap, { x, y }: Point): Point {
  return { x: map.x.scale * x + map.x.offset, y: map.y.scale * y + map.y.offset };
}
