import { lineCost, shiftAlongLine } from './lineGuide.ts';
import type { Matching } from './matching.ts';
import { costOfUse } from './overUse.ts';
import { patchDistance, weightedPatchDistance } from './patchDistance.ts';
import { type Pull, pullAt } from './positionPrior.ts';
import { NO_SHIFT, PATCH_RADIUS, packShift, shiftX, shiftY } from './shiftMap.ts';

interface Sweep {
  /** Largest step of the random search; 0 for propagation alone. */
  readonly searchRadius: number;
  readonly isBackward: boolean;
  /** Leaves alone what already agrees with all its neighbours, unless it touches the known part. */
  readonly isOnSeams: boolean;
}

/**
 * One sweep of PatchMatch (Barnes et al. 2009): every target tries its neighbours' shifts, then random ones around its
 * own in ever smaller circles. To the patch distance come the priors and, as in the shift maps of He and Sun 2012, a
 * price for disagreeing with neighbours, which keeps copied pieces whole. Returns how many targets changed their mind.
 * The kernel does the same (kernel/patchMatch.ts): what is changed here is changed there.
 */
export function sweep(matching: Matching, { searchRadius, isBackward, isOnSeams }: Sweep): number {
  const { map, costs, kernel, matchCost, unit, random, isStraddling, guide } = matching;
  if (kernel !== null) {
    kernel.setRandom(random.state);
    const changes = kernel.sweep(costs.incoherence * unit, searchRadius, isBackward, isOnSeams);
    random.state = kernel.randomState();
    return changes;
  }
  const { shifts, targets, level } = map;
  const { width, known } = level;
  const incoherence = costs.incoherence * unit;
  const step = isBackward ? 1 : -1;
  const pull: Pull = { x: 0, y: 0, xWeight: 0, yWeight: 0 };
  let changes = 0;

  for (let order = 0; order < targets.length; order += 1) {
    const target = targets[isBackward ? targets.length - 1 - order : order] ?? 0;
    const before = shifts[target] ?? NO_SHIFT;
    const disagreeing = disagreement(shifts, target, width, before);
    if (isOnSeams && disagreeing === 0) continue;
    const x = target % width;
    const y = (target - x) / width;
    pullAt(pull, x, y, known, costs.position, unit);
    let best = before;
    let bestMatch = matchCost[target] ?? 0;
    const own = target + shiftY(before) * width + shiftX(before);
    let bestCost = bestMatch + costOfUse(matching, target, own, 1) + incoherence * disagreeing;

    const costOfTaking = (candidate: number) =>
      incoherence * disagreement(shifts, target, width, candidate) +
      costOfUse(matching, target, target + shiftY(candidate) * width + shiftX(candidate), 0);
    for (let suggestion = 0; suggestion < (guide === null ? 2 : 3); suggestion += 1) {
      let candidate = NO_SHIFT;
      if (suggestion < 2) candidate = shifts[target + (suggestion === 0 ? step : step * width)] ?? NO_SHIFT;
      else if (guide !== null) candidate = shiftAlongLine(guide, target, random);
      if (candidate === best || candidate === NO_SHIFT) continue;
      const price = costOfTaking(candidate);
      const cost = matchCostOf(matching, target, x, y, candidate, pull, bestCost - price);
      if (cost + price < bestCost) {
        best = candidate;
        bestMatch = cost;
        bestCost = cost + price;
      }
    }
    const radius = disagreeing === 0 && isStraddling[target] === 0 ? searchRadius >> 1 : searchRadius;
    for (let reach = radius; reach >= 1; reach >>= 1) {
      const dx = shiftX(best) + Math.floor((2 * reach + 1) * random()) - reach;
      const dy = shiftY(best) + Math.floor((2 * reach + 1) * random()) - reach;
      const candidate = packShift(dx, dy);
      if (candidate === best) continue;
      const price = costOfTaking(candidate);
      const cost = matchCostOf(matching, target, x, y, candidate, pull, bestCost - price);
      if (cost + price < bestCost) {
        best = candidate;
        bestMatch = cost;
        bestCost = cost + price;
      }
    }
    if (best !== before) {
      shifts[target] = best;
      const next = target + shiftY(best) * width + shiftX(best);
      matching.uses[own] = (matching.uses[own] ?? 0) - 1;
      matching.uses[next] = (matching.uses[next] ?? 0) + 1;
      matchCost[target] = bestMatch;
      changes += 1;
    }
  }
  return changes;
}

/** How many of the four neighbours have another shift. Neighbours outside the field disagree with all alike. */
function disagreement(shifts: Int32Array, target: number, width: number, shift: number): number {
  return (
    (shifts[target - 1] === shift ? 0 : 1) +
    (shifts[target + 1] === shift ? 0 : 1) +
    (shifts[target - width] === shift ? 0 : 1) +
    (shifts[target + width] === shift ? 0 : 1)
  );
}

/** Patch distance and priors of one shift, without the neighbours' part and what uses cost; given up once it reaches the limit. */
function matchCostOf(
  { map, weights, offsets, isStraddling, sourceCost, shortShift, guide }: Matching,
  target: number,
  x: number,
  y: number,
  shift: number,
  pull: Pull,
  limit: number,
): number {
  const { width, known, pixels } = map.level;
  const dx = shiftX(shift);
  const dy = shiftY(shift);
  const sourceX = x + dx;
  const sourceY = y + dy;
  if (
    sourceX < known.x + PATCH_RADIUS ||
    sourceX >= known.x + known.width - PATCH_RADIUS ||
    sourceY < known.y + PATCH_RADIUS ||
    sourceY >= known.y + known.height - PATCH_RADIUS
  ) {
    return Number.POSITIVE_INFINITY;
  }
  const source = sourceY * width + sourceX;
  const offX = sourceX - pull.x;
  const offY = sourceY - pull.y;
  const shortness = 1 - (dx * dx + dy * dy) * shortShift.inverseReach;
  const prior =
    pull.xWeight * offX * offX +
    pull.yWeight * offY * offY +
    (sourceCost[source] ?? 0) +
    (shortness > 0 ? shortShift.price * shortness : 0) +
    (guide === null ? 0 : lineCost(guide, target, dx, dy));
  if (prior >= limit) return prior;
  return isStraddling[target] === 1
    ? prior + weightedPatchDistance(pixels, weights, offsets, target, source, limit - prior)
    : prior + patchDistance(pixels, offsets, target, source, limit - prior);
}

/** Measures all matches anew, after the picture or the prices have changed. */
export function measureMatches(matching: Matching): void {
  if (matching.kernel !== null) {
    matching.kernel.measureMatches();
    return;
  }
  const { map, costs, matchCost, unit } = matching;
  const { shifts, targets, level } = map;
  const pull: Pull = { x: 0, y: 0, xWeight: 0, yWeight: 0 };
  for (const target of targets) {
    const x = target % level.width;
    const y = (target - x) / level.width;
    pullAt(pull, x, y, level.known, costs.position, unit);
    const shift = shifts[target] ?? NO_SHIFT;
    matchCost[target] = matchCostOf(matching, target, x, y, shift, pull, Number.POSITIVE_INFINITY);
  }
}
