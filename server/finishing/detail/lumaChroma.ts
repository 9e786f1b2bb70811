import type { FloatImage } from '../pixels/floatImage.ts';

/** Brightness, and what red and blue have beyond it; a grey image stays as it is. Takes the image's memory. */
export function toLumaChroma(image: FloatImage): FloatImage {
  const [red, green, blue] = image.planes;
  if (red === undefined || green === undefined || blue === undefined) return image;
  for (let at = 0; at < green.length; at += 1) {
    const [r, g, b] = [red[at] ?? 0, green[at] ?? 0, blue[at] ?? 0];
    const luma = 0.299 * r + 0.587 * g + 0.114 * b;
    red[at] = r - luma;
    green[at] = luma;
    blue[at] = b - luma;
  }
  return { ...image, planes: [green, red, blue] };
}

/** Back to red, green and blue, in the same memory. */
export function fromLumaChroma(image: FloatImage): FloatImage {
  const [luma, u, v] = image.planes;
  if (luma === undefined || u === undefined || v === undefined) return image;
  for (let at = 0; at < luma.length; at += 1) {
    const [y, red, blue] = [luma[at] ?? 0, u[at] ?? 0, v[at] ?? 0];
    u[at] = y + red;
    luma[at] = y - (0.299 * red + 0.114 * blue) / 0.587;
    v[at] = y + blue;
  }
  return { ...image, planes: [u, luma, v] };
}
