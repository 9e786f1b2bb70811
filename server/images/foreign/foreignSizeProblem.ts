import { MAX_OFFERED_WHOLE_PIXELS, sizeProblem } from '../../../src/domain/limits.ts';
import type { Size } from '../../../src/domain/side.ts';

/** Why a picture of some size is not decoded, or null. Of one that is refused anyway a copy is made, whatever its shape. */
export function foreignSizeProblem(size: Size, isRefused: boolean): ReturnType<typeof sizeProblem> {
  if (!isRefused) return sizeProblem(size);
  return size.width * size.height > MAX_OFFERED_WHOLE_PIXELS ? 'source-too-large' : null;
}
