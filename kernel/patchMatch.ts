// One sweep of PatchMatch, as patchMatch.ts has it.

import {
  costOfUse,
  countUse,
  isStraddling,
  knownBottom,
  knownRight,
  knownX,
  knownY,
  matchCost,
  NO_SHIFT,
  packShift,
  priorOf,
  pullTo,
  RADIUS,
  random,
  shiftAlongLine,
  shifts,
  shiftX,
  shiftY,
  targetCount,
  targets,
  width,
} from './level';
import { patchDistance, unfold, weightedPatchDistance } from './patchDistance';

let best: i32 = 0;
let bestMatch: f64 = 0;
let bestCost: f64 = 0;

export function sweep(incoherence: f64, searchRadius: i32, isBackward: bool, isOnSeams: bool): i32 {
  const step = isBackward ? 1 : -1;
  let changes = 0;
  for (let order = 0; order < targetCount; order++) {
    const index = isBackward ? targetCount - 1 - order : order;
    const target = load<i32>(targets + ((<usize>index) << 2));
    const own = shifts + ((<usize>target) << 2);
    const before = load<i32>(own);
    const disagreeing = disagreement(target, before);
    if (isOnSeams && disagreeing === 0) continue;
    const x = target % width;
    const y = target / width;
    const straddles = load<u8>(isStraddling + <usize>target) === 1;
    pullTo(x, y);
    if (straddles) unfold(target);
    best = before;
    bestMatch = <f64>load<f32>(matchCost + ((<usize>target) << 2));
    const source = target + shiftY(before) * width + shiftX(before);
    bestCost = bestMatch + costOfUse(target, source, 1) + incoherence * <f64>disagreeing;
    const beside = load<i32>(shifts + ((<usize>(target + step)) << 2));
    if (beside !== NO_SHIFT) consider(target, x, y, beside, incoherence, straddles);
    const above = load<i32>(shifts + ((<usize>(target + step * width)) << 2));
    if (above !== NO_SHIFT) consider(target, x, y, above, incoherence, straddles);
    const along = shiftAlongLine(target);
    if (along !== NO_SHIFT) consider(target, x, y, along, incoherence, straddles);
    const radius = disagreeing === 0 && !straddles ? searchRadius >> 1 : searchRadius;
    for (let reach = radius; reach >= 1; reach >>= 1) {
      const dx = shiftX(best) + <i32>Math.floor(<f64>(2 * reach + 1) * random()) - reach;
      const dy = shiftY(best) + <i32>Math.floor(<f64>(2 * reach + 1) * random()) - reach;
      consider(target, x, y, packShift(dx, dy), incoherence, straddles);
    }
    if (best !== before) {
      store<i32>(own, best);
      countUse(source, -1);
      countUse(target + shiftY(best) * width + shiftX(best), 1);
      store<f32>(matchCost + ((<usize>target) << 2), <f32>bestMatch);
      changes++;
    }
  }
  return changes;
}

function consider(target: i32, x: i32, y: i32, candidate: i32, incoherence: f64, straddles: bool): void {
  if (candidate === best) return;
  const sourceX = x + shiftX(candidate);
  const sourceY = y + shiftY(candidate);
  if (!isSource(sourceX, sourceY)) return;
  const price =
    incoherence * <f64>disagreement(target, candidate) + costOfUse(target, sourceY * width + sourceX, 0);
  const cost = matchCostOf(target, x, y, candidate, straddles, bestCost - price);
  if (cost + price < bestCost) {
    best = candidate;
    bestMatch = cost;
    bestCost = cost + price;
  }
}

function isSource(x: i32, y: i32): bool {
  return x >= knownX + RADIUS && x < knownRight - RADIUS && y >= knownY + RADIUS && y < knownBottom - RADIUS;
}

/** How many of the four neighbours have another shift. */
function disagreement(target: i32, shift: i32): i32 {
  const at = shifts + ((<usize>target) << 2);
  const row = (<usize>width) << 2;
  return (
    i32(load<i32>(at - 4) !== shift) +
    i32(load<i32>(at + 4) !== shift) +
    i32(load<i32>(at - row) !== shift) +
    i32(load<i32>(at + row) !== shift)
  );
}

function matchCostOf(target: i32, x: i32, y: i32, shift: i32, straddles: bool, limit: f64): f64 {
  const dx = shiftX(shift);
  const dy = shiftY(shift);
  const sourceX = x + dx;
  const sourceY = y + dy;
  if (!isSource(sourceX, sourceY)) return Infinity;
  const source = sourceY * width + sourceX;
  const prior = priorOf(target, source, sourceX, sourceY, dx, dy);
  if (prior >= limit) return prior;
  return (
    prior +
    (straddles ? weightedPatchDistance(source, limit - prior) : patchDistance(target, source, limit - prior))
  );
}

/** Measures all matches anew. */
export function measureMatches(): void {
  for (let index = 0; index < targetCount; index++) {
    const target = load<i32>(targets + ((<usize>index) << 2));
    const x = target % width;
    const y = target / width;
    const straddles = load<u8>(isStraddling + <usize>target) === 1;
    pullTo(x, y);
    if (straddles) unfold(target);
    const shift = load<i32>(shifts + ((<usize>target) << 2));
    const cost = matchCostOf(target, x, y, shift, straddles, Infinity);
    store<f32>(matchCost + ((<usize>target) << 2), <f32>cost);
  }
}
