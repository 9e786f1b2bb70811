import { type Anchor, expansionToSize, meantAnchor } from '../../../domain/anchor.ts';
import { formatOf } from '../../../domain/formatOf.ts';
import { formatState, solveFormat } from '../../../domain/formatSolver.ts';
import type { Format } from '../../../domain/formats.ts';
import { frameOf } from '../../../domain/frame.ts';
import type { Reach } from '../../../domain/reach.ts';
import type { Size } from '../../../domain/side.ts';
import type { EditorState } from '../../state/editorState.ts';
import { setFormat, useEditorStore } from '../../state/editorStore.ts';
import { reachNow } from '../../state/reach.ts';

type FrameState = Pick<EditorState, 'formatId' | 'expansion' | 'anchor'>;

/** Chooses a format and brings the frame to it, the source staying where it lies in the frame. Null frees the frame. */
export function chooseFormat(format: Format | null, size: Size): void {
  setFormat(withFormat(useEditorStore.getState(), format, reachNow(size)));
}

/** Moves the source within the frame, which keeps its size; one that has left its format comes back to it. */
export function chooseAnchor(anchor: Anchor, size: Size): void {
  setFormat(withAnchor(useEditorStore.getState(), anchor, reachNow(size)));
}

export function withFormat(
  { expansion, anchor }: FrameState,
  format: Format | null,
  size: Reach,
): FrameState {
  const meant = meantAnchor(size, expansion, anchor);
  if (!format) return { formatId: null, expansion, anchor };
  return { formatId: format.id, expansion: solveFormat(size, format, meant).expansion, anchor: meant };
}

export function withAnchor({ formatId, expansion }: FrameState, anchor: Anchor, size: Reach): FrameState {
  const format = formatId === null ? null : formatOf(formatId);
  if (format && formatState(size, format, expansion) === 'left') {
    return { formatId, expansion: solveFormat(size, format, anchor).expansion, anchor };
  }
  return { formatId, expansion: expansionToSize(size, frameOf(size, expansion), anchor), anchor };
}
