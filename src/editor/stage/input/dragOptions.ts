import type { DragOptions } from '../../../domain/gesture.ts';
import type { Size } from '../../../domain/side.ts';
import { snappingAt } from '../../../domain/snapping.ts';
import { useEditorStore } from '../../state/editorStore.ts';
import { heldShape } from '../../state/heldShape.ts';
import type { ModifierKeys } from './modifierKeys.ts';

/** Screen pixels before the limit in which a handle grows heavy. */
const SOFT_REACH = 12;

/** How the frame answers to the pointer: by the keys that are held, and by what is set in the editor. */
export function dragOptionsFor(
  keys: ModifierKeys,
  { size, zoom }: { size: Size; zoom: number },
): DragOptions {
  const state = useEditorStore.getState();
  const { isSnapping, linked } = state;
  const shape = heldShape(state, size);
  return {
    mirrors: { x: keys.alt || linked.x, y: keys.alt || linked.y },
    keepsAspect: keys.shift || shape !== null,
    formatAspect: shape?.aspect,
    anchor: shape?.anchor,
    snapping: isSnapping && !keys.mod ? snappingAt(zoom) : null,
    softReach: SOFT_REACH / zoom,
  };
}
