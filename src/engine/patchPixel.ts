/**
 * A pixel as patches see it: red, green, blue and texture, a byte each, in one 32-bit number.
 *
 *    31      24 23     16 15      8 7       0
 *   │ texture  │  blue   │  green  │   red   │
 *
 * One load instead of four makes the patch distance about half as fast again.
 */
export function packPixel(red: number, green: number, blue: number, texture: number): number {
  return red | (green << 8) | (blue << 16) | (texture << 24);
}

/** Pixel by pixel offsets of a square patch in a row-major image, from the middle outwards. */
export function patchOffsets(radius: number, width: number, isQuincunx = false): Int32Array {
  const steps: { x: number; y: number }[] = [];
  for (let y = -radius; y <= radius; y += 1) {
    for (let x = -radius; x <= radius; x += 1) {
      if (!isQuincunx || (x + y) % 2 === 0) steps.push({ x, y });
    }
  }
  steps.sort((a, b) => a.x * a.x + a.y * a.y - (b.x * b.x + b.y * b.y));
  return Int32Array.from(steps, ({ x, y }) => y * width + x);
}
