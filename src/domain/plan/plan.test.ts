import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expansionToSize } from '../anchor.ts';
import {
  addsNothing,
  areaFactor,
  type Expansion,
  NO_EXPANSION,
  upstreamRatios,
  withinArea,
  withinRatio,
} from '../expansion.ts';
import { aspectOf, frameOf, padsOf } from '../frame.ts';
import {
  MAX_PLAN_ASPECT,
  MAX_PLAN_PIXELS,
  MAX_SOURCE_ASPECT,
  MAX_STEPS,
  MIN_SOURCE_SIDE,
} from '../limits.ts';
import { SIDES, type Size } from '../side.ts';
import { type PlanStep, planFor } from './plan.ts';

const longOverShort = (size: Size) => Math.max(aspectOf(size), 1 / aspectOf(size));
const share = fc.double({ min: 0, max: 1, noNaN: true });
const tilt = fc.double({ min: -1, max: 1, noNaN: true });
const source = fc
  .record({ short: fc.integer({ min: MIN_SOURCE_SIDE, max: 2500 }), tilt })
  .map(({ short, tilt: by }) => {
    const long = Math.floor(short * MAX_SOURCE_ASPECT ** Math.abs(by));
    return by < 0 ? { width: short, height: long } : { width: long, height: short };
  });

/** Frames of any size and shape up to the given one that hold a source: their area and shape are drawn as shares. */
function framesUpTo(mostAspect: number) {
  const anchor = fc.record({ x: share, y: share });
  return fc.record({ size: source, area: share, tilt, anchor }).map(({ size, area, tilt: by, anchor }) => {
    const sum = area * Math.log((MAX_PLAN_PIXELS * 0.999) / (size.width * size.height));
    const wanted = by * Math.log(mostAspect * 0.999) - Math.log(aspectOf(size));
    const turned = Math.min(sum, Math.max(-sum, wanted));
    const frame = {
      width: Math.round(size.width * Math.exp((sum + turned) / 2)),
      height: Math.round(size.height * Math.exp((sum - turned) / 2)),
    };
    return { size, expansion: expansionToSize(size, frame, anchor), frame };
  });
}
const beyond = framesUpTo(MAX_PLAN_ASPECT);

function stepsOf(size: Size, expansion: Expansion): readonly PlanStep[] {
  const plan = planFor(size, expansion);
  if (plan.steps === null) throw new Error(plan.problem);
  return plan.steps;
}

/** In whole ten-thousandths, as the upstream counts. */
function isLegalUpstream(expansion: Expansion): boolean {
  const sent = upstreamRatios(expansion);
  const parts = (ratio: number) => Math.round(ratio * 10_000);
  const wide = 10_000 + parts(sent.left) + parts(sent.right);
  const high = 10_000 + parts(sent.up) + parts(sent.bottom);
  const inRange = SIDES.every((side) => parts(sent[side]) >= 0 && parts(sent[side]) <= 20_000);
  return inRange && wide * high <= 300_000_000 && wide * high > 100_000_000;
}

