import type { Side } from '../domain/side.ts';
import type { Matching } from './matching.ts';
import { type Pull, pullAt } from './positionPrior.ts';
import { PATCH_RADIUS } from './shiftMap.ts';
import { type SideBorder, sideBorderOf } from './sideBorder.ts';

/** Where a line across a border goes on from: so far inside of it, and so many lines beside. In pixels of the level. */
export interface Strip {
  readonly inward: number;
  readonly beside: number;
}

export interface BorderStrips {
  /** One for each line. */
  readonly strips: readonly Strip[];
  /** Whether they match the border so much better than most others that they are more than the least bad ones. */
  readonly isRhythmic: boolean;
}

/** So many known pixels at the border are compared with those one shift farther in. */
const BAND = 6;
/** So many lines to each side are compared with them. */
const BESIDE = 2;
/** Shares of the known part's short side: what a strip is moved by at least and at most, and along the border at most. */
const MIN_INWARD = 0.2;
const MAX_INWARD = 3;
const MAX_BESIDE = 0.12;
/** In mean-square colour units: what changing to another strip costs, and filling a pad with one copy more. */
const CHANGE = 400;
const REPEAT = 60;
/** A strip is worth less for another seed by so many times the share that a single patch is. */
const JITTER_TIMES = 4;
/** What has a rhythm has strips that match this much better than most: in photos of woods and rocks there are none. */
const MAX_RHYTHM = 0.3;
/** A strip that would lie outside of the source. */
const OUTSIDE = 100_000;
/** Of what lies outside, or is wholly different, no more counts towards what strips cost in the middle. */
const MAX_COST = 5000;

/**
 * For each line of a border the strip that it goes on with, few different ones: each is what matches the border itself,
 * so that a row of windows or pales goes on at its own distance (the dominant offsets of He and Sun 2012, sought where
 * they are needed). Chosen along the border by dynamic programming (Viterbi 1967) with one price for every change.
 *
 * @param jitter share by which costs are raised at random, so that another seed may find others
 * @returns null where the source is too small to be copied from in strips
 */
export function borderStrips(matching: Matching, side: Side, jitter: number): BorderStrips | null {
  const { level } = matching.map;
  const border = sideBorderOf(level, side);
  const short = Math.min(level.known.width, level.known.height);
  const least = Math.max(BAND + PATCH_RADIUS, Math.round(MIN_INWARD * short));
  const most = Math.min(border.depth - BAND - PATCH_RADIUS, Math.round(MAX_INWARD * short));
  const aside = Math.max(2, Math.round(MAX_BESIDE * short));
  const strips: Strip[] = [];
  for (let inward = least; inward <= most; inward += 1) {
    for (let beside = -aside; beside <= aside; beside += 1) strips.push({ inward, beside });
  }
  if (strips.length === 0) return null;
  const costs = new Float32Array(strips.length * border.count);
  strips.forEach((strip, index) => {
    const from = index * border.count;
    writeCosts(matching, border, { strip, to: costs.subarray(from, from + border.count) });
  });
  for (let at = 0; at < costs.length; at += border.count) {
    // By strips as a whole: what differs from line to line comes to nothing over a border.
    const raise = 1 + JITTER_TIMES * jitter * matching.random();
    for (let line = at; line < at + border.count; line += 1) costs[line] = (costs[line] ?? 0) * raise;
  }
  const way = cheapestWay(costs, border.count);
  return {
    strips: way.map((index) => strips[index] ?? { inward: least, beside: 0 }),
    isRhythmic: costOf(way, costs) <= MAX_RHYTHM * middling(costs, border.count),
  };
}

/** Mean over a border's lines of what their choices cost. */
function costOf(way: readonly number[], costs: Float32Array): number {
  return way.reduce((sum, choice, line) => sum + (costs[choice * way.length + line] ?? 0), 0) / way.length;
}

