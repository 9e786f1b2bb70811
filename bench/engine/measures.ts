import { seededRandom } from '../../src/engine/seededRandom.ts';
import { distanceOutside, luminanceOf, type Pads, type Picture } from './picture.ts';
import { repetitionIndex } from './repetitionIndex.ts';
import { severedEdgeIndex } from './severedEdgeIndex.ts';
import { veilIndex } from './veilIndex.ts';

export interface Measures {
  readonly psnrNear: number;
  readonly psnrRing: number;
  readonly ssimNear: number;
  readonly ssimRing: number;
  /** Mean step across the old border, over the same in the truth: 1 is ideal, 0 a copied edge. */
  readonly seam: number;
  /** Gradient energy of the new area over the truth's: below 1 is blur. */
  readonly texture: number;
  /** Sliced Wasserstein distance of 7 × 7 colour patches at three scales: 0 is ideal. */
  readonly wasserstein: number;
  /** What the eye dislikes, without a look at the truth: 0 is ideal. */
  readonly repetition: number;
  /** NaN where no strong edge meets the border. */
  readonly severed: number;
  readonly veil: number;
}

const NEAR = 16;

/** Compares what was filled in around the middle with what had been there. */
export function measure(filled: Picture, truth: Picture, pads: Pads): Measures {
  const distance = distanceOutside(truth, pads);
  const isRing = (pixel: number) => (distance[pixel] ?? 0) > 0;
  const isNear = (pixel: number) => isRing(pixel) && (distance[pixel] ?? 0) <= NEAR;
  const a = luminanceOf(filled);
  const b = luminanceOf(truth);
  const ssim = ssimMap(a, b, truth.width, truth.height);
  return {
    psnrNear: psnr(filled, truth, isNear),
    psnrRing: psnr(filled, truth, isRing),
    ssimNear: meanWhere(ssim, isNear),
    ssimRing: meanWhere(ssim, isRing),
    seam: seamStep(a, truth.width, distance) / seamStep(b, truth.width, distance),
    texture: gradientEnergy(a, truth, isRing) / gradientEnergy(b, truth, isRing),
    wasserstein: patchDistances(filled, truth, distance),
    repetition: repetitionIndex(filled, pads),
    severed: severedEdgeIndex(filled, pads),
    veil: veilIndex(filled, pads),
  };
}

/** The mean of each measure, over those that have it. */
export function meanOf(all: readonly Measures[]): Measures {
  const mean = (of: (measures: Measures) => number) => {
    const values = all.map(of).filter((value) => !Number.isNaN(value));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return {
    psnrNear: mean((one) => one.psnrNear),
    psnrRing: mean((one) => one.psnrRing),
    ssimNear: mean((one) => one.ssimNear),
    ssimRing: mean((one) => one.ssimRing),
    seam: mean((one) => one.seam),
    texture: mean((one) => one.texture),
    wasserstein: mean((one) => one.wasserstein),
    repetition: mean((one) => one.repetition),
    severed: mean((one) => one.severed),
    veil: mean((one) => one.veil),
  };
}

function psnr(a: Picture, b: Picture, counts: (pixel: number) => boolean): number {
  let sum = 0;
  let count = 0;
  for (let pixel = 0; pixel < a.width * a.height; pixel += 1) {
    if (!counts(pixel)) continue;
    for (let at = pixel * 4; at < pixel * 4 + 3; at += 1) sum += ((a.rgba[at] ?? 0) - (b.rgba[at] ?? 0)) ** 2;
    count += 3;
  }
  return 10 * Math.log10(255 ** 2 / Math.max(1e-9, sum / count));
}

function meanWhere(values: Float32Array, counts: (pixel: number) => boolean): number {
  let sum = 0;
  let count = 0;
  for (let pixel = 0; pixel < values.length; pixel += 1) {
    if (!counts(pixel)) continue;
    sum += values[pixel] ?? 0;
    count += 1;
  }
  return sum / count;
}

/** Structural similarity (Wang, Bovik, Sheikh, Simoncelli 2004) of luminance in 7 × 7 windows, for each pixel. */
function ssimMap(a: Float32Array, b: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(a.length);
  const c1 = (0.01 * 255) ** 2;
  const c2 = (0.03 * 255) ** 2;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let [n, sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0, 0];
      for (let v = Math.max(0, y - 3); v <= Math.min(height - 1, y + 3); v += 1) {
        for (let u = Math.max(0, x - 3); u <= Math.min(width - 1, x + 3); u += 1) {
          const p = a[v * width + u] ?? 0;
          const q = b[v * width + u] ?? 0;
          n += 1;
          sa += p;
          sb += q;
          saa += p * p;
          sbb += q * q;
          sab += p * q;
        }
      }
      const [ma, mb] = [sa / n, sb / n];
      const [va, vb, cov] = [saa / n - ma * ma, sbb / n - mb * mb, sab / n - ma * mb];
      out[y * width + x] =
        ((2 * ma * mb + c1) * (2 * cov + c2)) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
    }
  }
  return out;
}

