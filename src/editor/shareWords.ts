import { isAtLimit, usedPercent } from '../domain/allowance.ts';
import { type Expansion, giverFor } from '../domain/expansion.ts';
import type { Size } from '../domain/side.ts';
import { SIDE_LABELS } from './sideLabels.ts';

/** What is told of a frame besides its size: how much is used, and who could give when nothing is left. */
export function shareWords(size: Size, expansion: Expansion): string {
  const used = `${usedPercent(expansion, size)} % used.`;
  const giver = isAtLimit(expansion, size) && giverFor([], expansion);
  return giver ? `${used} At the limit. ${SIDE_LABELS[giver]} could give some back.` : used;
}
