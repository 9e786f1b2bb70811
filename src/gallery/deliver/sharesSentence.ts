import type { DeliveredShare } from '../../domain/delivery.ts';
import { sizeLabel } from '../taskLabels.ts';

/** So many sizes are told one by one. */
const TOLD = 3;

/** `22 at 1080 × 1350, 6 at 1600 × 2844 as they are`; null where one size says it all. */
export function sharesSentence(shares: readonly DeliveredShare[]): string | null {
  if (shares.length < 2) return null;
  const told = shares.length > TOLD + 1 ? shares.slice(0, TOLD) : shares;
  const rest = shares.slice(told.length);
  const words = told.map(({ size, count, isAsItIs }) => {
    const asIs = count === 1 ? 'as it is' : 'as they are';
    // A size stays on one line.
    const pixels = sizeLabel(size).replaceAll(' ', '\u00a0');
    return `${count} at ${pixels}${isAsItIs ? ` ${asIs}` : ''}`;
  });
  if (rest.length > 0) words.push(`${sum(rest.map(({ count }) => count))} in ${rest.length} other sizes`);
  return words.join(', ');
}

/** `2 cut`: how many lose something at their edges; null where none does. */
export function cutSentence(shares: readonly DeliveredShare[]): string | null {
  const cut = sum(shares.map((share) => share.cut));
  return cut === 0 ? null : `${cut} cut at the edges to fit`;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
