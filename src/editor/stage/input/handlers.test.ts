import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_EXPANSION } from '../../../domain/expansion.ts';
import { setExpansion, useEditorStore } from '../../state/editorStore.ts';
import { fakeView } from '../testing/fakeView.ts';
import { doubleClick } from './doubleClick.ts';
import { pressFrame } from './frameHandler.ts';
import { pressView } from './panHandler.ts';
import { createPinchHandler } from './pinchHandler.ts';

const noKeys = { alt: false, shift: false, mod: false };

beforeEach(() => setExpansion(NO_EXPANSION));

describe('a press on the frame', () => {
  const drag = { begin: vi.fn(), move: vi.fn(), setModifiers: vi.fn(), end: vi.fn() };
  const size = { width: 200, height: 100 };

  it('is remembered in source pixels, with the expansion that it starts from, and shows its handle', () => {
    setExpansion({ ...NO_EXPANSION, left: 0.5 });
    const view = fakeView();
    const handler = pressFrame({ view, drag, size }, ['right'], { x: 301, y: 90 });
    expect(view.showHover).toHaveBeenCalledWith(['right']);
    expect(drag.begin).not.toHaveBeenCalled();
    handler.begin({ x: 305, y: 90 }, noKeys);
    const start = { ...NO_EXPANSION, left: 0.5 };
    expect(drag.begin).toHaveBeenCalledWith(
      {
        handle: ['right'],
        size: { ...size, goesBeyond: false, allowsCropping: false },
        start,
        grabbedAt: { x: 201, y: 40 },
      },
      { x: 305, y: 90 },
      noKeys,
    );
  });

  it('hands on every move with its keys, and how it ends', () => {
    const handler = pressFrame({ view: fakeView(), drag, size }, ['right'], { x: 300, y: 90 });
    const keys = { ...noKeys, alt: true };
    handler.move({ x: 320, y: 90 }, keys);
    expect(drag.setModifiers).toHaveBeenCalledWith(keys);
    expect(drag.move).toHaveBeenCalledWith({ x: 320, y: 90 });
    handler.end('restore');
    expect(drag.end).toHaveBeenCalledWith('restore');
  });
});

it('a pan moves the view by what the pointer went since the move before', () => {
  const view = fakeView();
  const handler = pressView(view, { x: 10, y: 10 });
  handler.move({ x: 15, y: 8 }, noKeys);
  handler.move({ x: 16, y: 8 }, noKeys);
  expect(view.panBy.mock.calls).toEqual([[{ x: 5, y: -2 }], [{ x: 1, y: 0 }]]);
});

describe('a pinch', () => {
  function setUp() {
    const view = fakeView();
    const onBegin = vi.fn();
    return { view, onBegin, pinch: createPinchHandler({ view, onBegin }) };
  }

  it('begins with the second finger, which takes back what the first one did', () => {
    const { view, onBegin, pinch } = setUp();
    pinch.press(1, { x: 150, y: 100 });
    expect([pinch.isOn, onBegin.mock.calls.length]).toEqual([false, 0]);
    pinch.press(2, { x: 250, y: 100 });
    expect([pinch.isOn, onBegin.mock.calls.length]).toEqual([true, 1]);
    expect(view.stopAnimation).toHaveBeenCalledOnce();
  });

  it('keeps what was under the middle of the fingers there, from the start and not from the move before', () => {
    const { view, pinch } = setUp();
    pinch.press(1, { x: 150, y: 100 });
    pinch.press(2, { x: 250, y: 100 });
    pinch.move(1, { x: 120, y: 100 });
    pinch.move(1, { x: 100, y: 100 });
    pinch.move(2, { x: 300, y: 100 });
    // Twice as far apart around 200, 100
    expect(view.viewport).toEqual({ zoom: 2, offset: { x: 0, y: 0 } });
  });

  it('ends with its first finger, and goes on with a third one from where it is', () => {
    const { view, onBegin, pinch } = setUp();
    for (const [id, x] of [
      [1, 150],
      [2, 250],
      [3, 350],
    ] as const)
      pinch.press(id, { x, y: 100 });
    pinch.release(1);
    expect([pinch.isOn, onBegin.mock.calls.length]).toEqual([true, 2]);
    pinch.move(3, { x: 450, y: 100 });
    expect(view.viewport.zoom).toBe(2);
    pinch.release(3);
    expect(pinch.isOn).toBe(false);
    pinch.move(2, { x: 0, y: 0 });
    expect(view.viewport.zoom).toBe(2);
  });

  it('knows no finger that was not pressed on the stage', () => {
    const { view, pinch } = setUp();
    pinch.press(1, { x: 150, y: 100 });
    pinch.move(9, { x: 0, y: 0 });
    pinch.stop();
    pinch.press(2, { x: 250, y: 100 });
    expect(pinch.isOn).toBe(false);
    expect(view.setViewport).not.toHaveBeenCalled();
  });
});

describe('a double-click', () => {
  const set = { up: 0.1, right: 0.2, bottom: 0.3, left: 0.4 };
  it.each([
    ['an edge', { x: 300, y: 100 }, 'mouse', { ...set, right: 0 }],
    ['a corner', { x: 302, y: 148 }, 'mouse', { ...set, right: 0, bottom: 0 }],
    ['an edge, by a finger beside it', { x: 318, y: 100 }, 'touch', { ...set, right: 0 }],
  ])('on %s takes its sides back', (_, point, pointerType, expected) => {
    setExpansion(set);
    const view = fakeView();
    doubleClick(view, point, pointerType);
    expect(useEditorStore.getState().expansion).toEqual(expected);
    expect(view.fit).not.toHaveBeenCalled();
  });

  it.each([
    ['inside the frame', { x: 200, y: 100 }],
    ['beside an edge', { x: 318, y: 100 }],
  ])('%s fits the view', (_, point) => {
    setExpansion(set);
    const view = fakeView();
    doubleClick(view, point, 'mouse');
    expect(view.fit).toHaveBeenCalledOnce();
    expect(useEditorStore.getState().expansion).toEqual(set);
  });
});
