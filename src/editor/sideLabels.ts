import type { Side } from '../domain/side.ts';

/** The sides as people read them. */
export const SIDE_LABELS: Record<Side, string> = { up: 'Up', right: 'Right', bottom: 'Bottom', left: 'Left' };
