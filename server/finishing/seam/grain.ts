import { inRoom } from '../kernel/room.ts';
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

function blockDeviations({ length, depth, channels }: Strip): number[] {
  const values = channels[Math.min(1, channels.length - 1)] ?? new Float32Array();
  const deviations: number[] = [];
  // Of white noise with deviation 1, what a value has beyond its neighbours' mean has the variance 6 / 4.
  const count = 1.5 * BLOCK_DEEP * (BLOCK_ALONG - 2);
  inRoom((room) => {
    const { byteOffset } = room.copied(values);
    for (let y = 0; y + BLOCK_DEEP <= depth; y += BLOCK_DEEP) {
      for (let x = 0; x + BLOCK_ALONG <= length; x += BLOCK_ALONG) {
        const at = byteOffset + 4 * (y * length + x);
        deviations.push(Math.sqrt(room.kernel.sumCurves(at, length, BLOCK_ALONG, BLOCK_DEEP) / count));
      }
    }
  });
  return deviations;
}

/** Noise of about normal distribution and deviation 1; which of it a pixel gets, the kernel tells. */
export const NOISE = Float32Array.from({ length: 4096 }, (_, i) => {
  let sum = 0;
  for (let j = 0; j < 3; j += 1) sum += hash(i, j) / 4_294_967_296;
  return (sum - 1.5) * 2;
});

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
