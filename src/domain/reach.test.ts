import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CENTRED } from './anchor.ts';
import { areaFactor, NO_EXPANSION, withinArea, withinOneRequest, withSide } from './expansion.ts';
import { solveFormat } from './formatSolver.ts';
import { frameOf, padsOf } from './frame.ts';
import { moveTo } from './gesture.ts';
import { MAX_PLAN_PIXELS } from './limits.ts';
import { planFor } from './plan/plan.ts';
import { SIDES } from './side.ts';

const video = { width: 1920, height: 1080 };
const beyond = { ...video, goesBeyond: true };
const plain = {
  mirrors: { x: false, y: false },
  keepsAspect: false,
  snapping: null,
  softReach: 0,
};

test('a side goes past three times the area only where that was allowed', () => {
  const grabbedAt = { x: 1920, y: 500 };
  const gesture = { handle: ['right'] as const, start: NO_EXPANSION, grabbedAt };
  const pointer = { x: 1920 + 9000, y: 500 };
  expect(padsOf(video, moveTo({ ...gesture, size: video }, pointer, plain).expansion).right).toBe(3840);
  // 7.5 × 1080: the longest that a plan reaches.
  const far = moveTo({ ...gesture, size: beyond }, pointer, plain);
  expect(padsOf(video, far.expansion).right).toBe(8100 - 1920);
  expect(far.atLimit).toBe(true);
  expect(planFor(video, far.expansion).problem).toBeNull();
});

test('a format beyond one request is brought to where it is met', () => {
  expect(solveFormat(video, { aspect: [9, 16] }, CENTRED).isReached).toBe(false);
  const { expansion, isReached } = solveFormat(beyond, { aspect: [9, 16] }, CENTRED);
  expect(isReached).toBe(true);
  expect(frameOf(video, expansion)).toMatchObject({ width: 1920, height: 3413 });
});

const anySource = fc.record({
  width: fc.integer({ min: 300, max: 9000 }),
  height: fc.integer({ min: 300, max: 7000 }),
});
const anyRatio = fc.double({ min: 0, max: 400, noNaN: true });
const anySides = fc.record({ up: anyRatio, right: anyRatio, bottom: anyRatio, left: anyRatio });

test('however a frame is set, it stays within what a plan or one request has', () => {
  fc.assert(
    fc.property(anySource, anySides, (size, wanted) => {
      const reach = { ...size, goesBeyond: true };
      const set = SIDES.reduce((sum, side) => withSide(sum, side, wanted[side], reach), NO_EXPANSION);
      const { width, height } = frameOf(size, set);
      const most = Math.max(MAX_PLAN_PIXELS, 3 * size.width * size.height);
      expect(width * height).toBeLessThanOrEqual(most);
    }),
  );
});

test('a frame held to one request again keeps its proportions and is full but for rounding', () => {
  fc.assert(
    fc.property(anySource, anySides, (size, wanted) => {
      fc.pre(!withinArea(wanted));
      const held = withinOneRequest(wanted, size);
      expect(withinArea(held)).toBe(true);
      expect(areaFactor(held)).toBeGreaterThan(3 * (1 - 4 / Math.min(size.width, size.height)));
      const share = (held.left + held.right) / (wanted.left + wanted.right || 1);
      const other = (held.up + held.bottom) / (wanted.up + wanted.bottom || 1);
      if (wanted.left + wanted.right > 1 && wanted.up + wanted.bottom > 1)
        expect(Math.abs(share - other)).toBeLessThan(2 * (1 / size.width + 1 / size.height));
    }),
  );
});

test('a corner drawn anywhere comes to a frame that a plan reaches', () => {
  const anyPoint = fc.record({
    x: fc.integer({ min: 0, max: 40_000 }),
    y: fc.integer({ min: 0, max: 40_000 }),
  });
  fc.assert(
    fc.property(anySource, anyPoint, (size, by) => {
      fc.pre(Math.max(size.width / size.height, size.height / size.width) <= 2.5);
      const grabbedAt = { x: size.width, y: size.height };
      const gesture = {
        ...{ handle: ['bottom', 'right'] as const, start: NO_EXPANSION, grabbedAt },
        size: { ...size, goesBeyond: true },
      };
      const pointer = { x: size.width + by.x, y: size.height + by.y };
      const { expansion } = moveTo(gesture, pointer, { ...plain, snapping: { reach: 40, roundStep: 500 } });
      expect(planFor(size, expansion).problem).toBeNull();
    }),
    { numRuns: 300 },
  );
});
