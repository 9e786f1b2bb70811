import { emptyPicture, type Pads, type Picture } from './picture.ts';

const BLOCK = 8;
const STRIDE = 4;
/** Of the source's short side: how near a colour must be in the source to count as known here. */
const NEARBY = 0.35;
/** What light and shade may change from one place to the next, in levels. */
const FREE = 4;

/**
 * How far the mean colour of a block of the new area lies from that of any block of the source nearby, in levels beyond
 * what is free, in the mean over the new area. A veil of mixed colours shows as colours that the source does not have.
 */
export function veilIndex(filled: Picture, pads: Pads): number {
  const means = blockMeans(filled);
  const { width, height } = means;
  const isIn = (x: number, y: number, margin: number) =>
    x * STRIDE + margin >= pads.left &&
    x * STRIDE + BLOCK - margin <= filled.width - pads.right &&
    y * STRIDE + margin >= pads.up &&
    y * STRIDE + BLOCK - margin <= filled.height - pads.bottom;
  const source = cells(width, height).filter(([x, y]) => isIn(x, y, 0));
  const columns = source.map(([x]) => x);
  const rows = source.map(([, y]) => y);
  const [left, right] = [Math.min(...columns), Math.max(...columns)];
  const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
  const radius = NEARBY * Math.min(right - left + 1, bottom - top + 1);
  let excess = 0;
  let count = 0;
  for (const [x, y] of cells(width, height)) {
    if (isIn(x, y, BLOCK - 1)) continue;
    const nearX = Math.max(left, Math.min(right, x));
    const nearY = Math.max(top, Math.min(bottom, y));
    let least = Number.POSITIVE_INFINITY;
    for (let v = Math.ceil(Math.max(top, nearY - radius)); v <= Math.min(bottom, nearY + radius); v += 1) {
      for (let u = Math.ceil(Math.max(left, nearX - radius)); u <= Math.min(right, nearX + radius); u += 1) {
        least = Math.min(least, distance(means, y * width + x, v * width + u));
      }
    }
    excess += Math.max(0, Math.sqrt(least / 3) - FREE);
    count += 1;
  }
  return excess / count;
}

function cells(width: number, height: number): [x: number, y: number][] {
  return Array.from({ length: width * height }, (_, at) => [at % width, Math.floor(at / width)]);
}

function blockMeans(picture: Picture): Picture {
  const means = emptyPicture(
    Math.floor((picture.width - BLOCK) / STRIDE) + 1,
    Math.floor((picture.height - BLOCK) / STRIDE) + 1,
  );
  for (let at = 0; at < means.width * means.height; at += 1) {
    const x = (at % means.width) * STRIDE;
    const y = Math.floor(at / means.width) * STRIDE;
    const sums = [0, 0, 0];
    for (let v = y; v < y + BLOCK; v += 1) {
      for (let from = (v * picture.width + x) * 4; from < (v * picture.width + x + BLOCK) * 4; from += 4) {
        for (let channel = 0; channel < 3; channel += 1) {
          sums[channel] = (sums[channel] ?? 0) + (picture.rgba[from + channel] ?? 0);
        }
      }
    }
    for (let channel = 0; channel < 3; channel += 1)
      means.rgba[at * 4 + channel] = (sums[channel] ?? 0) / BLOCK ** 2;
  }
  return means;
}

function distance({ rgba }: Picture, a: number, b: number): number {
  const red = (rgba[a * 4] ?? 0) - (rgba[b * 4] ?? 0);
  const green = (rgba[a * 4 + 1] ?? 0) - (rgba[b * 4 + 1] ?? 0);
  const blue = (rgba[a * 4 + 2] ?? 0) - (rgba[b * 4 + 2] ?? 0);
  return red * red + green * green + blue * blue;
}
