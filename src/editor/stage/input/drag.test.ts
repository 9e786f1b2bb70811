import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_EXPANSION } from '../../../domain/expansion.ts';
import type { Gesture } from '../../../domain/gestureMove.ts';
import { useDragStore } from '../../state/dragStore.ts';
import { INITIAL_EDITOR_STATE } from '../../state/editorState.ts';
import { setExpansion, useEditorStore } from '../../state/editorStore.ts';
import { fakeView } from '../testing/fakeView.ts';
import { createStageDrag } from './drag.ts';

const size = { width: 200, height: 100 };
const noKeys = { alt: false, shift: false, mod: false };
const gesture: Gesture = { handle: ['right'], size, start: NO_EXPANSION, grabbedAt: { x: 200, y: 50 } };

let frames: FrameRequestCallback[];

/** Lets the browser come to its next frame. */
function nextFrame(nowMs = 0): void {
  for (const frame of frames.splice(0)) frame(nowMs);
}

function setUp() {
  const view = fakeView();
  const onPointer = vi.fn();
  return { view, onPointer, drag: createStageDrag({ view, size, onPointer }) };
}

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame));
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = [];
  });
  useEditorStore.setState({ ...INITIAL_EDITOR_STATE, isSnapping: false });
});

afterEach(() => vi.unstubAllGlobals());

