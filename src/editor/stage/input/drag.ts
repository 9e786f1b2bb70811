import { anchorOf } from '../../../domain/anchor.ts';
import { type Expansion, sameExpansion, withinArea } from '../../../domain/expansion.ts';
import { frameRect } from '../../../domain/frame.ts';
import { type DragOptions, limitsOf, movedSides, moveTo } from '../../../domain/gesture.ts';
import type { Gesture, Move } from '../../../domain/gestureMove.ts';
import type { Handle } from '../../../domain/handle.ts';
import type { Point, Size } from '../../../domain/side.ts';
import { rectToScreen, toScreen, toSource, type Viewport, zoomAt } from '../../../domain/viewport.ts';
import { type DragInProgress, useDragStore } from '../../state/dragStore.ts';
import { setDragged, useEditorStore } from '../../state/editorStore.ts';
import { guideSides } from '../hud/guideLabel.ts';
import type { StageView } from '../stageView.ts';
import { dragOptionsFor } from './dragOptions.ts';
import type { ModifierKeys } from './modifierKeys.ts';
import { distanceToLimit, heldPoint, pushDepth, pushedZoom } from './stagePush.ts';

const MIN_ZOOM = 0.01;
/** A frame of the browser's that comes later than this counts as one that did not. */
const MAX_FRAME_MS = 50;
/** What the first frame of a push counts as. */
const FIRST_FRAME_MS = 16;

interface DragDeps {
  readonly view: Pick<StageView, 'viewport' | 'stage' | 'makeRoom' | 'showDrag' | 'endDrag'>;
  readonly size: Size;
  /** Called in every frame of a drag with where the pointer is, and with null when it ends. */
  readonly onPointer: (screenPoint: Point | null) => void;
}

/** What is held at the moment. The limits depend on the start and the keys alone. */
interface Held {
  readonly gesture: Gesture;
  readonly keys: ModifierKeys;
  readonly pointer: Point;
  readonly limits: readonly Expansion[] | null;
  readonly oneRequest: readonly Expansion[];
  /** The viewport that the drag began in. */
  readonly from: Viewport;
  /** How far the drag has pushed it, as the logarithm of its zoom against that at the start: 0 or less. */
  readonly pushed: number;
}

/**
 * One drag at a time. It is computed from its start and the pointer, once a frame; letting go makes it the editor's
 * expansion, taking it back leaves no trace.
 */
export function createStageDrag({ view, size, onPointer }: DragDeps) {
  let held: Held | null = null;
  let frameRequest = 0;
  let lastFrameMs = 0;

  function step(nowMs: number): void {
    frameRequest = 0;
    if (!held) return;
    const elapsedMs = lastFrameMs ? Math.min(MAX_FRAME_MS, nowMs - lastFrameMs) : FIRST_FRAME_MS;
    let { move, options } = moveOf(held, view);
    const { gesture, pointer, from } = held;
    const limits = held.limits ?? limitsOf(gesture, options);
    const oneRequest = held.limits ? held.oneRequest : oneRequestOf(gesture, options);
    const pushed = pushOf({ ...held, limits }, { move, view, elapsedMs });
    const isPushing = pushed !== held.pushed;
    held = { ...held, limits, oneRequest, pushed };
    if (isPushing) {
      view.makeRoom(pushedViewport(from, view.stage, pushed));
      ({ move, options } = moveOf(held, view));
    }
    showMove({ gesture, move, options, limits, oneRequest, isPushing }, view);
    onPointer(pointer);
    lastFrameMs = isPushing ? nowMs : 0;
    if (isPushing) requestStep();
  }

  function requestStep(): void {
    if (!frameRequest) frameRequest = requestAnimationFrame(step);
  }

  return {
    get isOn(): boolean {
      return held !== null;
    },
    begin(gesture: Gesture, pointer: Point, keys: ModifierKeys): void {
      held = { gesture, pointer, keys, limits: null, oneRequest: [], from: view.viewport, pushed: 0 };
      requestStep();
    },
    move(pointer: Point): void {
      if (!held) return;
      held = { ...held, pointer };
      requestStep();
    },
    setModifiers(next: ModifierKeys): void {
      if (!held || sameKeys(next, held.keys)) return;
      held = { ...held, keys: next, limits: null };
      requestStep();
    },
    /** Ends the drag where it is, or takes it back. */
    end(outcome: 'keep' | 'restore'): void {
      if (!held) return;
      if (outcome === 'keep' && frameRequest) step(performance.now());
      cancelAnimationFrame(frameRequest);
      frameRequest = 0;
      lastFrameMs = 0;
      const { from, pushed } = held;
      const { handle } = held.gesture;
      held = null;
      if (outcome === 'restore' && pushed < 0) view.makeRoom(from);
      const dragged = useDragStore.getState().gesture;
      useDragStore.setState({ gesture: null });
      onPointer(null);
      if (outcome === 'keep' && dragged) keep(dragged.expansion, handle, size);
      view.endDrag();
    },
  };
}

