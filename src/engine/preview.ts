import type { FillPreview } from './fillRequest.ts';
import { NO_SHIFT, type ShiftMap, shiftX, shiftY } from './shiftMap.ts';

/** What a level shows so far, with the alpha that its pixels copy. */
export function previewOf(map: ShiftMap): FillPreview {
  const { width, height, pixels } = map.level;
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0; pixel < pixels.length; pixel += 1) {
    const packed = pixels[pixel] ?? 0;
    const alpha = alphaAt(map, pixel);
    // Pixels of a level are premultiplied.
    const uncover = alpha === 0 ? 0 : 255 / alpha;
    rgba[pixel * 4] = (packed & 255) * uncover;
    rgba[pixel * 4 + 1] = ((packed >> 8) & 255) * uncover;
    rgba[pixel * 4 + 2] = ((packed >> 16) & 255) * uncover;
    rgba[pixel * 4 + 3] = alpha;
  }
  return { width, height, rgba };
}

function alphaAt({ level, shifts }: ShiftMap, pixel: number): number {
  const { cover, known, width } = level;
  if (cover === null) return 255;
  const shift = shifts[pixel] ?? NO_SHIFT;
  const isShifted = shift !== NO_SHIFT;
  const x = (pixel % width) + (isShifted ? shiftX(shift) : 0) - known.x;
  const y = Math.floor(pixel / width) + (isShifted ? shiftY(shift) : 0) - known.y;
  // The frame's rim has no shifts of its own: it shows what the nearest known pixel has.
  const column = Math.max(0, Math.min(known.width - 1, x));
  const row = Math.max(0, Math.min(known.height - 1, y));
  return cover[row * known.width + column] ?? 255;
}
