import type { Context } from 'konva/lib/Context.js';
import { rectToScreen } from '../domain/viewport.ts';
import { coveredRects } from './format/safeZone.ts';
import { frameRect, type Picture } from './picture.ts';

/** What the chosen format's platform lays over the picture. */
export function paintSafeZone(context: Context, { size, expansion, viewport, safeZoneOf }: Picture): void {
  context.fillStyle = 'rgb(20 20 19 / 55%)';
  for (const rect of coveredRects(safeZoneOf, frameRect(size, expansion))) {
    const { x, y, width, height } = rectToScreen(viewport, rect);
    context.fillRect(x, y, width, height);
  }
}
