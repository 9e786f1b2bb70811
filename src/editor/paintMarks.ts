import type { Context } from 'konva/lib/Context.js';
import { paintBars, paintBrackets } from './paintHandles.ts';
import { paintGuide, paintLimit, paintReaches } from './paintLimits.ts';
import { paintSafeZone } from './paintSafeZone.ts';
import type { Picture } from './picture.ts';

/** Draws what lies over source and new area, from the bottom up. */
export function paintMarks(context: Context, picture: Picture): void {
  const { frame, drag, paints } = picture;
  const colour = drag?.atLimit ? paints.limit : paints.accent;
  paintLimit(context, picture);
  paintReaches(context, picture);
  paintSafeZone(context, picture);
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.strokeRect(frame.x, frame.y, frame.width, frame.height);
  paintGuide(context, picture);
  paintBrackets(context, picture, colour);
  paintBars(context, picture, colour);
}
