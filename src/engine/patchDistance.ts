/**
 * Sum of squared differences between the patches around pixels p and q, over red, green, blue and texture.
 * The fourth channel is the texture feature of Darabi et al. 2012 (Image Melding), reduced to one number: without it,
 * grass and water are matched by flat colour, which costs less than the wrong blades.
 *
 * @param pixels packed, see packPixel
 * @param offsets of the patch, see patchOffsets
 * @param limit a sum that reaches this is given up: it counts as infinite, in whatever order it was added
 */
export function patchDistance(
  pixels: Int32Array,
  offsets: Int32Array,
  p: number,
  q: number,
  limit: number,
): number {
  let sum = 0;
  for (let index = 0; index < offsets.length; index += 1) {
    const offset = offsets[index] ?? 0;
    const a = pixels[p + offset] ?? 0;
    const b = pixels[q + offset] ?? 0;
    if (a === b) continue;
    const red = (a & 255) - (b & 255);
    const green = ((a >> 8) & 255) - ((b >> 8) & 255);
    const blue = ((a >> 16) & 255) - ((b >> 16) & 255);
    const texture = (a >>> 24) - (b >>> 24);
    sum +=
      (Math.imul(red, red) + Math.imul(green, green) + Math.imul(blue, blue) + Math.imul(texture, texture)) |
      0;
    if (sum >= limit) return Number.POSITIVE_INFINITY;
  }
  return sum;
}

/**
 * The same with a weight for every pixel of p's patch: 0 where nothing is known yet, more than 1 where the pixel is
 * certain. Scaled back to a patch of equal weights, so that both kinds can be compared; `limit` is in that scale too.
 */
export function weightedPatchDistance(
  pixels: Int32Array,
  weights: Uint8Array,
  offsets: Int32Array,
  p: number,
  q: number,
  limit: number,
): number {
  let total = 0;
  for (let index = 0; index < offsets.length; index += 1) total += weights[p + (offsets[index] ?? 0)] ?? 0;
  if (total === 0) return 0;
  const scale = offsets.length / total;
  const rawLimit = limit / scale;
  let sum = 0;
  for (let index = 0; index < offsets.length; index += 1) {
    const offset = offsets[index] ?? 0;
    const weight = weights[p + offset] ?? 0;
    if (weight === 0) continue;
    const a = pixels[p + offset] ?? 0;
    const b = pixels[q + offset] ?? 0;
    if (a === b) continue;
    const red = (a & 255) - (b & 255);
    const green = ((a >> 8) & 255) - ((b >> 8) & 255);
    const blue = ((a >> 16) & 255) - ((b >> 16) & 255);
    const texture = (a >>> 24) - (b >>> 24);
    sum += weight * (red * red + green * green + blue * blue + texture * texture);
    if (sum >= rawLimit) return Number.POSITIVE_INFINITY;
  }
  return sum * scale;
}
