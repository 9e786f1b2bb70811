import { distanceOutside, luminanceOf, type Pads, type Picture } from './picture.ts';

const SIDE = 11;
/** Every so many pixels each way a patch of the new area is looked for again. */
const STRIDE = 4;
/** Correlation of the two patches' luminance from which on they show the same. */
const ALIKE = 0.975;
/** Least mean square of the weaker gradient, in levels²: skies have less, and along a straight edge all is alike. */
const MIN_STRUCTURE = 30;
/** Features of two patches that are alike differ by less, as good as always. */
const FEATURE_TOLERANCE = 0.07;
const MAX_COPIES = 6;

/**
 * How many times a patch of the new area comes back elsewhere in the new area, in the mean over all of it. Patches
 * without structure count as none. (Autocorrelation, but for every patch on its own: stamps lie in no regular row.)
 */
export function repetitionIndex(filled: Picture, pads: Pads): number {
  const luminance = luminanceOf(filled);
  const patches = structuredPatches(filled, luminance, distanceOutside(filled, pads));
  const cells = cellsOf(patches);
  let copies = 0;
  for (let patch = 0; patch < patches.places.length; patch += 1) {
    if (patches.isAsked[patch] === 1) copies += copiesOf(patch, patches, cells, luminance, filled.width);
  }
  return copies / patches.asked;
}

interface Patches {
  /** Numbers of the top left pixels. */
  readonly places: readonly number[];
  /** Four for each patch. */
  readonly features: readonly number[];
  /** Of each patch: its mean, and the length of what is left without it. */
  readonly means: readonly number[];
  readonly lengths: readonly number[];
  readonly isAsked: readonly number[];
  /** How many were to be asked about, those without structure among them. */
  readonly asked: number;
}

function structuredPatches(
  { width, height }: Picture,
  luminance: Float32Array,
  distance: Int32Array,
): Patches {
  const places: number[] = [];
  const features: number[] = [];
  const means: number[] = [];
  const lengths: number[] = [];
  const isAsked: number[] = [];
  let asked = 0;
  const corner = (SIDE - 1) * (width + 1);
  const isNew = (place: number) =>
    [0, SIDE - 1, corner - SIDE + 1, corner].every((step) => (distance[place + step] ?? 0) > 0);
  for (let y = 0; y + SIDE <= height; y += 1) {
    for (let x = 0; x + SIDE <= width; x += 1) {
      const place = y * width + x;
      if (!isNew(place)) continue;
      const isOnGrid = x % STRIDE === 0 && y % STRIDE === 0;
      if (isOnGrid) asked += 1;
      if (weakerGradient(luminance, place, width) < MIN_STRUCTURE) continue;
      places.push(place);
      const { mean, length } = meanAndLength(luminance, place, width);
      means.push(mean);
      lengths.push(length);
      features.push(...featuresOf(luminance, place, width, { mean, length }));
      isAsked.push(isOnGrid ? 1 : 0);
    }
  }
  return { places, features, means, lengths, isAsked, asked };
}

/** The smaller eigenvalue of the structure tensor. */
function weakerGradient(luminance: Float32Array, place: number, width: number): number {
  let [xx, xy, yy] = [0, 0, 0];
  for (let row = 0; row + 1 < SIDE; row += 2) {
    for (let column = 0; column + 1 < SIDE; column += 2) {
      const at = place + row * width + column;
      const here = luminance[at] ?? 0;
      const gx = (luminance[at + 1] ?? 0) - here;
      const gy = (luminance[at + width] ?? 0) - here;
      xx += gx * gx;
      xy += gx * gy;
      yy += gy * gy;
    }
  }
  const count = ((SIDE - 1) / 2) ** 2;
  return ((xx + yy) / 2 - Math.hypot((xx - yy) / 2, xy)) / count;
}

const WAVES: readonly Float32Array[] = [
  [1, 0],
  [0, 1],
  [1, 1],
  [2, 0],
].map(([u = 0, v = 0]) => {
  const wave = (n: number, position: number) => Math.cos((Math.PI * n * (position + 0.5)) / SIDE);
  const cells = Float32Array.from(
    { length: SIDE * SIDE },
    (_, cell) => wave(u, cell % SIDE) * wave(v, Math.floor(cell / SIDE)),
  );
  const length = Math.hypot(...cells);
  return cells.map((value) => value / length);
});

