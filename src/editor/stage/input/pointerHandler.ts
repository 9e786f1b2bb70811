import type { Point } from '../../../domain/side.ts';
import type { ModifierKeys } from './modifierKeys.ts';

/** What one pointer does on the stage, from its press on: the verbs that drag and pan share. Points are on the screen. */
export interface PointerHandler {
  /** So far, in screen pixels, the press is a click. */
  readonly slackPx: number;
  begin(point: Point, keys: ModifierKeys): void;
  move(point: Point, keys: ModifierKeys): void;
  end(outcome: 'keep' | 'restore'): void;
}
