import { isAtLimit, usedPercent } from '../domain/allowance.ts';
import { areaFactor, type Expansion, giverFor } from '../domain/expansion.ts';
import { planFor } from '../domain/plan/plan.ts';
import { problemTitle } from '../domain/problem.ts';
import type { Reach } from '../domain/reach.ts';
import { SIDE_LABELS } from './sideLabels.ts';

/** What is told of a frame besides its size: how much is used, and who could give when nothing is left. */
export function shareLabel(size: Reach, expansion: Expansion): string {
  if (size.goesBeyond) {
    const { problem, steps } = planFor(size, expansion);
    if (problem) return `${problemTitle(problem)}.`;
    if (steps.length > 1) return `${areaFactor(expansion).toFixed(2)} times the area, beyond one request.`;
  }
  const used = `${usedPercent(expansion, size)}% used.`;
  const giver = isAtLimit(expansion, size) && giverFor([], expansion);
  return giver ? `${used} At the limit. ${SIDE_LABELS[giver]} could give some back.` : used;
}
