import type { Level } from './level.ts';

/** As restless as ordinary grass or cloth. What is more so is worth no more: edges and letters would be drawn again. */
const ENOUGH_TEXTURE = 64;

/**
 * Adds a price to sources the smoother they are, up to `price` for one without any texture. Of two patches that fit
 * about equally well the smoother one has the smaller distance, so that without this grass, wood and cloth grow duller
 * the farther out they reach. Mild on purpose: a high price brings the edges of plain areas back as stripes. Where
 * nothing has texture, as in a sky, it changes nothing.
 */
export function priceSmoothness(
  { known, width, pixels }: Level,
  price: number,
  sourceCost: Float32Array,
): void {
  const share = price / ENOUGH_TEXTURE;
  for (let y = known.y; y < known.y + known.height; y += 1) {
    const last = y * width + known.x + known.width;
    for (let at = y * width + known.x; at < last; at += 1) {
      const missing = Math.max(0, ENOUGH_TEXTURE - ((pixels[at] ?? 0) >>> 24));
      sourceCost[at] = (sourceCost[at] ?? 0) + share * missing;
    }
  }
}
