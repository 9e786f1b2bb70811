import type { Task } from '../contract/task.ts';
import { frameOf } from '../frame.ts';
import type { ProblemCode } from '../problem.ts';
import type { Rect } from '../viewport.ts';

/** The picture that a step of a plan came to, on the way to the results. */
export interface StepPicture {
  /** Of the step, from 0. */
  readonly index: number;
  /** It is asked for as a result is. */
  readonly resultId: string;
  readonly flags: readonly ProblemCode[];
  /** Where it lies in the task's frame, in source pixels. */
  readonly rect: Rect;
}

/** The steps before the last one whose pictures are there: those of the last one are the results. */
export function stepPictures({ plan, source, crop, expansion }: Task): StepPicture[] {
  const last = frameOf(crop ?? source, expansion).placement;
  return (plan?.steps ?? []).flatMap(({ resultId, flags, placement, width, height }, index) => {
    if (resultId === null) return [];
    const rect = { x: last.x - placement.x, y: last.y - placement.y, width, height };
    return [{ index, resultId, flags, rect }];
  });
}

/** The picture of the last step that is there: how far a plan under way has come. Null before, and without a plan. */
export function lastStepPicture(task: Task): StepPicture | null {
  return stepPictures(task).at(-1) ?? null;
}