describe('a drag', () => {
  it('is computed once a frame, from its start and the last place of the pointer', () => {
    const { view, onPointer, drag } = setUp();
    drag.begin(gesture, { x: 304, y: 100 }, noKeys);
    drag.move({ x: 310, y: 100 });
    drag.move({ x: 320, y: 100 });
    expect(view.showDrag).not.toHaveBeenCalled();
    nextFrame();
    expect(view.showDrag).toHaveBeenCalledOnce();
    expect(view.showDrag.mock.lastCall?.[0].expansion.right).toBeCloseTo(0.1);
    expect(onPointer).toHaveBeenLastCalledWith({ x: 320, y: 100 });
    expect(useDragStore.getState().gesture?.expansion.right).toBeCloseTo(0.1);
    // Nothing of the work is touched before it is let go.
    expect(useEditorStore.getState().expansion).toEqual(NO_EXPANSION);
  });

  it('tells its followers of a frame that has moved, and not of one that stays', () => {
    const { drag } = setUp();
    drag.begin(gesture, { x: 320, y: 100 }, noKeys);
    nextFrame();
    const told = vi.fn();
    const stop = useDragStore.subscribe(told);
    drag.move({ x: 320, y: 140 });
    nextFrame();
    expect(told).not.toHaveBeenCalled();
    drag.move({ x: 330, y: 140 });
    nextFrame();
    expect(told).toHaveBeenCalledOnce();
    stop();
  });

  it('that is let go counts with its last move, drawn or not', () => {
    const { view, onPointer, drag } = setUp();
    drag.begin(gesture, { x: 304, y: 100 }, noKeys);
    nextFrame();
    drag.move({ x: 320, y: 100 });
    drag.end('keep');
    expect(useEditorStore.getState().expansion.right).toBeCloseTo(0.1);
    expect(view.endDrag).toHaveBeenCalledOnce();
    expect(onPointer).toHaveBeenLastCalledWith(null);
    expect([drag.isOn, useDragStore.getState().gesture]).toEqual([false, null]);
  });

  it('that is taken back leaves no trace', () => {
    const { drag } = setUp();
    drag.begin(gesture, { x: 340, y: 100 }, noKeys);
    nextFrame();
    drag.end('restore');
    expect(useEditorStore.getState().expansion).toEqual(NO_EXPANSION);
    expect(frames).toEqual([]);
  });

  it('answers to keys at once, and only when they change', () => {
    const { view, drag } = setUp();
    drag.begin(gesture, { x: 320, y: 100 }, noKeys);
    nextFrame();
    drag.setModifiers(noKeys);
    expect(frames).toEqual([]);
    drag.setModifiers({ ...noKeys, alt: true });
    nextFrame();
    expect(view.showDrag.mock.lastCall?.[0].expansion).toMatchObject({ left: 0.1, right: 0.1 });
  });

  it('keeps its limits, as the same object, for as long as the keys stay', () => {
    const { view, drag } = setUp();
    drag.begin(gesture, { x: 320, y: 100 }, noKeys);
    const limitsNow = () => {
      nextFrame();
      return view.showDrag.mock.lastCall?.[0].limits;
    };
    const first = limitsNow();
    drag.move({ x: 330, y: 100 });
    expect(limitsNow()).toBe(first);
    drag.setModifiers({ ...noKeys, shift: true });
    expect(limitsNow()).not.toBe(first);
  });

  it('makes room for as long as it pushes against the border of the stage, and rests there', () => {
    const { view, drag } = setUp();
    drag.begin(gesture, { x: 320, y: 100 }, noKeys);
    nextFrame();
    expect(view.makeRoom).not.toHaveBeenCalled();
    drag.move({ x: 395, y: 100 });
    nextFrame(16);
    nextFrame(32);
    expect(view.makeRoom).toHaveBeenCalledTimes(2);
    expect(view.viewport.zoom).toBeLessThan(1);
    drag.move({ x: 350, y: 100 });
    nextFrame(48);
    expect(view.makeRoom).toHaveBeenCalledTimes(2);
    expect(frames).toEqual([]);
  });

  it('gives the room back when the pointer comes back, so that nothing of the push is left', () => {
    const { view, drag } = setUp();
    const before = view.viewport;
    drag.begin(gesture, { x: 320, y: 100 }, noKeys);
    drag.move({ x: 480, y: 100 });
    for (let ms = 0; ms < 500; ms += 16) nextFrame(ms);
    expect(view.viewport.zoom).toBeLessThan(0.8);
    drag.move({ x: 220, y: 100 });
    for (let ms = 500; frames.length > 0; ms += 16) nextFrame(ms);
    expect(view.viewport).toEqual(before);
    expect(view.showDrag.mock.lastCall?.[0].expansion).toEqual(NO_EXPANSION);
  });

  it('ends at the limit with its handle on the stage, however far out the pointer is', () => {
    const { view, drag } = setUp();
    drag.begin(gesture, { x: 900, y: 100 }, noKeys);
    for (let ms = 0; frames.length > 0; ms += 16) nextFrame(ms);
    const { expansion, atLimit } = view.showDrag.mock.lastCall?.[0] ?? { expansion: NO_EXPANSION };
    expect([expansion.right, atLimit]).toEqual([2, true]);
    const { zoom, offset } = view.viewport;
    expect(offset.x + 600 * zoom).toBeLessThan(400);
  });

  it('tells its followers of a frame at the limit too, for as long as the viewport moves it', () => {
    const { view, drag } = setUp();
    drag.begin(gesture, { x: 900, y: 100 }, noKeys);
    for (let ms = 0; !useDragStore.getState().gesture?.atLimit; ms += 16) nextFrame(ms);
    const before = view.viewport;
    const told = vi.fn();
    const stop = useDragStore.subscribe(told);
    nextFrame(10_000);
    stop();
    expect(view.viewport).not.toBe(before);
    expect(told).toHaveBeenCalledOnce();
  });

  it('that is taken back takes its room with it', () => {
    const { view, drag } = setUp();
    const before = view.viewport;
    drag.begin(gesture, { x: 480, y: 100 }, noKeys);
    for (let ms = 0; ms < 200; ms += 16) nextFrame(ms);
    drag.end('restore');
    expect(view.viewport).toBe(before);
  });

  it('of the whole frame moves the anchor of the source too', () => {
    const start = { ...NO_EXPANSION, left: 0.5, right: 0.5 };
    setExpansion(start);
    const { drag } = setUp();
    drag.begin({ ...gesture, handle: [], start }, { x: 350, y: 100 }, noKeys);
    nextFrame();
    drag.end('keep');
    const { expansion, anchor } = useEditorStore.getState();
    expect([expansion.left, expansion.right]).toEqual([0.25, 0.75]);
    expect(anchor.x).toBeCloseTo(0.25);
  });
});
