import type { Expansion } from '../../../domain/expansion.ts';
import type { Handle } from '../../../domain/handle.ts';
import { AXIS_SIDES, SIDE_GEOMETRY, type Side } from '../../../domain/side.ts';
import type { Guide } from '../../../domain/snapping.ts';

/** What a guide says beside its line. */
export function guideLabel({ kind, figure }: Guide): string {
  const words: Record<Guide['kind'], string> = {
    edge: 'Edge of the image',
    equal: 'Same as the other side',
    aspect: figure,
    limit: 'Limit',
    'one-request': 'One request',
    centre: 'Centred',
    round: `${figure} px`,
  };
  return words[kind];
}

/** The edges of the frame that lie where it was drawn to, and get a line. */
export function guideSides(guide: Guide | null, handle: Handle, expansion: Expansion): Side[] {
  // Limits have lines of their own.
  if (!guide || guide.kind === 'limit' || guide.kind === 'one-request') return [];
  if (handle.length > 0) {
    return handle.filter((side) => handle.length === 1 || SIDE_GEOMETRY[side].axis === guide.axis);
  }
  return guide.kind === 'edge' ? AXIS_SIDES[guide.axis].filter((side) => expansion[side] === 0) : [];
}
