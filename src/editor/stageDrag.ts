import { anchorOf } from '../domain/anchor.ts';
import { type Expansion, sameExpansion } from '../domain/expansion.ts';
import { formatOf } from '../domain/formatOf.ts';
import { type Gesture, limitsOf, type Manner, movedSides, moveTo } from '../domain/gesture.ts';
import type { Handle } from '../domain/handle.ts';
import { type Point, SIDE_GEOMETRY, type Size } from '../domain/side.ts';
import { snappingAt } from '../domain/snapping.ts';
import { rectToScreen, toSource } from '../domain/viewport.ts';
import { setDragged, useEditorStore } from './editorStore.ts';
import { useGestureStore } from './gestureStore.ts';
import { guideSides } from './guideWords.ts';
import type { HeldKeys } from './heldKeys.ts';
import { frameRect, handlePoints } from './picture.ts';
import type { StageView } from './stageView.ts';

/** Pushing so near to the stage's border zooms out, so that a drag never runs out of stage. */
const PUSH_MARGIN = 28;
const PUSH_SPEED = 0.0009;
const LEAST_ZOOM = 0.01;
/** Screen pixels before the limit in which a handle grows heavy. */
const SOFT_REACH = 12;

interface DragParts {
  readonly view: StageView;
  readonly size: Size;
  /** Called in every frame of a drag with where the pointer is, and with null when it ends. */
  readonly onPointer: (screenPoint: Point | null) => void;
}

/**
 * One drag at a time. It is computed from its start and the pointer, once a frame; letting go makes it the editor's
 * expansion, taking it back leaves no trace.
 */
export function createStageDrag({ view, size, onPointer }: DragParts) {
  let gesture: Gesture | null = null;
  let pointer: Point = { x: 0, y: 0 };
  let keys: HeldKeys = { alt: false, shift: false, mod: false };
  let frameRequest = 0;
  let lastFrameMs = 0;
  /** The limits depend on the start and the keys alone. */
  let limits: { keys: HeldKeys; expansions: readonly Expansion[] } | null = null;

  function manner(): Manner {
    const { zoom } = view.viewport;
    const { isSnapping, linked, formatId } = useEditorStore.getState();
    const format = formatId === null ? null : formatOf(formatId);
    return {
      mirrors: { x: keys.alt || linked.x, y: keys.alt || linked.y },
      keepsAspect: keys.shift,
      formatAspect: format ? format.aspect[0] / format.aspect[1] : undefined,
      snapping: isSnapping && !keys.mod ? snappingAt(zoom) : null,
      softReach: SOFT_REACH / zoom,
    };
  }

  function step(nowMs: number): void {
    frameRequest = 0;
    if (!gesture) return;
    const elapsedMs = lastFrameMs ? Math.min(50, nowMs - lastFrameMs) : 16;
    lastFrameMs = nowMs;
    const { handle } = gesture;
    let moved = moveTo(gesture, toSource(view.viewport, pointer), manner());
    const push = pushDepth(moved.atLimit ? heldPoint(handle, moved.expansion) : pointer, handle);
    const isPushing = push > 0 && view.viewport.zoom > LEAST_ZOOM;
    if (isPushing) {
      view.zoomOut(Math.exp(-PUSH_SPEED * elapsedMs * Math.min(3, push / PUSH_MARGIN)));
      moved = moveTo(gesture, toSource(view.viewport, pointer), manner());
    }
    const { expansion, atLimit, guide } = moved;
    if (limits?.keys !== keys) limits = { keys, expansions: limitsOf(gesture, manner()) };
    useGestureStore.setState({
      gesture: { handle, sides: movedSides(gesture, manner()), expansion, atLimit },
    });
    view.showDrag({
      handle,
      expansion,
      atLimit,
      guide,
      limits: limits.expansions,
      guideSides: guideSides(guide, handle, expansion),
    });
    onPointer(pointer);
    if (isPushing) requestStep();
  }

  function requestStep(): void {
    if (!frameRequest) frameRequest = requestAnimationFrame(step);
  }

  /** Once a limit holds the handle, it is the handle that has to come back onto the stage, not the pointer. */
  function heldPoint(handle: Handle, expansion: Expansion): Point {
    const points = handlePoints(rectToScreen(view.viewport, frameRect(size, expansion)));
    const held = { ...pointer };
    for (const side of handle) held[SIDE_GEOMETRY[side].axis] = points[side][SIDE_GEOMETRY[side].axis];
    return held;
  }

  /** How far a point is into the margin of the stage's border that the dragged sides move towards; past it counts on. */
  function pushDepth(point: Point, handle: Handle): number {
    const depths = handle.map((side) => {
      const { axis, outward } = SIDE_GEOMETRY[side];
      const border = outward > 0 ? (axis === 'x' ? view.stage.width : view.stage.height) : 0;
      return PUSH_MARGIN - (border - point[axis]) * outward;
    });
    return Math.max(0, ...depths);
  }

  return {
    get isOn(): boolean {
      return gesture !== null;
    },
    begin(next: Gesture, at: Point, held: HeldKeys): void {
      gesture = next;
      pointer = at;
      keys = held;
      limits = null;
      requestStep();
    },
    move(to: Point): void {
      pointer = to;
      requestStep();
    },
    hold(next: HeldKeys): void {
      if (next.alt === keys.alt && next.shift === keys.shift && next.mod === keys.mod) return;
      keys = next;
      if (gesture) requestStep();
    },
    /** Ends the drag where it is, or takes it back. */
    end(outcome: 'keep' | 'restore'): void {
      if (!gesture) return;
      if (outcome === 'keep' && frameRequest) step(performance.now());
      cancelAnimationFrame(frameRequest);
      frameRequest = 0;
      lastFrameMs = 0;
      const { handle } = gesture;
      gesture = null;
      const dragged = useGestureStore.getState().gesture;
      useGestureStore.setState({ gesture: null });
      onPointer(null);
      const { expansion, anchor } = useEditorStore.getState();
      if (outcome === 'keep' && dragged && !sameExpansion(dragged.expansion, expansion)) {
        const moved = handle.length === 0;
        setDragged(dragged.expansion, moved ? anchorOf(size, dragged.expansion, anchor) : anchor);
      }
      view.endDrag();
    },
  };
}

export type StageDrag = ReturnType<typeof createStageDrag>;
