import { frameRect } from '../../../domain/frame.ts';
import { coveredRects } from '../../../domain/safeZone.ts';
import { rectToScreen } from '../../../domain/viewport.ts';
import type { Scene } from '../scene.ts';

/** What the chosen format's platform lays over the picture. */
export function paintSafeZone(
  context: CanvasRenderingContext2D,
  { size, expansion, viewport, safeZoneOf }: Scene,
): void {
  context.fillStyle = 'rgb(20 20 19 / 55%)';
  for (const rect of coveredRects(safeZoneOf, frameRect(size, expansion))) {
    const { x, y, width, height } = rectToScreen(viewport, rect);
    context.fillRect(x, y, width, height);
  }
}
