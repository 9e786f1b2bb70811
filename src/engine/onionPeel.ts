import { lineCost } from './lineGuide.ts';
import type { Matching } from './matching.ts';
import { weighKnown } from './matching.ts';
import { costOfUse } from './overUse.ts';
import { weightedPatchDistance } from './patchDistance.ts';
import { type Pull, pullAt } from './positionPrior.ts';
import { clampToPatch, NO_SHIFT, PATCH_RADIUS, packShift, shiftX, shiftY } from './shiftMap.ts';

const SUGGESTIONS = 4;

interface Peel {
  /** Each cost is raised by up to this share at random, so that another seed finds another picture. */
  readonly jitter: number;
  /** At most so many source patches are tried for one target, chosen at random if there are more. */
  readonly candidates: number;
}

/**
 * Fills the coarsest level from the known part outwards, one pixel after another, each with the best source patch for
 * what its own patch already holds. (Mirroring as a start puts mountains upside down into the sky, and the iteration
 * never gets rid of them.)
 */
export function onionPeel(matching: Matching, peel: Peel): void {
  const { map, weights, costs } = matching;
  const { level } = map;
  weights.fill(0);
  weighKnown(map, weights, costs.knownWeight);
  const sources = sourceMiddles(matching, peel.candidates);
  const order = outwards(matching);
  const { kernel, random } = matching;
  if (kernel === null) peelTargets(matching, order, sources, peel.jitter);
  else {
    // Where later costs and votes stand there is room until then.
    const { byteOffset } = borrowed(matching.voteWeights, order);
    const lent = borrowed(matching.matchCost, sources);
    kernel.setRandom(random.state);
    kernel.peel(byteOffset, order.length, lent.byteOffset, lent.length, peel.jitter);
    random.state = kernel.randomState();
  }
  fillRim(matching);
  for (const pixel of level.hole) weights[pixel] = 1;
}

/** Writes values to where others will stand. */
function borrowed(place: Float32Array, values: Int32Array): Int32Array {
  const numbers = new Int32Array(place.buffer, place.byteOffset, values.length);
  numbers.set(values);
  return numbers;
}

/** The kernel does the same (kernel/onionPeel.ts): what is changed here is changed there. */
function peelTargets(matching: Matching, order: Int32Array, sources: Int32Array, jitter: number): void {
  const { map, weights, uses } = matching;
  const { level, shifts } = map;
  for (const target of order) {
    suggestNeighbours(matching, target, sources);
    const source = bestSource(matching, target, sources, jitter);
    uses[source] = (uses[source] ?? 0) + 1;
    const x = target % level.width;
    const sourceX = source % level.width;
    shifts[target] = packShift(sourceX - x, (source - sourceX - (target - x)) / level.width);
    if (weights[target] === 0) {
      level.pixels[target] = level.pixels[source] ?? 0;
      weights[target] = 1;
    }
  }
}

/** Puts what continues the four neighbours' matches first, as far as they have any: a good start ends other tries early. */
function suggestNeighbours({ map }: Matching, target: number, sources: Int32Array): void {
  const { shifts, level } = map;
  const { width, known } = level;
  const x = target % width;
  const y = (target - x) / width;
  [1, -1, width, -width].forEach((step, index) => {
    const shift = shifts[target + step] ?? NO_SHIFT;
    if (shift === NO_SHIFT) return;
    const u = clampToPatch(x + shiftX(shift) - known.x, known.width);
    const v = clampToPatch(y + shiftY(shift) - known.y, known.height);
    sources[index] = (known.y + v) * width + known.x + u;
  });
}

/** Pixels nearer to the frame's edge than a patch have no shift of their own: they take the nearest one. */
function fillRim({ map }: Matching): void {
  const { level, shifts } = map;
  const { width, height, pixels } = level;
  for (const pixel of level.hole) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    const target = clampToPatch(y, height) * width + clampToPatch(x, width);
    if (target === pixel) continue;
    const shift = shifts[target] ?? NO_SHIFT;
    pixels[pixel] = pixels[pixel + shiftY(shift) * width + shiftX(shift)] ?? 0;
  }
}

/** The targets from the inside outwards, neighbours at the same distance in random order. */
function outwards({ map, random }: Matching): Int32Array {
  const { level, targets } = map;
  const { known, width } = level;
  const keys = new Float64Array(targets.length);
  targets.forEach((target, index) => {
    const x = target % width;
    const y = (target - x) / width;
    const outX = Math.max(known.x - x, x - known.x - known.width + 1);
    const outY = Math.max(known.y - y, y - known.y - known.height + 1);
    const distance = outX > 0 && outY > 0 ? Math.hypot(outX, outY) : Math.max(outX, outY);
    keys[index] = distance + 0.7 * random();
  });
  const order = Int32Array.from(targets, (_, index) => index);
  order.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
  return order.map((index) => targets[index] ?? 0);
}

/** Middles of source patches: all of them, or a random choice, after four places for suggestions. */
function sourceMiddles({ map, random }: Matching, atMost: number): Int32Array {
  const { known, width } = map.level;
  const columns = known.width - 2 * PATCH_RADIUS;
  const rows = known.height - 2 * PATCH_RADIUS;
  const count = columns * rows;
  const place = (index: number) => {
    const column = index % columns;
    return (known.y + PATCH_RADIUS + (index - column) / columns) * width + known.x + PATCH_RADIUS + column;
  };
  const chosen = Math.min(count, atMost);
  return Int32Array.from({ length: SUGGESTIONS + chosen }, (_, index) => {
    const share = (index - SUGGESTIONS + (count > atMost ? random() : 0)) / chosen;
    return place(Math.max(0, Math.min(count - 1, Math.floor(share * count))));
  });
}

function bestSource(matching: Matching, target: number, sources: Int32Array, jitter: number): number {
  const { map, weights, offsets, costs, unit, sourceCost, shortShift, guide, random } = matching;
  const { width, known, pixels } = map.level;
  const x = target % width;
  const y = (target - x) / width;
  const pull: Pull = { x: 0, y: 0, xWeight: 0, yWeight: 0 };
  pullAt(pull, x, y, known, costs.position, unit);
  let best = sources[0] ?? 0;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let index = 0; index < sources.length; index += 1) {
    const source = sources[index] ?? 0;
    const sourceX = source % width;
    const sourceY = (source - sourceX) / width;
    const offX = sourceX - pull.x;
    const offY = sourceY - pull.y;
    const raise = 1 + jitter * random();
    const shortness = 1 - ((sourceX - x) ** 2 + (sourceY - y) ** 2) * shortShift.inverseReach;
    const prior =
      pull.xWeight * offX * offX +
      pull.yWeight * offY * offY +
      (sourceCost[source] ?? 0) +
      (shortness > 0 ? shortShift.price * shortness : 0) +
      (guide === null ? 0 : lineCost(guide, target, sourceX - x, sourceY - y)) +
      costOfUse(matching, target, source, 0);
    if (prior * raise >= bestCost) continue;
    const limit = bestCost / raise - prior;
    const cost = raise * (prior + weightedPatchDistance(pixels, weights, offsets, target, source, limit));
    if (cost < bestCost) {
      bestCost = cost;
      best = source;
    }
  }
  return best;
}
