import type { Frame } from '../domain/frame.ts';
import type { Size } from '../domain/side.ts';

interface BoxStyle {
  readonly left: string;
  readonly top: string;
  readonly width: string;
  readonly height: string;
}

/** Where the source lies in its frame, as shares of the frame. */
export function placementStyle(frame: Frame, source: Size): BoxStyle {
  const percent = (part: number, whole: number) => `${(part / whole) * 100}%`;
  return {
    left: percent(frame.placement.x, frame.width),
    top: percent(frame.placement.y, frame.height),
    width: percent(source.width, frame.width),
    height: percent(source.height, frame.height),
  };
}
