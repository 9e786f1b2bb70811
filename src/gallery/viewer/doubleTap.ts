import type { Point } from '../../domain/side.ts';

/** Two taps within this time and reach, in screen pixels, are one double tap. */
const WITHIN_MS = 350;
const WITHIN_PX = 24;

/** Where and when, in milliseconds, a finger tapped. */
export interface Tap {
  readonly at: Point;
  readonly timeMs: number;
}

/** Whether a tap makes a double tap of the one before: it zooms as a single one does, and must not take that back. */
export function isDoubleTap(first: Tap | null, second: Tap): boolean {
  if (first === null || second.timeMs - first.timeMs > WITHIN_MS) return false;
  return Math.hypot(second.at.x - first.at.x, second.at.y - first.at.y) < WITHIN_PX;
}
