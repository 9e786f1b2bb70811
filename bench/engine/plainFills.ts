import { distanceOutside, emptyPicture, type Pads, type Picture } from './picture.ts';

/** Every new pixel repeats the nearest one of the source. */
export function replicate(source: Picture, pads: Pads): Picture {
  return mapped(source, pads, (position, length) => Math.max(0, Math.min(length - 1, position)));
}

/** The source in mirrors. */
export function mirror(source: Picture, pads: Pads): Picture {
  return mapped(source, pads, (position, length) => {
    const period = 2 * (length - 1);
    const folded = ((position % period) + period) % period;
    return folded < length ? folded : period - folded;
  });
}

/** Mirrors behind fog: a box blur of radius 12, three times, outside the source. */
export function mirrorAndBlur(source: Picture, pads: Pads): Picture {
  const sharp = mirror(source, pads);
  let blurred = sharp;
  for (let pass = 0; pass < 3; pass += 1) blurred = boxBlur(boxBlur(blurred, 12, 1, 0), 12, 0, 1);
  const distance = distanceOutside(sharp, pads);
  for (let pixel = 0; pixel < distance.length; pixel += 1) {
    if (distance[pixel] === 0) continue;
    sharp.rgba.set(blurred.rgba.subarray(pixel * 4, pixel * 4 + 4), pixel * 4);
  }
  return sharp;
}

function mapped(source: Picture, pads: Pads, place: (position: number, length: number) => number): Picture {
  const out = emptyPicture(source.width + pads.left + pads.right, source.height + pads.up + pads.bottom);
  for (let y = 0; y < out.height; y += 1) {
    const row = place(y - pads.up, source.height) * source.width;
    for (let x = 0; x < out.width; x += 1) {
      const from = (row + place(x - pads.left, source.width)) * 4;
      out.rgba.set(source.rgba.subarray(from, from + 4), (y * out.width + x) * 4);
    }
  }
  return out;
}

function boxBlur(picture: Picture, radius: number, stepX: number, stepY: number): Picture {
  const { width, height, rgba } = picture;
  const out = emptyPicture(width, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < 4; channel += 1) {
        let sum = 0;
        for (let step = -radius; step <= radius; step += 1) {
          const u = Math.max(0, Math.min(width - 1, x + step * stepX));
          const v = Math.max(0, Math.min(height - 1, y + step * stepY));
          sum += rgba[(v * width + u) * 4 + channel] ?? 0;
        }
        out.rgba[(y * width + x) * 4 + channel] = sum / (2 * radius + 1);
      }
    }
  }
  return out;
}
