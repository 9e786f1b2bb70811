import type { Image } from 'konva/lib/shapes/Image.js';
import type { Rect } from '../../../domain/viewport.ts';

/** Moves the source to where it lies on the screen. Tells whether it, and with it a large bitmap, really moved. */
export function arrangeSource(image: Image, { x, y, width, height }: Rect, zoom: number): boolean {
  const isCrispnessChanged = showPixelsCrisply(image, zoom);
  if (image.x() === x && image.y() === y && image.width() === width && image.height() === height)
    return isCrispnessChanged;
  image.position({ x, y }).size({ width, height });
  return true;
}

/** From this zoom on, a pixel of the source is seen as what it is: a square. */
const CRISP_ZOOM = 3;

function showPixelsCrisply(image: Image, zoom: number): boolean {
  const layer = image.getLayer();
  const isSmooth = zoom * devicePixelRatio < CRISP_ZOOM;
  if (!layer || layer.imageSmoothingEnabled() === isSmooth) return false;
  layer.imageSmoothingEnabled(isSmooth);
  return true;
}
