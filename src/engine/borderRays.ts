import type { Side } from '../domain/side.ts';
import type { Level } from './level.ts';
import { sideBorderOf } from './sideBorder.ts';

/** The way outwards that the picture takes at one pixel of a growing border. */
export interface BorderRay {
  readonly pixel: number;
  /** In pixels of the level. */
  readonly x: number;
  readonly y: number;
  /** Direction outwards, of length 1. */
  readonly alongX: number;
  readonly alongY: number;
  /** How much wider it gets with each pixel of its way, in pixels. */
  readonly spread: number;
  readonly weight: number;
}

/** The direction is measured so many pixels inside the border, in a window of twice that and one, which lies in the source. */
const DEPTH = 2;
/** Mean square of a gradient that is half as good as a strong one, in levels². */
const STRONG = 25;
/** Least sine of the angle between edge and border: edges along a border lead nowhere. */
const MIN_CROSSING = 0.3;
/** Below this a direction is as good as none, and the way is straight out. */
const MIN_CLEARNESS = 0.05;
const NARROW = 0.05;
const WIDE = 0.6;
/** What a ray counts without any edge. */
const PLAIN = 0.1;

/** One ray for each pixel of a border, in its order. An edge goes on straight and stays narrow; what has none spreads. */
export function borderRays(level: Level, side: Side): BorderRay[] {
  const { width } = level;
  const { corner, along, outward, count } = sideBorderOf(level, side);
  const outX = Math.abs(outward) === 1 ? outward : 0;
  const outY = Math.sign(outward - outX);
  return Array.from({ length: count }, (_, line) => {
    const pixel = corner + line * along;
    const x = pixel % width;
    const y = (pixel - x) / width;
    const [xx, xy, yy] = structureAt(level, x - DEPTH * outX, y - DEPTH * outY);
    const energy = (xx + yy) / (2 * DEPTH + 1) ** 2;
    const coherence = Math.hypot((xx - yy) / 2, xy) / Math.max(1e-6, (xx + yy) / 2);
    const angle = Math.atan2(2 * xy, xx - yy) / 2 + Math.PI / 2;
    const crossing = Math.cos(angle) * outX + Math.sin(angle) * outY;
    const clearness =
      Math.abs(crossing) < MIN_CROSSING ? 0 : (coherence * coherence * energy) / (energy + STRONG);
    const isClear = clearness >= MIN_CLEARNESS;
    return {
      ...{ pixel, x, y },
      alongX: isClear ? Math.sign(crossing) * Math.cos(angle) : outX,
      alongY: isClear ? Math.sign(crossing) * Math.sin(angle) : outY,
      spread: WIDE + (NARROW - WIDE) * Math.sqrt(clearness),
      weight: PLAIN + clearness,
    };
  });
}

/** The structure tensor (Förstner and Gülch 1987) of luminance in the window around a place. */
function structureAt(level: Level, x: number, y: number): readonly [xx: number, xy: number, yy: number] {
  let [xx, xy, yy] = [0, 0, 0];
  for (let v = y - DEPTH; v <= y + DEPTH; v += 1) {
    for (let u = x - DEPTH; u <= x + DEPTH; u += 1) {
      const gx = (lightAt(level, u + 1, v) - lightAt(level, u - 1, v)) / 2;
      const gy = (lightAt(level, u, v + 1) - lightAt(level, u, v - 1)) / 2;
      xx += gx * gx;
      xy += gx * gy;
      yy += gy * gy;
    }
  }
  return [xx, xy, yy];
}

/** Luminance of the known pixel that is nearest. */
function lightAt({ known, width, pixels }: Level, x: number, y: number): number {
  const column = Math.max(known.x, Math.min(known.x + known.width - 1, x));
  const row = Math.max(known.y, Math.min(known.y + known.height - 1, y));
  const pixel = pixels[row * width + column] ?? 0;
  return 0.299 * (pixel & 255) + 0.587 * ((pixel >> 8) & 255) + 0.114 * ((pixel >> 16) & 255);
}
