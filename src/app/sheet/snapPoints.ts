/** How far the sheet of a small screen stands open, the least first. */
export const SNAP_POINTS = ['peek', 'half', 'full'] as const;
export type SnapPoint = (typeof SNAP_POINTS)[number];

/** The height of each stop in screen pixels. */
export type SnapHeights = Readonly<Record<SnapPoint, number>>;

/** A sheet that is let go while it moves goes on for so long before it settles. */
const GLIDE_MS = 160;

/** Where a sheet settles that is let go at a height, moving up by so many screen pixels a millisecond. */
export function nearestSnapPoint(height: number, speed: number, heights: SnapHeights): SnapPoint {
  const goal = height + speed * GLIDE_MS;
  const [nearest = 'peek'] = [...SNAP_POINTS].sort(
    (a, b) => Math.abs(heights[a] - goal) - Math.abs(heights[b] - goal),
  );
  return nearest;
}

/** The stop above (+1) or below (−1); the last one stays. */
export function nextSnapPoint(stop: SnapPoint, towards: 1 | -1): SnapPoint {
  return SNAP_POINTS[SNAP_POINTS.indexOf(stop) + towards] ?? stop;
}

/** What a tap does: one stop up, and from the highest all the way down. */
export function tappedSnapPoint(stop: SnapPoint): SnapPoint {
  return stop === 'full' ? 'peek' : nextSnapPoint(stop, 1);
}
