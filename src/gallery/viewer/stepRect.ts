import type { Result } from '../../domain/contract/result.ts';
import type { StepPicture } from '../../domain/plan/stepPictures.ts';
import type { Rect } from '../../domain/viewport.ts';

/** Where the picture of a step is on the screen, for a result that lies there. */
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
