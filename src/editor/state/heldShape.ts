import { meantAnchor } from '../../domain/anchor.ts';
import type { HeldShape } from '../../domain/draggedTo.ts';
import { formatOf } from '../../domain/formatOf.ts';
import { solveFormat } from '../../domain/formatSolver.ts';

import type { Size } from '../../domain/side.ts';
import type { EditorState } from './editorState.ts';

type FrameState = Pick<
  EditorState,
  'formatId' | 'isFormatLocked' | 'expansion' | 'anchor' | 'goesBeyond' | 'allowsCropping'
>;

/** The shape that the frame holds; null where it is free, unlocked, or its format out of reach. */
export function heldShape(
  { formatId, isFormatLocked, expansion, anchor, goesBeyond, allowsCropping }: FrameState,
  size: Size,
): HeldShape | null {
  const format = formatId === null || !isFormatLocked ? null : formatOf(formatId);
  if (!format || !solveFormat({ ...size, goesBeyond, allowsCropping }, format, anchor).isReached) return null;
  return { aspect: format.aspect[0] / format.aspect[1], anchor: meantAnchor(size, expansion, anchor) };
}
