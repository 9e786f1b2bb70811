/** How far the sheet of a small screen stands open, the least first. */
export const SHEET_STOPS = ['peek', 'half', 'full'] as const;
export type SheetStop = (typeof SHEET_STOPS)[number];

/** The height of each stop in screen pixels. */
export type StopHeights = Readonly<Record<SheetStop, number>>;

/** A sheet that is let go while it moves goes on for so long before it settles. */
const GLIDE_MS = 160;

/** Where a sheet settles that is let go at a height, moving up by so many screen pixels a millisecond. */
export function settledStop(height: number, speed: number, heights: StopHeights): SheetStop {
  const goal = height + speed * GLIDE_MS;
  const [nearest = 'peek'] = [...SHEET_STOPS].sort(
    (a, b) => Math.abs(heights[a] - goal) - Math.abs(heights[b] - goal),
  );
  return nearest;
}

/** The stop above (+1) or below (−1); the last one stays. */
export function nextStop(stop: SheetStop, towards: 1 | -1): SheetStop {
  return SHEET_STOPS[SHEET_STOPS.indexOf(stop) + towards] ?? stop;
}

/** What a tap does: one stop up, and from the highest all the way down. */
export function tappedStop(stop: SheetStop): SheetStop {
  return stop === 'full' ? 'peek' : nextStop(stop, 1);
}
