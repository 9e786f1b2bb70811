import { SIDE_GEOMETRY, SIDES, type Side } from '../domain/side.ts';
import type { Rect } from './frameRect.ts';
import type { Canvas } from './magnify.ts';

/** A border is plain if, for this share of the source's side (at least so many pixels), it does not change but for noise. */
const DEPTH_SHARE = 0.03;
const MIN_DEPTH = 4;
const TOLERANCE = 1;
/** Drawn, not photographed: what is exactly even needs less depth to be sure of. */
const EXACT_DEPTH = 6;
/** Where text is cut, what is even for no longer than this may be the stroke of a letter. */
const MAX_STROKE = 16;
/** A line of text that the border cuts through is at most this share of the border high. */
const MAX_CUT_SHARE = 0.1;
/** In graphics most pixels are exactly like the one beside them; in photographs only where they are overexposed. */
const GRAPHIC_SHARE = 0.6;

/**
 * How to walk a border in pixel numbers, the same for all four sides:
 *
 *      ◀─ outward ─┊ corner ─▶ inward
 *                  ┊   │ along
 *                  ┊   ▼  … count lines
 */
interface Border {
  readonly corner: number;
  readonly along: number;
  readonly inward: number;
  readonly count: number;
  /** How far the known part goes inwards, and the hole outwards. */
  readonly depth: number;
  readonly pad: number;
}

/**
 * Continues borders that do not change towards the outside (grounds of graphics, bars of screenshots) as they are, line
 * by line, and returns the known part grown by them. What is exactly even must stay exactly even: no search for patches
 * could do better, and many would bring letters back. In graphics the ground also takes over what the border cuts, such
 * as lines of text: half a word is no pattern to go on with.
 */
export function continuePlainBorders(canvas: Canvas): Rect {
  const isDrawn = isGraphic(canvas);
  let known = canvas.known;
  for (const side of SIDES) {
    const border = borderOf(canvas, known, side);
    if (border.pad === 0) continue;
    const origins = linesToContinue(canvas, border, isDrawn);
    if (origins === null) continue;
    continueBorder(canvas, border, origins);
    known = grown(known, side, border.pad);
  }
  return known;
}

/** For each line of a border the line whose edge it goes on with; null if patches must be sought. */
function linesToContinue(canvas: Canvas, border: Border, isDrawn: boolean): Int32Array | null {
  const { depth, count } = border;
  const deep = Math.min(depth, Math.max(MIN_DEPTH, Math.round(depth * DEPTH_SHARE)));
  const exactDepth = Math.min(depth, EXACT_DEPTH);
  const lines = Int32Array.from({ length: count }, (_, line) => line);
  if (lines.every((line) => isPlain(canvas, border, { line, deep, tolerance: TOLERANCE }))) return lines;
  if (lines.every((line) => isPlain(canvas, border, { line, deep: exactDepth, tolerance: 0 }))) return lines;
  if (!isDrawn) return null;
  const strokeless = Math.min(depth, Math.max(deep, MAX_STROKE));
  const isGround = (line: number) => isPlain(canvas, border, { line, deep: strokeless, tolerance: 0 });
  return bridgeCuts(
    canvas,
    border,
    lines.map((line) => (isGround(line) ? 1 : 0)),
  );
}

/** Every run of lines that are not plain goes on as the ground beside it, if that is the same on both sides. */
function bridgeCuts(canvas: Canvas, border: Border, isPlainLine: Int32Array): Int32Array | null {
  const { count } = border;
  const origins = new Int32Array(count);
  for (let line = 0; line < count; line += 1) {
    if (isPlainLine[line] === 1) {
      origins[line] = line;
      continue;
    }
    const end = isPlainLine.indexOf(1, line);
    const before = line - 1;
    const after = end === -1 ? before : end;
    const last = end === -1 ? count : end;
    if (after < 0 || last - line > MAX_CUT_SHARE * count) return null;
    if (before >= 0 && !isAlike(canvas, edgeOf(border, before), edgeOf(border, after))) return null;
    origins.fill(after, line, last);
    line = last - 1;
  }
  return origins;
}

function isGraphic({ rgba, width, known }: Canvas): boolean {
  const words = new Int32Array(rgba.buffer, rgba.byteOffset, rgba.length >> 2);
  let alike = 0;
  for (let y = known.y; y < known.y + known.height; y += 1) {
    const row = y * width + known.x;
    for (let at = row + 1; at < row + known.width; at += 1) if (words[at] === words[at - 1]) alike += 1;
  }
  return alike >= GRAPHIC_SHARE * known.width * known.height;
}

function borderOf({ width, height }: Canvas, known: Rect, side: Side): Border {
  const { axis, outward } = SIDE_GEOMETRY[side];
  const isX = axis === 'x';
  const depth = isX ? known.width : known.height;
  const far = outward === 1 ? depth - 1 : 0;
  const step = isX ? 1 : width;
  return {
    corner: known.y * width + known.x + far * step,
    along: isX ? width : 1,
    inward: -outward * step,
    count: isX ? known.height : known.width,
    depth,
    pad: outward === -1 ? known[axis] : (isX ? width : height) - known[axis] - depth,
  };
}

interface PlainLine {
  readonly line: number;
  readonly deep: number;
  readonly tolerance: number;
}

function isPlain(canvas: Canvas, border: Border, { line, deep, tolerance }: PlainLine): boolean {
  const edge = edgeOf(border, line);
  for (let step = 1; step < deep; step += 1) {
    if (!isAlike(canvas, edge, edge + step * border.inward, tolerance)) return false;
  }
  return true;
}

/** Number of the outermost known pixel of a line. */
function edgeOf({ corner, along }: Border, line: number): number {
  return corner + line * along;
}

function isAlike({ rgba }: Canvas, a: number, b: number, tolerance = TOLERANCE): boolean {
  // What is not there may have any colour.
  if (rgba[a * 4 + 3] === 0 && rgba[b * 4 + 3] === 0) return true;
  for (let channel = 0; channel < 4; channel += 1) {
    if (Math.abs((rgba[a * 4 + channel] ?? 0) - (rgba[b * 4 + channel] ?? 0)) > tolerance) return false;
  }
  return true;
}

function continueBorder({ rgba }: Canvas, border: Border, origins: Int32Array): void {
  for (let line = 0; line < border.count; line += 1) {
    const from = edgeOf(border, origins[line] ?? line) * 4;
    const edge = edgeOf(border, line) * 4;
    for (let step = 1; step <= border.pad; step += 1) {
      rgba.copyWithin(edge - step * border.inward * 4, from, from + 4);
    }
  }
}

function grown(known: Rect, side: Side, pad: number): Rect {
  const { axis, outward } = SIDE_GEOMETRY[side];
  const isX = axis === 'x';
  const start = outward === -1 ? known[axis] - pad : known[axis];
  return isX
    ? { ...known, x: start, width: known.width + pad }
    : { ...known, y: start, height: known.height + pad };
}