/** The patch less its mean, brought to length 1, along four cosine waves. */
function featuresOf(
  luminance: Float32Array,
  place: number,
  width: number,
  { mean, length }: { readonly mean: number; readonly length: number },
): number[] {
  return WAVES.map((wave) => {
    let dot = 0;
    for (let cell = 0; cell < wave.length; cell += 1) {
      const at = place + Math.floor(cell / SIDE) * width + (cell % SIDE);
      dot += (wave[cell] ?? 0) * ((luminance[at] ?? 0) - mean);
    }
    return dot / length;
  });
}

function meanAndLength(luminance: Float32Array, place: number, width: number) {
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < SIDE; row += 1) {
    for (let at = place + row * width; at < place + row * width + SIDE; at += 1) {
      const value = luminance[at] ?? 0;
      sum += value;
      squares += value * value;
    }
  }
  const mean = sum / (SIDE * SIDE);
  return { mean, length: Math.sqrt(Math.max(1e-6, squares - sum * mean)) };
}

/** Number of a patch's cell in a grid of its first three features, each cell as wide as copies may differ. */
const CELLS = Math.ceil(2 / FEATURE_TOLERANCE) + 2;
const NEIGHBOURS = [-1, 0, 1].flatMap((x) =>
  [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((z) => (x * CELLS + y) * CELLS + z)),
);

function cellOf({ features }: Patches, patch: number): number {
  const along = (feature: number) =>
    1 + Math.floor(((features[patch * 4 + feature] ?? 0) + 1) / FEATURE_TOLERANCE);
  return (along(0) * CELLS + along(1)) * CELLS + along(2);
}

function cellsOf(patches: Patches): ReadonlyMap<number, readonly number[]> {
  const cells = new Map<number, number[]>();
  for (let patch = 0; patch < patches.places.length; patch += 1) {
    const cell = cellOf(patches, patch);
    const others = cells.get(cell);
    if (others === undefined) cells.set(cell, [patch]);
    else others.push(patch);
  }
  return cells;
}

function copiesOf(
  patch: number,
  patches: Patches,
  cells: ReadonlyMap<number, readonly number[]>,
  luminance: Float32Array,
  width: number,
): number {
  const { places, features } = patches;
  const place = places[patch] ?? 0;
  const found = [place];
  const isFar = (other: number) =>
    found.every((one) => {
      const dx = Math.abs((one % width) - (other % width));
      const dy = Math.abs(Math.floor(one / width) - Math.floor(other / width));
      return Math.max(dx, dy) >= SIDE;
    });
  const own = cellOf(patches, patch);
  for (const step of NEIGHBOURS) {
    for (const other of cells.get(own + step) ?? []) {
      if (found.length > MAX_COPIES) return MAX_COPIES;
      const isNear = [0, 1, 2, 3].every(
        (feature) =>
          Math.abs((features[other * 4 + feature] ?? 0) - (features[patch * 4 + feature] ?? 0)) <=
          FEATURE_TOLERANCE,
      );
      const otherPlace = places[other] ?? 0;
      if (isNear && isFar(otherPlace) && correlation(luminance, patches, patch, other, width) >= ALIKE) {
        found.push(otherPlace);
      }
    }
  }
  return found.length - 1;
}

function correlation(
  luminance: Float32Array,
  { places, means, lengths }: Patches,
  a: number,
  b: number,
  width: number,
): number {
  const [placeA, placeB] = [places[a] ?? 0, places[b] ?? 0];
  const [meanA, meanB] = [means[a] ?? 0, means[b] ?? 0];
  let dot = 0;
  for (let row = 0; row < SIDE; row += 1) {
    for (let column = 0; column < SIDE; column += 1) {
      const step = row * width + column;
      dot += ((luminance[placeA + step] ?? 0) - meanA) * ((luminance[placeB + step] ?? 0) - meanB);
    }
  }
  return dot / ((lengths[a] ?? 1) * (lengths[b] ?? 1));
}
