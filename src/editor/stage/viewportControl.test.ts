// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NO_EXPANSION } from '../../domain/expansion.ts';
import { fitFrame } from './fitFrame.ts';
import type { Scene, ShownDrag } from './scene.ts';
import { createStageContent } from './stageContent.ts';
import { createViewportControl } from './viewportControl.ts';

const size = { width: 200, height: 100 };
const stage = { width: 400, height: 400 };
const paints = {} as Scene['paints'];
const drag: ShownDrag = {
  handle: ['right'],
  expansion: { ...NO_EXPANSION, right: 1 },
  atLimit: false,
  guide: null,
  limits: [],
  oneRequest: [],
  guideSides: [],
};

let frames: FrameRequestCallback[];

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame));
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = [];
  });
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
});

afterEach(() => vi.unstubAllGlobals());

function setUpControl() {
  const onChange = vi.fn();
  const onAnimationFrame = vi.fn();
  const fitted = () => fitFrame({ ...stage, remPx: 16 }, size, NO_EXPANSION);
  return {
    onChange,
    control: createViewportControl({ stage: () => stage, fitted, onChange, onAnimationFrame }),
  };
}

it('a viewport that is moved by hand is no longer fitted, until it is fitted again', () => {
  const { control, onChange } = setUpControl();
  control.jumpToFit();
  const fitted = control.viewport;
  control.panBy({ x: 10, y: 0 });
  expect(control.viewport).toEqual({ ...fitted, offset: { x: fitted.offset.x + 10, y: fitted.offset.y } });
  expect([control.isFitted, onChange.mock.calls.length]).toEqual([false, 2]);
  control.fit();
  for (const frame of frames.splice(0)) frame(0);
  expect([control.isFitted, control.viewport]).toEqual([true, fitted]);
});

it('a zoom holds the point it is made at, the middle of the stage where none is given', () => {
  const { control } = setUpControl();
  control.setViewport({ zoom: 1, offset: { x: 0, y: 0 } });
  control.zoomBy(2);
  expect(control.viewport).toEqual({ zoom: 2, offset: { x: -200, y: -200 } });
  control.zoomBy(0.5, { x: 0, y: 0 });
  expect(control.viewport).toEqual({ zoom: 1, offset: { x: -100, y: -100 } });
});

it('making room for a drag leaves a fitted viewport a fitted one', () => {
  const { control } = setUpControl();
  control.makeRoom({ ...control.viewport, zoom: 0.5 });
  expect([control.isFitted, control.viewport.zoom]).toEqual([true, 0.5]);
});

function setUpContent(isFitted: boolean) {
  const control = {
    viewport: { zoom: 1, offset: { x: 100, y: 100 } },
    isFitted,
    fit: vi.fn(),
    jumpToFit: vi.fn(),
  };
  const requestDraw = vi.fn();
  const initial = {
    stage,
    size,
    expansion: NO_EXPANSION,
    drag: null,
    hovered: [],
    safeZoneOf: null,
    takesSteps: false,
    paints,
  };
  return { control, requestDraw, content: createStageContent({ initial, control, requestDraw }) };
}

it('a frame that is set by figures is fitted where the view is fitted, and where it leaves the stage', () => {
  for (const [isFitted, right, isFit] of [
    [true, 0.1, true],
    [false, 0.1, false],
    [false, 2, true],
  ] as const) {
    const { content, control, requestDraw } = setUpContent(isFitted);
    content.showExpansion({ ...NO_EXPANSION, right });
    expect([control.fit.mock.calls.length, requestDraw.mock.calls.length]).toEqual(isFit ? [1, 0] : [0, 1]);
  }
});

it('nothing that is set moves the view under a drag', () => {
  const { content, control, requestDraw } = setUpContent(true);
  content.change({ drag });
  content.showExpansion({ ...NO_EXPANSION, right: 2 });
  content.resize({ width: 500, height: 400 });
  expect([control.fit.mock.calls.length, control.jumpToFit.mock.calls.length]).toEqual([0, 0]);
  content.endDrag();
  expect([control.fit.mock.calls.length, requestDraw.mock.calls.length]).toEqual([1, 1]);
});

it('a drag never leaves its handle off the stage, not in a view that is in hand either', () => {
  for (const [right, isFit] of [
    [0.4, false],
    [0.9, true],
  ] as const) {
    const { content, control } = setUpContent(false);
    content.change({ drag });
    content.showExpansion({ ...NO_EXPANSION, right });
    content.endDrag();
    expect(control.fit.mock.calls.length).toBe(isFit ? 1 : 0);
  }
});

it('asks for a frame only when something else is hovered or covered', () => {
  const { content, requestDraw } = setUpContent(false);
  content.showHover(['right', 'up']);
  content.showHover(['up', 'right']);
  content.showSafeZone('story');
  content.showSafeZone('story');
  expect(requestDraw).toHaveBeenCalledTimes(2);
  content.showHover(null);
  expect([content.now.hovered, requestDraw.mock.calls.length]).toEqual([[], 3]);
});
