import type { Point } from '../../../domain/side.ts';
import type { Scene } from '../scene.ts';

/** Draws on a canvas in the page or off it. */
export type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** The app's own letters, of the least size that is read at ease. Heights and widths are screen pixels. */
const FONT = '550 12px "Geist Variable", system-ui, sans-serif';
const LABEL_HEIGHT = 18;
const PADDING = 5;

/** The frames of a plan's steps, each in the next, with their numbers. */
export function paintSteps(context: Pen, { steps, paints }: Scene): void {
  context.lineWidth = 1.25;
  for (const [index, { x, y, width, height }] of steps.entries()) {
    context.strokeStyle = paints.accent;
    context.setLineDash([2, 4]);
    context.strokeRect(x, y, width, height);
    context.setLineDash([]);
    paintStepLabel(context, { words: `Step ${index + 1}`, at: { x, y } });
  }
}

/** Words on a plate that is told from any picture, inside of the corner that is given. */
export function paintStepLabel(context: Pen, { words, at }: { words: string; at: Point }): void {
  context.font = FONT;
  const width = context.measureText(words).width + 2 * PADDING;
  const [x, y] = [Math.round(at.x) + 3, Math.round(at.y) + 3];
  context.fillStyle = 'rgb(20 20 19 / 75%)';
  context.beginPath();
  context.roundRect(x, y, width, LABEL_HEIGHT, 4);
  context.fill();
  context.fillStyle = '#ffffff';
  context.textBaseline = 'middle';
  context.fillText(words, x + PADDING, y + LABEL_HEIGHT / 2 + 0.5);
}
