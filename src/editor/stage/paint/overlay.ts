import type { Scene } from '../scene.ts';
import { paintCutAway } from './cutAway.ts';
import { paintBars, paintBrackets } from './handles.ts';
import { paintSafeZone } from './safeZone.ts';
import { paintSteps } from './steps.ts';

export const FRAME_WIDTH = 1.5;

/** Draws what lies over source and new area at rest, from the bottom up. In a drag, layers show it. */
export function paintOverlay(context: CanvasRenderingContext2D, scene: Scene): void {
  const { frame, paints } = scene;
  paintCutAway(context, scene);
  paintSafeZone(context, scene);
  paintSteps(context, scene);
  context.strokeStyle = paints.accent;
  context.lineWidth = FRAME_WIDTH;
  context.strokeRect(frame.x, frame.y, frame.width, frame.height);
  paintBrackets(context, scene, paints.accent);
  paintBars(context, scene, paints.accent);
}
