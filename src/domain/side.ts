/** The four sides, named as the API names them. */
export const SIDES = ['up', 'right', 'bottom', 'left'] as const;
export type Side = (typeof SIDES)[number];
export type Axis = 'x' | 'y';

/**
 * What tells one side from another, so that one formula serves all four:
 * the axis it moves along, the direction that grows the frame, and the side across from it.
 *
 *              up  (y, -1)
 *            ┌─────────────┐
 *   left     │   source    │   right
 *   (x, -1)  └─────────────┘   (x, +1)
 *             bottom (y, +1)
 */
export const SIDE_GEOMETRY: Record<Side, { axis: Axis; outward: 1 | -1; opposite: Side }> = {
  up: { axis: 'y', outward: -1, opposite: 'bottom' },
  right: { axis: 'x', outward: 1, opposite: 'left' },
  bottom: { axis: 'y', outward: 1, opposite: 'up' },
  left: { axis: 'x', outward: -1, opposite: 'right' },
};

/** The two sides that lie along an axis: the one towards smaller coordinates first. */
export const AXIS_SIDES: Record<Axis, readonly [Side, Side]> = { x: ['left', 'right'], y: ['up', 'bottom'] };

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The length that a side's ratio is a share of: the source's width for left and right, its height for up and bottom. */
export function lengthAlong(axis: Axis, size: Size): number {
  return axis === 'x' ? size.width : size.height;
}
