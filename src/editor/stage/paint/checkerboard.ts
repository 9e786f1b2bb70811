import type { Rect } from '../../../domain/viewport.ts';
import type { Scene } from '../scene.ts';

/** Squares that keep to the source, on a part of the screen. They begin on a whole pixel: so they are sharp, and quick to draw. */
export function paintCheckerboard(
  context: CanvasRenderingContext2D,
  { source, paints }: Scene,
  part: Rect,
): void {
  const whole = (length: number) => Math.round(length * devicePixelRatio) / devicePixelRatio;
  const [x, y] = [whole(source.x), whole(source.y)];
  context.translate(x, y);
  context.fillStyle = paints.checkerboard;
  context.fillRect(part.x - x, part.y - y, part.width, part.height);
}
