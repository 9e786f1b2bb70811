import type { Side, Size } from '../../src/domain/side.ts';

/** RGBA, width × height × 4. */
export interface Picture extends Size {
  readonly rgba: Uint8ClampedArray;
}

export type Pads = Readonly<Record<Side, number>>;

export function emptyPicture(width: number, height: number): Picture {
  return { width, height, rgba: new Uint8ClampedArray(width * height * 4) };
}

/** The middle of a picture, without what the pads cover. */
export function middleOf(picture: Picture, pads: Pads): Picture {
  const middle = emptyPicture(picture.width - pads.left - pads.right, picture.height - pads.up - pads.bottom);
  for (let y = 0; y < middle.height; y += 1) {
    const from = ((y + pads.up) * picture.width + pads.left) * 4;
    middle.rgba.set(picture.rgba.subarray(from, from + middle.width * 4), y * middle.width * 4);
  }
  return middle;
}

/** Luminance, 0–255, a float a pixel. */
export function luminanceOf({ width, height, rgba }: Picture): Float32Array {
  return Float32Array.from({ length: width * height }, (_, pixel) => {
    const at = pixel * 4;
    return 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
  });
}

/** How far each pixel lies outside the middle, in pixels (the larger way); 0 inside it. */
export function distanceOutside(size: Size, pads: Pads): Int32Array {
  return Int32Array.from({ length: size.width * size.height }, (_, pixel) => {
    const x = pixel % size.width;
    const y = (pixel - x) / size.width;
    return Math.max(
      0,
      pads.left - x,
      x - (size.width - pads.right) + 1,
      pads.up - y,
      y - (size.height - pads.bottom) + 1,
    );
  });
}
