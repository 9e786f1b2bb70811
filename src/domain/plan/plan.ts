import { requestOf } from '../crop.ts';
import { type Expansion, withinArea } from '../expansion.ts';
import { type Frame, frameOf } from '../frame.ts';
import { MAX_PLAN_PIXELS, MAX_STEPS } from '../limits.ts';
import { longestBeside } from '../reach.ts';
import { AXIS_SIDES, type Axis, lengthAlong, type Point, type Size } from '../side.ts';
import { ratiosOf } from '../stretch.ts';
import { nestedSizes } from './nestedSizes.ts';

/** One request of a plan. */
export interface PlanStep {
  /** What it adds to the picture of the step before; the first one adds to the source. */
  readonly expansion: Expansion;
  /** The frame after it, in source pixels, and where the source lies in that. */
  readonly frame: Frame;
}

/** Why no plan reaches a frame. */
type PlanProblem = 'plan-too-large' | 'plan-too-long' | 'plan-too-many-steps';

export type Plan =
  | { readonly problem: null; readonly steps: readonly PlanStep[] }
  | { readonly problem: PlanProblem; readonly steps: null };

/**
 * The shortest list of requests that reaches the frame of an expansion, each within every limit of one request:
 *
 *   ┌─────────────────────────┐  every frame lies in the next; the last one is the target
 *   │ ┌───────────────────┐   │  and may have any shape up to `MAX_PLAN_ASPECT`
 *   │ │  ┌────────┐       │ 2 │
 *   │ │  │ source │  1    │   │  what is sent on is within the limits of a source
 *   │ │  └────────┘       │   │
 *   │ └───────────────────┘   │
 *   └─────────────────────────┘
 *
 * One request reaches what lies within the area limit. Otherwise the steps multiply the area alike, as nearly as whole
 * pixels and the shape of what is sent on allow, and each shares what it adds between two sides as the whole does.
 *
 * Of a source that the frame cuts into, the steps begin from what is kept of it, and their frames lie around that.
 *
 * @param size the source's, within the limits of a source
 */
export function planFor(size: Size, expansion: Expansion): Plan {
  const { crop, expansion: asked } = requestOf(size, expansion);
  if (crop !== null) return planFor({ width: crop.width, height: crop.height }, asked);
  const target = frameOf(size, expansion);
  if (withinArea(expansion)) return { problem: null, steps: [{ expansion, frame: target }] };
  const { width, height } = target;
  if (width * height > MAX_PLAN_PIXELS) return { problem: 'plan-too-large', steps: null };
  if (Math.max(width, height) > longestBeside(Math.min(width, height)))
    return { problem: 'plan-too-long', steps: null };
  const sizes = nestedSizes(size, target, MAX_STEPS);
  if (sizes === null) return { problem: 'plan-too-many-steps', steps: null };
  const frames = [...sizes.map((each) => placedAlike(each, size, target)), target];
  return { problem: null, steps: frames.map((frame, index) => stepBetween(frames[index - 1], frame, size)) };
}

/** A frame between source and target, its free lengths shared out as the target's are. */
function placedAlike(between: Size, size: Size, target: Frame): Frame {
  const along = (axis: Axis): number => {
    const all = lengthAlong(axis, target) - lengthAlong(axis, size);
    const free = lengthAlong(axis, between) - lengthAlong(axis, size);
    return all === 0 ? 0 : Math.round((free * target.placement[axis]) / all);
  };
  return { ...between, placement: { x: along('x'), y: along('y') } };
}

function stepBetween(from: Frame | undefined, frame: Frame, size: Size): PlanStep {
  const start: Frame = from ?? { ...size, placement: ORIGIN };
  const along = (axis: Axis): readonly [before: number, after: number] => {
    const before = frame.placement[axis] - start.placement[axis];
    return [before, lengthAlong(axis, frame) - lengthAlong(axis, start) - before];
  };
  const pads = { up: 0, right: 0, bottom: 0, left: 0 };
  for (const axis of ['x', 'y'] as const) {
    const [before, after] = AXIS_SIDES[axis];
    [pads[before], pads[after]] = along(axis);
  }
  return { expansion: ratiosOf(pads, start), frame };
}

const ORIGIN: Point = { x: 0, y: 0 };
