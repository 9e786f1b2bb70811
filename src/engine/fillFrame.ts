import { blend } from './blend.ts';
import { boundVeil } from './boundVeil.ts';
import { checkFillRequest } from './checkFillRequest.ts';
import { concernsOf, type FillConcern } from './fillConcern.ts';
import { FillError } from './fillError.ts';
import type { FillRequest } from './fillRequest.ts';
import { holdTone } from './holdTone.ts';
import { buildPyramid, type Level } from './level.ts';
import { type Canvas, magnify } from './magnify.ts';
import { type Matched, matchLevels, rematch } from './matchLevels.ts';
import { continuePlainBorders } from './plainBorders.ts';
import { FILL_SETTINGS, type FillSettings } from './settings.ts';

interface FilledFrame {
  /** RGBA of the whole frame. */
  readonly rgba: Uint8ClampedArray;
  /** Null where nothing had to be sought. */
  readonly matched: Matched | null;
  readonly concerns: readonly FillConcern[];
  /** Made from what was found for another frame, in one quick round. */
  readonly isRough: boolean;
}

/** A hole this many times as large as the one before has too little in common with it. */
const MAX_GROWTH = 2;

/**
 * @param settings those of the request's quality, unless others are to be tried
 * @param last what was found for another frame of the same source: given, and if it is near enough, it is carried over
 * instead of searching from the start
 * @throws FillError
 */
export function fillFrame(
  request: FillRequest,
  settings: FillSettings = FILL_SETTINGS[request.quality ?? 'normal'],
  last: Matched | null = null,
): FilledFrame {
  checkFillRequest(request);
  const canvas = canvasOf(request);
  const frame = { ...canvas, known: continuePlainBorders(canvas) };
  if (frame.known.width === frame.width && frame.known.height === frame.height) {
    request.onProgress?.(1);
    return { rgba: canvas.rgba, matched: null, concerns: [], isRough: false };
  }
  const levels = buildPyramid(canvas.rgba, frame, settings);
  const stopIfCancelled = () => {
    if (request.isCancelled?.() === true) throw new FillError('cancelled', 'The fill was cancelled.');
  };
  stopIfCancelled();
  const [finest] = levels;
  const isRough = last !== null && finest !== undefined && isNear(last.map.level, finest);
  const matched = isRough
    ? rematch(finest, last, settings)
    : matchLevels(levels, settings, request, stopIfCancelled);
  const { map, guess } = matched;
  const correction = blend(map, settings.blend);
  if (settings.tone !== null && guess !== null) holdTone(map, correction, guess, settings.tone);
  if (settings.veil !== null) boundVeil(map, correction, settings.veil);
  stopIfCancelled();
  magnify(frame, map, correction);
  request.onProgress?.(1);
  const concerns = matched.faults === null ? [] : concernsOf(matched.faults);
  return { rgba: canvas.rgba, matched, concerns, isRough };
}

function isNear(last: Level, next: Level): boolean {
  return (
    last.scale === next.scale &&
    last.known.width === next.known.width &&
    last.known.height === next.known.height &&
    next.hole.length <= MAX_GROWTH * last.hole.length
  );
}

function canvasOf({ rgba, size, pads }: FillRequest): Canvas {
  const width = pads.left + size.width + pads.right;
  const height = pads.up + size.height + pads.bottom;
  const canvas = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < size.height; row += 1) {
    const from = row * size.width * 4;
    canvas.set(rgba.subarray(from, from + size.width * 4), ((pads.up + row) * width + pads.left) * 4);
  }
  return { width, height, known: { x: pads.left, y: pads.up, ...size }, rgba: canvas };
}
