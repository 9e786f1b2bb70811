import { blend } from './blend.ts';
import { checkFillRequest } from './checkFillRequest.ts';
import { FillError } from './fillError.ts';
import type { Fill } from './fillRequest.ts';
import { buildPyramid } from './level.ts';
import { type Canvas, magnify } from './magnify.ts';
import { matchLevels } from './matchLevels.ts';
import { continuePlainBorders } from './plainBorders.ts';
import { FILL_SETTINGS, type FillSettings } from './settings.ts';

export const contentFill: Fill = (request) => fillWith(request, FILL_SETTINGS[request.quality ?? 'standard']);

function fillWith(request: Parameters<Fill>[0], settings: FillSettings): Uint8ClampedArray {
  checkFillRequest(request);
  const canvas = canvasOf(request);
  const frame = { ...canvas, known: continuePlainBorders(canvas) };
  if (frame.known.width === frame.width && frame.known.height === frame.height) {
    request.onProgress?.(1);
    return canvas.rgba;
  }
  const levels = buildPyramid(canvas.rgba, frame, settings);
  const stopIfCancelled = () => {
    if (request.isCancelled?.() === true) throw new FillError('cancelled', 'The fill was cancelled.');
  };
  stopIfCancelled();
  const map = matchLevels(levels, settings, request, stopIfCancelled);
  const correction = blend(map, settings.blend);
  stopIfCancelled();
  magnify(frame, map, correction);
  request.onProgress?.(1);
  return canvas.rgba;
}

function canvasOf({ rgba, size, pads }: Parameters<Fill>[0]): Canvas {
  const width = pads.left + size.width + pads.right;
  const height = pads.up + size.height + pads.bottom;
  const canvas = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < size.height; row += 1) {
    const from = row * size.width * 4;
    canvas.set(rgba.subarray(from, from + size.width * 4), ((pads.up + row) * width + pads.left) * 4);
  }
  return { width, height, known: { x: pads.left, y: pads.up, ...size }, rgba: canvas };
}
