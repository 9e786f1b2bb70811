import { meantAnchor } from '../../domain/anchor.ts';
import { withSide } from '../../domain/expansion.ts';
import { withBothSides, withFrameLength } from '../../domain/frameLength.ts';
import { withLengthHeld, withSideHeld } from '../../domain/heldFormat.ts';
import { type Axis, lengthAlong, SIDE_GEOMETRY, type Side, type Size } from '../../domain/side.ts';
import type { EditorState } from './editorState.ts';
import { useEditorStore } from './editorStore.ts';
import { heldShape } from './heldShape.ts';
import { reachNow } from './reach.ts';

const { setState } = useEditorStore;

/** What a figure is set from: what is set now, or what was when a run of changes began, so that they never add up. */
export type FrameBefore = Pick<EditorState, 'expansion' | 'anchor'>;

/** Sets one side as near to so many source pixels as the limits allow; on a linked axis the other one goes along. */
export function setSidePx(
  { side, px }: { side: Side; px: number },
  size: Size,
  { expansion }: FrameBefore = useEditorStore.getState(),
): void {
  const { axis } = SIDE_GEOMETRY[side];
  const state = useEditorStore.getState();
  const mirrors = state.linked[axis];
  const shape = heldShape({ ...state, expansion }, size);
  if (shape) {
    setState({ expansion: withSideHeld(expansion, { side, px, mirrors }, reachNow(size), shape) });
    return;
  }
  const change = mirrors ? withBothSides : withSide;
  setState({ expansion: change(expansion, side, px / lengthAlong(axis, size), reachNow(size)) });
}

/** Sets the width (x) or height (y) of the frame as near to so many source pixels as the limits allow. */
export function setFramePx(
  length: { axis: Axis; px: number },
  size: Size,
  { expansion, anchor }: FrameBefore = useEditorStore.getState(),
): void {
  const shape = heldShape({ ...useEditorStore.getState(), expansion, anchor }, size);
  if (shape) {
    setState({ expansion: withLengthHeld(length, reachNow(size), shape) });
    return;
  }
  const meant = meantAnchor(size, expansion, anchor);
  setState({ expansion: withFrameLength(expansion, length, { size: reachNow(size), anchor: meant }) });
}
