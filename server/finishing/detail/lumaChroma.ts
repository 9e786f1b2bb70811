import type { Room } from '../kernel/room.ts';
import type { FloatImage } from '../pixels/floatImage.ts';

/** Brightness, and what red and blue have beyond it; a grey image stays as it is. In the same memory, of the room. */
export function toLumaChroma(room: Room, image: FloatImage): FloatImage {
  const [red, green, blue] = image.planes;
  if (red === undefined || green === undefined || blue === undefined) return image;
  room.kernel.toLumaChroma(red.byteOffset, green.byteOffset, blue.byteOffset, green.length);
  return { ...image, planes: [green, red, blue] };
}

/** Back to red, green and blue, in the same memory. */
export function fromLumaChroma(room: Room, image: FloatImage): FloatImage {
  const [luma, red, blue] = image.planes;
  if (luma === undefined || red === undefined || blue === undefined) return image;
  room.kernel.fromLumaChroma(red.byteOffset, luma.byteOffset, blue.byteOffset, luma.length);
  return { ...image, planes: [red, luma, blue] };
}
