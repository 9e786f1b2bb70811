import { describe, expect, it } from 'vitest';
import { NO_EXPANSION } from '../../../domain/expansion.ts';
import { distanceToLimit, heldPoint, PUSH_MARGIN, pushDepth, pushedZoom } from './stagePush.ts';

const stage = { width: 400, height: 200 };
const from = { stage, grabbed: { x: 200, y: 100 } };
const FAR = Number.POSITIVE_INFINITY;
const FRAME_MS = 16;

/** The zoom's logarithm after a push has gone on for a while, frame by frame. */
function pushedAfter(elapsedMs: number, push: { depth: number; toLimit?: number }, before = 0): number {
  let pushed = before;
  for (let ms = 0; ms < elapsedMs; ms += FRAME_MS) {
    pushed = pushedZoom(pushed, { toLimit: FAR, ...push, elapsedMs: FRAME_MS });
  }
  return pushed;
}

describe('how deep a drag pushes', () => {
  it.each([
    [['right'], { x: 400 - PUSH_MARGIN, y: 0 }, 0],
    [['right'], { x: 402, y: 0 }, PUSH_MARGIN + 2],
    [['right'], { x: 300, y: 0 }, PUSH_MARGIN - 100],
    [['left'], { x: -2, y: 0 }, PUSH_MARGIN + 2],
    [['up'], { x: 0, y: 10 }, PUSH_MARGIN - 10],
    [['bottom', 'right'], { x: 410, y: 100 }, PUSH_MARGIN + 10],
    [[], { x: 999, y: 999 }, 0],
  ] as const)('%j at %j: %d px', (handle, point, depth) => {
    expect(pushDepth(point, { ...from, handle })).toBe(depth);
  });

  it('counts from where the pointer took hold, where that was in the margin', () => {
    const inMargin = { stage, handle: ['right'] as const, grabbed: { x: 395, y: 100 } };
    expect(pushDepth({ x: 395, y: 100 }, inMargin)).toBe(0);
    expect(pushDepth({ x: 405, y: 100 }, inMargin)).toBe(10);
  });

  it('is that of the handle once a limit holds it', () => {
    const frame = { x: 50, y: 20, width: 300, height: 150 };
    expect(heldPoint({ x: 900, y: 100 }, ['right'], frame)).toEqual({ x: 350, y: 100 });
    expect(heldPoint({ x: 900, y: 900 }, ['up', 'left'], frame)).toEqual({ x: 50, y: 20 });
  });
});

describe('what a push does to the zoom', () => {
  it('is proportional to how deep it is, up to a bound', () => {
    const [ten, hundred] = [pushedAfter(160, { depth: 10 }), pushedAfter(160, { depth: 100 })];
    expect(hundred / ten).toBeCloseTo(10);
    expect(pushedAfter(160, { depth: 5000 })).toBeGreaterThan(2 * hundred);
  });

  it('leaves a still pointer just over the edge time to stop: a quarter of the zoom takes a second', () => {
    const factor = Math.exp(pushedAfter(1000, { depth: PUSH_MARGIN + 2 }));
    expect(factor).toBeGreaterThan(0.7);
    expect(factor).toBeLessThan(0.8);
  });

  it('brakes before the limit, and does not stand still there', () => {
    const free = pushedAfter(160, { depth: 100 });
    expect(pushedAfter(160, { depth: 100, toLimit: 60 }) / free).toBeCloseTo(0.5);
    const near = pushedAfter(160, { depth: 100, toLimit: 1 }) / free;
    expect(near).toBeGreaterThan(0.1);
    expect(near).toBeLessThan(0.2);
  });

  it('rests while the pointer is just before the margin, and runs back when it has come further back', () => {
    expect(pushedAfter(1000, { depth: -40 }, -0.5)).toBe(-0.5);
    const back = pushedAfter(200, { depth: -100 }, -0.5);
    expect(back).toBeGreaterThan(-0.5);
    expect(pushedAfter(200, { depth: -150 }, -0.5)).toBeGreaterThan(back);
    expect(pushedAfter(60_000, { depth: -150 }, -0.5)).toBe(0);
  });
});

it('the distance to the limit is that of its nearest place', () => {
  const size = { width: 1000, height: 500 };
  const right = { handle: ['right'] as const, size, limits: [{ ...NO_EXPANSION, right: 2 }] };
  expect(distanceToLimit({ ...NO_EXPANSION, right: 1.5 }, right)).toBe(500);
  const corner = {
    handle: ['bottom', 'right'] as const,
    size,
    limits: [
      { ...NO_EXPANSION, right: 2 },
      { ...NO_EXPANSION, right: 0.5, bottom: 1 },
    ],
  };
  expect(distanceToLimit({ ...NO_EXPANSION, right: 0.4, bottom: 0.8 }, corner)).toBeCloseTo(100);
  expect(distanceToLimit(NO_EXPANSION, { handle: [], size, limits: [] })).toBe(FAR);
});
