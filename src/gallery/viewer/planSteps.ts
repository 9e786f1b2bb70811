import type { Result } from '../../domain/contract/result.ts';
import type { Task } from '../../domain/contract/task.ts';
import { frameOf } from '../../domain/frame.ts';
import type { ProblemCode } from '../../domain/problem.ts';
import type { Rect } from '../../domain/viewport.ts';

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

/** Where that is on the screen, for a result that lies there. */
export function stepRect(
  { rect }: StepPicture,
  result: Pick<Result, 'width' | 'height'>,
  onScreen: Rect,
): Rect {
  const [across, down] = [onScreen.width / result.width, onScreen.height / result.height];
  return {
    x: onScreen.x + rect.x * across,
    y: onScreen.y + rect.y * down,
    width: rect.width * across,
    height: rect.height * down,
  };
}
