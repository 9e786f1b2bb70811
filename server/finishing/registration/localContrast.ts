import type { Room } from '../kernel/room.ts';
import type { Plane } from '../pixels/floatImage.ts';

const WINDOW_RADIUS = 8;
/** Levels of deviation below which a window counts as plain: its noise is not blown up. */
const PLAIN = 5;

/**
 * What stays of brightness when gain, bias, gamma and shading change: each pixel against mean and deviation of its
 * 17 × 17 window (Irani and Anandan, «Robust multi-sensor image alignment», 1998). At the edges the window is what of it
 * is there.
 */
export function localContrast(room: Room, plane: Plane): Plane {
  const { width, height, values } = room.held(plane);
  const contrast = room.floats(values.length);
  room.briefly(() => {
    const sums = room.doubles(2 * width);
    room.kernel.localContrast(
      values.byteOffset,
      width,
      height,
      WINDOW_RADIUS,
      PLAIN,
      sums.byteOffset,
      contrast.byteOffset,
    );
  });
  return { width, height, values: contrast };
}