export type StageDrag = ReturnType<typeof createStageDrag>;

function moveOf({ gesture, keys, pointer }: Held, { viewport }: Pick<StageView, 'viewport'>) {
  const options = dragOptionsFor(keys, { size: gesture.size, zoom: viewport.zoom });
  return { options, move: moveTo(gesture, toSource(viewport, pointer), options) };
}

/** Where one request would hold a gesture that may go beyond; none where it could not be held that early. */
function oneRequestOf(gesture: Gesture, options: DragOptions): Expansion[] {
  const { size } = gesture;
  if (!size.goesBeyond) return [];
  return limitsOf({ ...gesture, size: { ...size, goesBeyond: false } }, options).filter(withinArea);
}

interface Pushing {
  readonly move: Move;
  readonly view: Pick<StageView, 'viewport' | 'stage'>;
  readonly elapsedMs: number;
}

/** How far the drag has pushed the viewport after one more frame. */
function pushOf(held: Held, { move, view, elapsedMs }: Pushing): number {
  const { gesture, pointer, limits, from, pushed } = held;
  const { handle, size } = gesture;
  const { viewport, stage } = view;
  const frame = () => rectToScreen(viewport, frameRect(size, move.expansion));
  const pushedFrom = { handle, stage, grabbed: toScreen(from, gesture.grabbedAt) };
  const depth = pushDepth(move.atLimit ? heldPoint(pointer, handle, frame()) : pointer, pushedFrom);
  if (depth > 0 && viewport.zoom <= MIN_ZOOM) return pushed;
  const atLimit = { handle, size, limits: limits ?? [] };
  const toLimit = distanceToLimit(move.expansion, atLimit) * viewport.zoom;
  // At the limit only the handle has still to come onto the stage: nothing is left to brake for.
  return pushedZoom(pushed, { depth, toLimit: move.atLimit ? Number.POSITIVE_INFINITY : toLimit, elapsedMs });
}

/** Pushed about the middle of the stage, from the start of the drag, so that nothing of it is left when it runs back. */
function pushedViewport(from: Viewport, stage: Size, pushed: number): Viewport {
  return zoomAt(from, { x: stage.width / 2, y: stage.height / 2 }, Math.exp(pushed));
}

interface ShownMove {
  readonly gesture: Gesture;
  readonly move: Move;
  readonly options: DragOptions;
  readonly limits: readonly Expansion[];
  readonly oneRequest: readonly Expansion[];
  /** The viewport has changed with it. */
  readonly isPushing: boolean;
}

function showMove(
  { gesture, move, options, limits, oneRequest, isPushing }: ShownMove,
  view: Pick<StageView, 'showDrag'>,
): void {
  const { handle } = gesture;
  const { expansion, atLimit, guide } = move;
  tellMove({ handle, sides: movedSides(gesture, options), expansion, atLimit }, isPushing);
  view.showDrag({
    handle,
    expansion,
    atLimit,
    guide,
    limits,
    oneRequest,
    guideSides: guideSides(guide, handle, expansion),
  });
}

/**
 * Tells those who follow the drag, where something changed for them: a frame that snapped stays for many moves, unless
 * the viewport moves it on the screen.
 */
function tellMove(move: DragInProgress, isPushing: boolean): void {
  const { gesture: told } = useDragStore.getState();
  const isTold =
    told !== null &&
    told.atLimit === move.atLimit &&
    sameExpansion(told.expansion, move.expansion) &&
    told.sides.length === move.sides.length &&
    told.sides.every((side, index) => side === move.sides[index]);
  if (isPushing || !isTold) useDragStore.setState({ gesture: move });
}

/** Makes what was dragged the editor's expansion. A frame that was moved as a whole has a new anchor. */
function keep(dragged: Expansion, handle: Handle, size: Size): void {
  const { expansion, anchor } = useEditorStore.getState();
  if (sameExpansion(dragged, expansion)) return;
  setDragged(dragged, handle.length === 0 ? anchorOf(size, dragged, anchor) : anchor);
}

function sameKeys(a: ModifierKeys, b: ModifierKeys): boolean {
  return a.alt === b.alt && a.shift === b.shift && a.mod === b.mod;
}
