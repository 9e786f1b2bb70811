import { formatOf } from './formatOf.ts';
import { hasAspect } from './frame.ts';
import type { Rect } from './viewport.ts';

/**
 * What the platform of a format lays over the picture: the places to keep free of text and faces, in source pixels
 * like the frame that is given. Empty when there are none, and when the frame does not have the format's shape: then
 * nobody knows where they will lie.
 */
export function coveredRects(formatId: string | null, frame: Rect): Rect[] {
  const format = formatId === null ? null : formatOf(formatId);
  if (!format || !hasAspect(frame, format.aspect)) return [];
  return format.covered.map(({ x, y, width, height }) => ({
    x: frame.x + x * frame.width,
    y: frame.y + y * frame.height,
    width: width * frame.width,
    height: height * frame.height,
  }));
}
