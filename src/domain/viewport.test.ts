import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  between,
  fitViewport,
  isOnStage,
  panBy,
  pinch,
  rectToScreen,
  toScreen,
  toSource,
  zoomAt,
  zoomWithin,
} from './viewport.ts';

const insets = { top: 20, right: 30, bottom: 40, left: 50 };

describe('fitViewport', () => {
  it('shows the rectangle whole and centred in what the insets leave', () => {
    const viewport = fitViewport(
      { width: 880, height: 460 },
      { x: -100, y: 0, width: 1600, height: 400 },
      insets,
    );
    expect(viewport.zoom).toBe(0.5);
    expect(rectToScreen(viewport, { x: -100, y: 0, width: 1600, height: 400 })).toEqual({
      x: 50,
      y: 120,
      width: 800,
      height: 200,
    });
  });
  it('enlarges a tiny rectangle no further than asked', () => {
    expect(
      fitViewport({ width: 900, height: 900 }, { x: 0, y: 0, width: 10, height: 10 }, insets, 4).zoom,
    ).toBe(4);
  });
});

const anyViewport = fc.record({
  zoom: fc.double({ min: 0.01, max: 16, noNaN: true }),
  offset: fc.record({ x: fc.integer({ min: -4000, max: 4000 }), y: fc.integer({ min: -4000, max: 4000 }) }),
});
const anyPoint = fc.record({
  x: fc.integer({ min: -4000, max: 4000 }),
  y: fc.integer({ min: -4000, max: 4000 }),
});

describe('a viewport', () => {
  it('maps there and back', () => {
    fc.assert(
      fc.property(anyViewport, anyPoint, (viewport, point) => {
        const back = toScreen(viewport, toSource(viewport, point));
        expect(back.x).toBeCloseTo(point.x, 6);
        expect(back.y).toBeCloseTo(point.y, 6);
      }),
    );
  });
  it('holds the point that it zooms at', () => {
    fc.assert(
      fc.property(
        anyViewport,
        anyPoint,
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (viewport, point, factor) => {
          const held = toScreen(zoomAt(viewport, point, factor), toSource(viewport, point));
          expect(held.x).toBeCloseTo(point.x, 4);
          expect(held.y).toBeCloseTo(point.y, 4);
        },
      ),
    );
  });
  it('moves from one to another, ends included', () => {
    const from = { zoom: 1, offset: { x: 0, y: 10 } };
    const to = { zoom: 4, offset: { x: 100, y: 10 } };
    expect(between(from, to, 0)).toEqual(from);
    expect(between(from, to, 1)).toEqual(to);
    expect(between(from, to, 0.5).zoom).toBe(2);
    expect(between(from, { ...from, offset: { x: 50, y: 10 } }, 0.5).offset.x).toBe(25);
  });
  it('follows two fingers: what was under each of them still is', () => {
    fc.assert(
      fc.property(
        anyPoint,
        anyPoint,
        anyPoint,
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        (a, b, by, spread) => {
          fc.pre(Math.hypot(a.x - b.x, a.y - b.y) > 40);
          const viewport = { zoom: 1, offset: { x: 10, y: 20 } };
          const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
          const moved = (p: typeof a) => ({
            x: middle.x + (p.x - middle.x) * spread + by.x,
            y: middle.y + (p.y - middle.y) * spread + by.y,
          });
          const after = pinch(viewport, [a, b], [moved(a), moved(b)]);
          for (const finger of [a, b]) {
            const now = toScreen(after, toSource(viewport, finger));
            expect(now.x).toBeCloseTo(moved(finger).x, 4);
            expect(now.y).toBeCloseTo(moved(finger).y, 4);
          }
        },
      ),
    );
  });
  it('is panned by the pixels of the screen, and zoomed by hand no further than is of use', () => {
    const viewport = { zoom: 2, offset: { x: 5, y: 6 } };
    expect(panBy(viewport, { x: 10, y: -6 })).toEqual({ zoom: 2, offset: { x: 15, y: 0 } });
    expect(zoomWithin(viewport, { x: 5, y: 6 }, 1e9)).toEqual({ zoom: 32, offset: { x: 5, y: 6 } });
    expect(zoomWithin(viewport, { x: 5, y: 6 }, 1e-9).zoom).toBeCloseTo(0.02, 10);
  });
});

it.each([
  [{ x: 0, y: 0, width: 100, height: 50 }, true],
  [{ x: -1, y: 0, width: 100, height: 50 }, false],
  [{ x: 0, y: 1, width: 100, height: 50 }, false],
])('%o is wholly on a stage of 100 × 50: %s', (rect, isOn) => {
  expect(isOnStage(rect, { width: 100, height: 50 })).toBe(isOn);
});
