import type { Expansion } from './expansion.ts';
import type { Handle } from './handle.ts';
import type { Reach } from './reach.ts';
import type { Point } from './side.ts';
import type { Guide } from './snapping.ts';

/** What a drag starts from. Every move is computed from this and the pointer; nothing is added up. */
export interface Gesture {
  readonly handle: Handle;
  readonly size: Reach;
  readonly start: Expansion;
  /** Where the pointer took hold, in source pixels, the source's top left corner at 0,0. */
  readonly grabbedAt: Point;
}

/** What a gesture comes to. */
export interface Move {
  readonly expansion: Expansion;
  /** A limit holds the gesture back. */
  readonly atLimit: boolean;
  /** What the frame was drawn to, or null. */
  readonly guide: Guide | null;
}
