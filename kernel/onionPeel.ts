// The start at the coarsest level, as onionPeel.ts has it.

import {
  costOfUse,
  countUse,
  knownBottom,
  knownRight,
  knownX,
  knownY,
  NO_SHIFT,
  packShift,
  pixels,
  priorOf,
  pullTo,
  RADIUS,
  random,
  shifts,
  shiftX,
  shiftY,
  weights,
  width,
} from './level';
import { unfold, weightedPatchDistance } from './patchDistance';

/** Fills target after target, in the order that is given. */
export function peel(order: usize, orderCount: i32, sources: usize, sourceCount: i32, jitter: f64): void {
  for (let index = 0; index < orderCount; index++) {
    const target = load<i32>(order + ((<usize>index) << 2));
    suggestNeighbours(target, sources);
    const source = bestSource(target, sources, sourceCount, jitter);
    countUse(source, 1);
    const x = target % width;
    const sourceX = source % width;
    store<i32>(
      shifts + ((<usize>target) << 2),
      packShift(sourceX - x, (source - sourceX - (target - x)) / width),
    );
    const weight = weights + <usize>target;
    if (load<u8>(weight) === 0) {
      store<i32>(pixels + ((<usize>target) << 2), load<i32>(pixels + ((<usize>source) << 2)));
      store<u8>(weight, 1);
    }
  }
}

function suggestNeighbours(target: i32, sources: usize): void {
  suggest(target, target + 1, sources);
  suggest(target, target - 1, sources + 4);
  suggest(target, target + width, sources + 8);
  suggest(target, target - width, sources + 12);
}

function suggest(target: i32, neighbour: i32, to: usize): void {
  const shift = load<i32>(shifts + ((<usize>neighbour) << 2));
  if (shift === NO_SHIFT) return;
  const u = clamp((target % width) + shiftX(shift), knownX, knownRight);
  const v = clamp(target / width + shiftY(shift), knownY, knownBottom);
  store<i32>(to, v * width + u);
}

function clamp(position: i32, from: i32, to: i32): i32 {
  return max(from + RADIUS, min(to - 1 - RADIUS, position));
}

function bestSource(target: i32, sources: usize, sourceCount: i32, jitter: f64): i32 {
  const x = target % width;
  const y = target / width;
  pullTo(x, y);
  unfold(target);
  let best = load<i32>(sources);
  let bestCost: f64 = Infinity;
  for (let index = 0; index < sourceCount; index++) {
    const source = load<i32>(sources + ((<usize>index) << 2));
    const sourceX = source % width;
    const sourceY = source / width;
    const raise = 1 + jitter * random();
    const prior =
      priorOf(target, source, sourceX, sourceY, sourceX - x, sourceY - y) + costOfUse(target, source, 0);
    if (prior * raise >= bestCost) continue;
    const limit = bestCost / raise - prior;
    const cost = raise * (prior + weightedPatchDistance(source, limit));
    if (cost < bestCost) {
      bestCost = cost;
      best = source;
    }
  }
  return best;
}
