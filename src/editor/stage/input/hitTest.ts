import type { Handle } from '../../../domain/handle.ts';
import { SIDE_GEOMETRY } from '../../../domain/side.ts';

/** How near to an edge grabs its handle, in screen pixels to each side of it: 24 px for a mouse, 44 px for a finger in all. */
const REACH = { mouse: 12, coarse: 22 };

export function hitToleranceOf(pointerType: string): number {
  return pointerType === 'mouse' ? REACH.mouse : REACH.coarse;
}

/** Controls that lie on the stage take their own events. */
export function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('button, input, [role=toolbar], [data-stage-result]') !== null
  );
}

export function cursorOf(handle: Handle): string {
  const [first, second] = handle;
  if (!first) return 'move';
  if (!second) return SIDE_GEOMETRY[first].axis === 'x' ? 'ew-resize' : 'ns-resize';
  return SIDE_GEOMETRY[first].outward === SIDE_GEOMETRY[second].outward ? 'nwse-resize' : 'nesw-resize';
}
