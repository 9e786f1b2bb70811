import { meantAnchor } from '../../domain/anchor.ts';
import { formatOf } from '../../domain/formatOf.ts';
import { solveFormat } from '../../domain/formatSolver.ts';
import type { HeldShape } from '../../domain/heldFormat.ts';
import type { Size } from '../../domain/side.ts';
import type { EditorState } from './editorState.ts';

type FrameState = Pick<EditorState, 'formatId' | 'isFormatLocked' | 'expansion' | 'anchor' | 'goesBeyond'>;

/** The shape that the frame holds; null where it is free, unlocked, or its format out of reach. */
export function heldShape(
  { formatId, isFormatLocked, expansion, anchor, goesBeyond }: FrameState,
  size: Size,
): HeldShape | null {
  const format = formatId === null || !isFormatLocked ? null : formatOf(formatId);
  if (!format || !solveFormat({ ...size, goesBeyond }, format, anchor).isReached) return null;
  return { aspect: format.aspect[0] / format.aspect[1], anchor: meantAnchor(size, expansion, anchor) };
}
