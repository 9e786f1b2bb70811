import type { Level } from './level.ts';

/**
 * Adds a price to sources the smoother they are, up to `price` for one without any texture. Of two patches that fit
 * about equally well the smoother one always has the smaller distance, so that without this grass, wood and cloth grow
 * duller the farther out they reach. Where nothing has texture, as in a sky, it changes nothing.
 */
export function priceSmoothness(
  { known, width, pixels }: Level,
  price: number,
  sourceCost: Float32Array,
): void {
  const share = price / 255;
  for (let y = known.y; y < known.y + known.height; y += 1) {
    const last = y * width + known.x + known.width;
    for (let at = y * width + known.x; at < last; at += 1) {
      sourceCost[at] = (sourceCost[at] ?? 0) + share * (255 - ((pixels[at] ?? 0) >>> 24));
    }
  }
}
