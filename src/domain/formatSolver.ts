import { type Anchor, expansionToSize } from './anchor.ts';
import type { Expansion } from './expansion.ts';
import type { Format } from './formats.ts';
import { frameOf, hasAspect } from './frame.ts';
import { sizeProblem } from './limits.ts';
import { frameLimits, type Reach } from './reach.ts';
import { type Axis, lengthAlong, type Size } from './side.ts';

export interface FormatSolution {
  /** Reaches the format, or comes as near to it as the limits allow. */
  readonly expansion: Expansion;
  readonly isReached: boolean;
  /** The area factor that the format takes, also where that is more than the limit. */
  readonly neededFactor: number;
}

/**
 * The smallest frame of a format's aspect that holds the source, in whole source pixels:
 *
 *     source wider than the format      source taller than the format
 *     ┌────────────┐                    ┌─────┬──────┬─────┐
 *     │            │ ideal              │     │source│     │
 *     ├────────────┤ = width × h/w      │     │      │     │
 *     │   source   │                    └─────┴──────┴─────┘
 *     ├────────────┤                     ideal = height × w/h
 *     └────────────┘
 *
 * Only one axis has to grow; along the other one the frame is as long as the source. The growing axis gets the whole
 * number of pixels nearest to the ideal length, so the frame is at most half a pixel off the aspect. A source that has
 * the aspect already, as near as whole pixels allow, needs nothing.
 *
 * Where that takes more than the limit, the nearest reachable frame is the one whose aspect is nearest to the format's,
 * by the quotient of the two; how far that is depends on whether the frame may go beyond one request. It is the growing
 * axis alone at exactly the limit: any growth of the other axis would lead away from the aspect and use up area too.
 * Growing one axis by the area's limit of 3 keeps each side within 2.
 */
export function solveFormat(size: Reach, { aspect }: Pick<Format, 'aspect'>, anchor: Anchor): FormatSolution {
  if (hasAspect(size, aspect)) {
    return { expansion: expansionToSize(size, size, anchor), isReached: true, neededFactor: 1 };
  }
  const [w, h] = aspect;
  const growing: Axis = size.width * h > size.height * w ? 'y' : 'x';
  const ideal = growing === 'y' ? (size.width * h) / w : (size.height * w) / h;
  const most = Math.floor(frameLimits(size).areaFactor * lengthAlong(growing, size));
  const length = Math.min(most, Math.round(ideal));
  const whole = growing === 'y' ? { ...size, height: length } : { ...size, width: length };
  // A limit that is less than a pixel short of the ideal length still reaches it: nothing has to be cut.
  const isCut = size.allowsCropping && !hasAspect(whole, aspect);
  const frame = (isCut ? cutFrame(size, growing, { ideal, most }) : null) ?? whole;
  return {
    expansion: expansionToSize(size, frame, anchor),
    isReached: hasAspect(frame, aspect),
    neededFactor: ideal / lengthAlong(growing, size),
  };
}

/**
 * Where cropping is allowed, a format beyond the limit is reached by cutting along the axis that does not grow, and by
 * no more than that takes: a source that is shorter along it needs less on the other one. Null where what is left
 * would be no source.
 */
function cutFrame(size: Reach, growing: Axis, { ideal, most }: { ideal: number; most: number }): Size | null {
  const across = growing === 'y' ? 'x' : 'y';
  const perAcross = ideal / lengthAlong(across, size);
  let kept = Math.floor(most / perAcross);
  while (Math.round(kept * perAcross) > most) kept -= 1;
  const length = Math.round(kept * perAcross);
  const left = growing === 'y' ? { ...size, width: kept } : { ...size, height: kept };
  if (sizeProblem(left) !== null) return null;
  return growing === 'y' ? { width: kept, height: length } : { width: length, height: kept };
}

/**
 * How a frame stands to a format: it has its aspect (`met`), it is the nearest that one request reaches (`nearest`),
 * or neither. Where the source lies in it does not matter, and a `met` frame may be larger than it has to be.
 */
export function formatState(
  size: Reach,
  format: Pick<Format, 'aspect'>,
  expansion: Expansion,
): 'met' | 'nearest' | 'left' {
  const frame = frameOf(size, expansion);
  if (hasAspect(frame, format.aspect)) return 'met';
  const { expansion: solved, isReached } = solveFormat(size, format, { x: 0, y: 0 });
  const nearest = frameOf(size, solved);
  const isNearest = frame.width === nearest.width && frame.height === nearest.height;
  return isNearest && !isReached ? 'nearest' : 'left';
}
