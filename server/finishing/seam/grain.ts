import { SIDES } from '../../../src/domain/side.ts';
import type { Raster } from '../../images/raster.ts';
import type { Reliability } from '../colour/reliability.ts';
import { inRoom } from '../kernel/room.ts';
import { quantile } from '../pixels/normalEquations.ts';
import { type BorderView, borderView } from '../quality/borderView.ts';
import type { Borders, Strip } from './strips.ts';

const BLOCK_ALONG = 24;
const BLOCK_DEEP = 8;
/** The plainest blocks show the grain and no texture. */
const PLAIN_SHARE = 0.05;
/** Where there is grain alone, so many blocks are about as plain. */
const ALIKE_SHARE = 0.25;
/**
 * How much of the grain is added where the plainest blocks are so many times as plain as those: what is fine texture would
 * show as noise, while grain that is missing shows as a smear (both measured: gradients to the truth's, and CIEDE2000).
 */
const TEXTURED = { alike: 0.65, share: 0.4 } as const;
const GRAINY = { alike: 0.8, share: 0.9 } as const;
/** In levels. */
const MOST = 1.25;
/** Blocks that are believed less tell nothing: what is left of them was made weaker. */
const BELIEVED = 0.9;
/** Levels this near an end of the scale tell nothing of grain, and get less of it the nearer they are. */
const END = 8;
/** Levels this near an end show black or white, and get none: no block of the source need have told so. */
const PURE = 1;
/** Levels over which grain is taken together, and how many blocks tell it. */
const BIN = 32;
const MIN_BLOCKS = 12;
/** Grain of some levels is no more than so many times that of the plainest: beyond, it is texture. */
const MOST_OF_PLAIN = 1.5;

interface GrainRequest {
  readonly borders: Borders;
  readonly source: Raster;
  readonly reliability: Reliability;
}

/** What a block inside a border shows. */
interface Block {
  readonly level: number;
  /** Of the fine grain, in levels. */
  readonly deviation: number;
}

/**
 * Deviation in levels of the grain to add at each level 0–255, as the picture lacks it and the source has it: of what is
 * left inside the borders, in the plainest of the blocks of about that level, beyond any slope. Sensors make more of it in
 * some levels than in others, and none where they are full (Foi et al., «Practical Poissonian-Gaussian noise modeling»,
 * 2008).
 */
export function missingGrain({ borders, source, reliability }: GrainRequest): Float32Array {
  const blocks = SIDES.flatMap((side) => blocksInside(borders[side], borderView(source, side), reliability));
  const telling = blocks.filter(({ level }) => fromEnd(level) > END);
  const plain = deviationAt(telling, PLAIN_SHARE);
  const share = shareOf(plain / Math.max(1e-6, deviationAt(telling, ALIKE_SHARE)));
  const bins = Array.from({ length: 256 / BIN }, (_, bin) => {
    const own = blocks.filter(({ level }) => Math.floor(level / BIN) === bin);
    const deviation = own.length < MIN_BLOCKS ? plain : deviationAt(own, PLAIN_SHARE);
    return Math.min(MOST, share * Math.min(deviation, MOST_OF_PLAIN * plain));
  });
  return Float32Array.from({ length: 256 }, (_, level) => {
    const place = Math.min(bins.length - 1, Math.max(0, (level + 0.5) / BIN - 0.5));
    const bin = Math.min(bins.length - 2, Math.floor(place));
    const deviation = (bins[bin] ?? 0) * (1 - (place - bin)) + (bins[bin + 1] ?? 0) * (place - bin);
    return deviation * Math.min(1, Math.max(0, (fromEnd(level) - PURE) / (END - PURE)));
  });
}

/** Levels to the nearer end of the scale. */
function fromEnd(level: number): number {
  return Math.min(level, 255 - level);
}

function shareOf(alike: number): number {
  const place = (alike - TEXTURED.alike) / (GRAINY.alike - TEXTURED.alike);
  return TEXTURED.share + (GRAINY.share - TEXTURED.share) * Math.min(1, Math.max(0, place));
}

function deviationAt(blocks: readonly Block[], share: number): number {
  return quantile(
    blocks.map(({ deviation }) => deviation),
    share,
  );
}

function blocksInside(strip: Strip, view: BorderView, reliability: Reliability): Block[] {
  const { length, depth } = strip;
  const channel = strip.channels.length > 1 ? 1 : 0;
  const blocks: Block[] = [];
  // Of white noise with deviation 1, what a value has beyond its neighbours' mean has the variance 6 / 4.
  const count = 1.5 * BLOCK_DEEP * (BLOCK_ALONG - 2);
  inRoom((room) => {
    const { byteOffset } = room.copied(strip.channels[channel] ?? []);
    for (let y = 0; y + BLOCK_DEEP <= depth; y += BLOCK_DEEP) {
      const middle = y + BLOCK_DEEP / 2;
      const levels = view.line(middle, channel);
      for (let x = 0; x + BLOCK_ALONG <= length; x += BLOCK_ALONG) {
        const point = view.point(x + BLOCK_ALONG / 2, middle);
        if (reliability.at(point.x, point.y) < BELIEVED) continue;
        const at = byteOffset + 4 * (y * length + x);
        const curves = room.kernel.sumCurves(at, length, BLOCK_ALONG, BLOCK_DEEP);
        const level = meanOf(levels.subarray(x, x + BLOCK_ALONG));
        blocks.push({ level, deviation: Math.sqrt(curves / count) });
      }
    }
  });
  return blocks;
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
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
