import type { Size } from '../../domain/side.ts';
import type { FillRequest } from '../fillRequest.ts';
import { seededRandom } from '../seededRandom.ts';

type Colour = readonly [red: number, green: number, blue: number, alpha?: number];

/** RGBA bytes of a picture given as a formula; opaque unless the formula says otherwise. */
export function paintPicture(
  { width, height }: Size,
  colourAt: (x: number, y: number) => Colour,
): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [red, green, blue, alpha = 255] = colourAt(x, y);
      rgba.set([red, green, blue, alpha], (y * width + x) * 4);
    }
  }
  return rgba;
}

/** Grass, gravel and bark in one: restless everywhere, with a slow change from left to right. */
export function paintTexture(size: Size): Uint8ClampedArray {
  const random = seededRandom(7);
  return paintPicture(size, (x, y) => {
    const shade = 40 * Math.sin(x / 5 + Math.sin(y / 9)) + 30 * random() + 20 * Math.sin(y / 3);
    return [110 + shade + x / 8, 120 + shade, 70 + shade / 2];
  });
}

/** Pebbles of many greys in no order: unlike what has a rhythm, they go on in many ways. */
export function paintPebbles(size: Size): Uint8ClampedArray {
  const random = seededRandom(9);
  const pebbles = Array.from({ length: 150 }, () => ({
    x: size.width * random(),
    y: size.height * random(),
    shade: 60 + 150 * random(),
  }));
  return paintPicture(size, (x, y) => {
    const squares = pebbles.map((pebble) => (pebble.x - x) ** 2 + (pebble.y - y) ** 2);
    const shade = (pebbles[squares.indexOf(Math.min(...squares))]?.shade ?? 0) + 20 * random();
    return [shade, shade * 0.95, shade * 0.85];
  });
}

/** A request for a painted picture, with no pads but those given. */
export function requestFor(
  size: Size,
  rgba: Uint8ClampedArray,
  pads: Partial<FillRequest['pads']>,
): FillRequest {
  return { rgba, size, pads: { up: 0, right: 0, bottom: 0, left: 0, ...pads }, seed: 1 };
}

export function frameSize({ size, pads }: FillRequest): Size {
  return { width: pads.left + size.width + pads.right, height: pads.up + size.height + pads.bottom };
}