function seamStep(values: Float32Array, width: number, distance: Int32Array): number {
  let sum = 0;
  let count = 0;
  for (let pixel = 0; pixel < values.length; pixel += 1) {
    if (distance[pixel] !== 1) continue;
    for (const step of [-1, 1, -width, width]) {
      const isBesideRow =
        Math.abs(step) === 1 && Math.floor((pixel + step) / width) !== Math.floor(pixel / width);
      if (isBesideRow || distance[pixel + step] !== 0) continue;
      sum += Math.abs((values[pixel] ?? 0) - (values[pixel + step] ?? 0));
      count += 1;
    }
  }
  return sum / count;
}

function gradientEnergy(
  values: Float32Array,
  { width, height }: Picture,
  counts: (pixel: number) => boolean,
): number {
  let sum = 0;
  for (let y = 0; y + 1 < height; y += 1) {
    for (let x = 0; x + 1 < width; x += 1) {
      const at = y * width + x;
      if (!counts(at)) continue;
      const here = values[at] ?? 0;
      sum += Math.abs((values[at + 1] ?? 0) - here) + Math.abs((values[at + width] ?? 0) - here);
    }
  }
  return sum;
}

const PATCH = 7;
const SLICES = 48;
const SAMPLES = 3000;

/** Rabin, Peyré, Delon, Bernot 2011: both clouds of patches are projected on random lines, sorted and compared. */
function patchDistances(a: Picture, b: Picture, distance: Int32Array): number {
  const random = seededRandom(7);
  let total = 0;
  for (const scale of [1, 2, 4]) {
    const places: number[] = [];
    for (let y = 0; y + PATCH * scale <= a.height; y += scale) {
      for (let x = 0; x + PATCH * scale <= a.width; x += scale) {
        const middle = (y + (PATCH >> 1) * scale) * a.width + x + (PATCH >> 1) * scale;
        if ((distance[middle] ?? 0) > 0) places.push(y * a.width + x);
      }
    }
    const stride = Math.max(1, places.length / SAMPLES);
    const chosen = Array.from(
      { length: Math.floor(places.length / stride) },
      (_, index) => places[Math.floor(index * stride)] ?? 0,
    );
    const patchesA = chosen.map((place) => scaledPatch(a, place, scale));
    const patchesB = chosen.map((place) => scaledPatch(b, place, scale));
    let sum = 0;
    for (let slice = 0; slice < SLICES; slice += 1) {
      const line = Float32Array.from(
        { length: PATCH * PATCH * 3 },
        () => random() + random() + random() - 1.5,
      );
      const sortedA = projected(patchesA, line).sort();
      const sortedB = projected(patchesB, line).sort();
      let apart = 0;
      for (let at = 0; at < sortedA.length; at += 1)
        apart += Math.abs((sortedA[at] ?? 0) - (sortedB[at] ?? 0));
      sum += apart / sortedA.length;
    }
    total += sum / SLICES;
  }
  return total / 3;
}

/** Where each patch falls on a line. */
function projected(patches: readonly Float32Array[], line: Float32Array): Float32Array {
  const length = Math.hypot(...line);
  return Float32Array.from(patches, (patch) => {
    let dot = 0;
    for (let at = 0; at < line.length; at += 1) dot += (patch[at] ?? 0) * (line[at] ?? 0);
    return dot / length;
  });
}

/** 7 × 7 cells of scale × scale pixels, each its average. */
function scaledPatch({ width, rgba }: Picture, place: number, scale: number): Float32Array {
  const patch = new Float32Array(PATCH * PATCH * 3);
  const share = 1 / (scale * scale);
  for (let y = 0; y < PATCH * scale; y += 1) {
    for (let x = 0; x < PATCH * scale; x += 1) {
      const cell = (Math.floor(y / scale) * PATCH + Math.floor(x / scale)) * 3;
      const at = (place + y * width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        patch[cell + channel] = (patch[cell + channel] ?? 0) + share * (rgba[at + channel] ?? 0);
      }
    }
  }
  return patch;
}