describe('any frame that a plan reaches', () => {
  test('every step is legal after rounding down, and what is sent on may be sent', () => {
    fc.assert(
      fc.property(beyond, ({ size, expansion }) => {
        fc.pre(!addsNothing(expansion));
        const steps = stepsOf(size, expansion);
        for (const step of steps) expect(isLegalUpstream(step.expansion)).toBe(true);
        for (const { frame } of steps.slice(0, -1)) {
          expect(longOverShort(frame)).toBeLessThanOrEqual(MAX_SOURCE_ASPECT);
          expect(Math.min(frame.width, frame.height)).toBeGreaterThanOrEqual(MIN_SOURCE_SIDE);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the steps one after the other come to exactly the target, in whole pixels, none taking anything away', () => {
    fc.assert(
      fc.property(beyond, ({ size, expansion }) => {
        const sum = { up: 0, right: 0, bottom: 0, left: 0 };
        let picture: Size = size;
        for (const step of stepsOf(size, expansion)) {
          const pads = padsOf(picture, step.expansion);
          for (const side of SIDES) {
            expect(pads[side]).toBeGreaterThanOrEqual(0);
            sum[side] += pads[side];
          }
          picture = frameOf(picture, step.expansion);
          expect({ ...picture, placement: { x: sum.left, y: sum.up } }).toEqual(step.frame);
        }
        expect(sum).toEqual(padsOf(size, expansion));
      }),
      { numRuns: 300 },
    );
  });

  test('there are never more steps than the area takes, and no step is larger than it has to be', () => {
    fc.assert(
      fc.property(beyond, ({ size, expansion }) => {
        const steps = stepsOf(size, expansion);
        const parts = Math.log(areaFactor(expansion)) / Math.log(3);
        // Whole pixels of a side of 300 are a share of it; only a step that is fuller than that may need another.
        const bound = Math.ceil(parts / (1 - 2 / 300));
        expect(steps.length).toBeGreaterThanOrEqual(Math.max(1, Math.ceil(parts - 1e-9)));
        expect(steps.length).toBeLessThanOrEqual(Math.max(1, bound));
        expect(steps.length).toBeLessThanOrEqual(MAX_STEPS);
        if (withinArea(expansion)) expect(steps).toEqual([{ expansion, frame: frameOf(size, expansion) }]);
      }),
      { numRuns: 500 },
    );
  });

  test('steps multiply the area alike where the target itself might be sent on', () => {
    fc.assert(
      fc.property(framesUpTo(MAX_SOURCE_ASPECT), ({ size, expansion }) => {
        const factors = stepsOf(size, expansion).map((step) => areaFactor(step.expansion));
        fc.pre(Math.max(...factors) < 2.97);
        expect(Math.max(...factors) / Math.min(...factors)).toBeLessThan(1.03);
      }),
      { numRuns: 200 },
    );
  });
});

const at = (size: Size, frame: Size) => expansionToSize(size, frame, { x: 0.5, y: 0.5 });
const square = { width: 1000, height: 1000 };

test.each<[string, Size, Size, number]>([
  ['exactly three times along one axis', square, { width: 3000, height: 1000 }, 1],
  ['a pixel more', square, { width: 3001, height: 1000 }, 2],
  ['exactly nine times, every step full to the pixel', square, { width: 3000, height: 3000 }, 2],
  ['1:1 to 32:9', square, { width: 3556, height: 1000 }, 2],
  ['16:9 to 9:16', { width: 1920, height: 1080 }, { width: 1920, height: 3413 }, 2],
  ['the longest there is', square, { width: 7500, height: 1000 }, 2],
  [
    '100 megapixels from the smallest source',
    { width: 300, height: 300 },
    { width: 10_000, height: 10_000 },
    7,
  ],
])('%s: %o to %o in %i', (_name, size, frame, count) => {
  const steps = stepsOf(size, at(size, frame));
  expect(steps).toHaveLength(count);
  for (const step of steps) expect(isLegalUpstream(step.expansion)).toBe(true);
});

test.each<[string, Size, string]>([
  ['plan-too-large', { width: 10_001, height: 10_000 }, 'more than 100 megapixels'],
  ['plan-too-long', { width: 7501, height: 1000 }, 'longer than 7.5:1'],
  ['plan-too-long', { width: 1000, height: 7600 }, 'longer than 1:7.5'],
])('no plan: %s for %o, %s', (problem, frame) => {
  expect(planFor(square, at(square, frame))).toEqual({ problem, steps: null });
});

test('what one request reaches keeps its ratios as they are, whole pixels or not', () => {
  const expansion = { ...NO_EXPANSION, right: 1.23456, up: 0.1 };
  expect(SIDES.every((side) => withinRatio(expansion[side]))).toBe(true);
  expect(stepsOf(square, expansion)[0]?.expansion).toBe(expansion);
});

test('a source that lies in a corner stays there in every step', () => {
  const corner = expansionToSize(square, { width: 2500, height: 3500 }, { x: 0, y: 1 });
  for (const { frame } of stepsOf(square, corner)) {
    expect(frame.placement).toEqual({ x: 0, y: frame.height - square.height });
  }
});
