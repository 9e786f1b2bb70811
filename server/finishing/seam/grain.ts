import { quantile } from '../pixels/normalEquations.ts';
import type { Borders, Strip } from './strips.ts';

const BLOCK_ALONG = 24;
const BLOCK_DEEP = 8;
/** Plain parts of the picture show the grain and no texture. */
const PLAIN_SHARE = 0.15;
const MOST = 2.5;

/**
 * Deviation in levels of the fine grain that the source has and the picture lacks: what is left inside the borders, in
 * the plainest of its blocks, beyond any slope.
 */
export function missingGrain(borders: Borders): number {
  const deviations = Object.values(borders).flatMap(blockDeviations);
  return Math.min(MOST, quantile(deviations, PLAIN_SHARE));
}

function blockDeviations(strip: Strip): number[] {
  const { length, depth } = strip;
  const values = strip.channels[Math.min(1, strip.channels.length - 1)];
  const deviations: number[] = [];
  for (let y = 0; y + BLOCK_DEEP <= depth; y += BLOCK_DEEP) {
    for (let x = 0; x + BLOCK_ALONG <= length; x += BLOCK_ALONG) {
      let [sum, count] = [0, 0];
      for (let row = y; row < y + BLOCK_DEEP; row += 1) {
        for (let column = x + 1; column < x + BLOCK_ALONG - 1; column += 1) {
          const at = row * length + column;
          // Of white noise with deviation 1, this has the variance 6 / 4.
          const curve = (values?.[at] ?? 0) - ((values?.[at - 1] ?? 0) + (values?.[at + 1] ?? 0)) / 2;
          sum += curve * curve;
          count += 1;
        }
      }
      deviations.push(Math.sqrt(sum / count / 1.5));
    }
  }
  return deviations;
}

const DRAWN = Float32Array.from({ length: 4096 }, (_, i) => {
  let sum = 0;
  for (let j = 0; j < 3; j += 1) sum += hash(i, j) / 4_294_967_296;
  return (sum - 1.5) * 2;
});

/** Noise of about normal distribution and deviation 1 at a pixel; the same pixel always has the same. */
export function noiseAt(x: number, y: number): number {
  return DRAWN[hash(x, y) >>> 20] ?? 0;
}

/** Wellons, «Prospecting for hash functions» (2018): lowbias32. */
function hash(x: number, y: number): number {
  let h = Math.imul(x + 1, 0x9e3779b1) ^ Math.imul(y + 1, 0x85ebca6b);
  h ^= h >>> 16;
  h = Math.imul(h, 0x7feb352d);
  h ^= h >>> 15;
  h = Math.imul(h, 0x846ca68b);
  h ^= h >>> 16;
  return h >>> 0;
}
