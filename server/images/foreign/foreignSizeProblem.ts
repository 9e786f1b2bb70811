import { MAX_OFFERED_WHOLE_PIXELS, sizeProblem } from '../../../src/domain/limits.ts';
import type { Size } from '../../../src/domain/side.ts';

interface Kind {
  readonly isRefused: boolean;
  /** Whether its decoder holds more than 8 bits a channel. */
  readonly isDeep: boolean;
}

/** Why a picture of some size is not decoded, or null. Of one that is refused anyway a copy is made, whatever its shape. */
export function foreignSizeProblem(size: Size, { isRefused, isDeep }: Kind): ReturnType<typeof sizeProblem> {
  if (!isRefused) return sizeProblem(size);
  const weight = isDeep ? 2 : 1;
  return weight * size.width * size.height > MAX_OFFERED_WHOLE_PIXELS ? 'source-too-large' : null;
}