/** Of what strips cost along a whole border, the median. */
function middling(costs: Float32Array, count: number): number {
  const means = Float32Array.from({ length: costs.length / count }, (_, choice) => {
    const own = costs.subarray(choice * count, (choice + 1) * count);
    return own.reduce((sum, cost) => sum + Math.min(MAX_COST, cost), 0) / count;
  });
  return means.sort()[means.length >> 1] ?? 0;
}

interface StripCosts {
  readonly strip: Strip;
  /** A float for each line of the border. */
  readonly to: Float32Array;
}

/** What a strip costs at each line: how ill it matches the border, and what the priors say to the middle of its copy. */
function writeCosts(matching: Matching, border: SideBorder, { strip, to }: StripCosts): void {
  const { level } = matching.map;
  const { corner, along, outward, count, pad } = border;
  const shift = strip.beside * along - strip.inward * outward;
  const apart = new Float32Array(count);
  for (let line = 0; line < count; line += 1) {
    const other = line + strip.beside;
    const isInside = other >= PATCH_RADIUS && other < count - PATCH_RADIUS;
    apart[line] = isInside ? bandApart(level.pixels, corner + line * along, shift, outward) : OUTSIDE;
  }
  const pull: Pull = { x: 0, y: 0, xWeight: 0, yWeight: 0 };
  const way = Math.ceil(pad / 2);
  const repeats = Math.max(0, (pad + PATCH_RADIUS) / (strip.inward - PATCH_RADIUS) - 1);
  const turns = Math.ceil(way / strip.inward);
  for (let line = 0; line < count; line += 1) {
    const first = Math.max(0, line - BESIDE);
    const last = Math.min(count - 1, line + BESIDE);
    let sum = 0;
    for (let near = first; near <= last; near += 1) sum += apart[near] ?? 0;
    const target = corner + line * along + way * outward;
    const source = target + strip.beside * along - turns * strip.inward * outward;
    const x = target % level.width;
    pullAt(pull, x, (target - x) / level.width, level.known, matching.costs.position, 1);
    const offX = (source % level.width) - pull.x;
    const offY = Math.floor(source / level.width) - pull.y;
    const prior = pull.xWeight * offX * offX + pull.yWeight * offY * offY;
    const price = (matching.sourceCost[source] ?? 0) / matching.unit;
    to[line] = sum / (last - first + 1) + prior + price + REPEAT * repeats;
  }
}

/** Mean-square difference of the known pixels at a border from those a shift away. */
function bandApart(pixels: Int32Array, from: number, shift: number, outward: number): number {
  let sum = 0;
  for (let step = 0; step < BAND; step += 1) {
    const at = from - step * outward;
    const a = pixels[at] ?? 0;
    const b = pixels[at + shift] ?? 0;
    const red = (a & 255) - (b & 255);
    const green = ((a >> 8) & 255) - ((b >> 8) & 255);
    const blue = ((a >> 16) & 255) - ((b >> 16) & 255);
    const texture = (a >>> 24) - (b >>> 24);
    sum += red * red + green * green + blue * blue + texture * texture;
  }
  return sum / (3 * BAND);
}

/** For each line the number of its choice, so that costs and changes together are least. */
function cheapestWay(costs: Float32Array, count: number): number[] {
  const choices = costs.length / count;
  const total = new Float64Array(choices);
  const before = new Int32Array(costs.length);
  let best = 0;
  for (let line = 0; line < count; line += 1) {
    const change = (total[best] ?? 0) + (line === 0 ? 0 : CHANGE);
    const last = best;
    for (let choice = 0; choice < choices; choice += 1) {
      const isKept = line === 0 || (total[choice] ?? 0) <= change;
      before[line * choices + choice] = isKept ? choice : last;
      total[choice] = (isKept ? (total[choice] ?? 0) : change) + (costs[choice * count + line] ?? 0);
    }
    best = 0;
    for (let choice = 1; choice < choices; choice += 1) {
      if ((total[choice] ?? 0) < (total[best] ?? 0)) best = choice;
    }
  }
  const way = new Array<number>(count).fill(best);
  for (let line = count - 1; line > 0; line -= 1)
    way[line - 1] = before[line * choices + (way[line] ?? 0)] ?? 0;
  return way;
}
