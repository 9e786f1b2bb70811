import type { Level } from './level.ts';

/** A straight edge of the source that runs into a border which grows, in pixels of a level. */
export interface BorderLine {
  /** Where it was measured, counted from the known part's corner. */
  readonly x: number;
  readonly y: number;
  /** Its direction outwards, of length 1. */
  readonly alongX: number;
  readonly alongY: number;
  /** How far it runs straight inside the source. */
  readonly length: number;
}

/** An edge is measured this many pixels inside the border, so that its window lies in the source. */
const DEPTH = 3;
/** Least step from pixel to pixel across it, in levels of luminance. */
const MIN_STEP = 9;
/** Least share by which the gradient across exceeds that along. */
const MIN_COHERENCE = 0.6;
/** Least sine of the angle between edge and border: edges along a border do not cross it. */
const MIN_CROSSING = 0.35;
/** Least length, as a share of the known part's short side. */
const MIN_LENGTH = 0.07;
/** An edge that keeps this share of its step goes on. */
const KEPT = 0.45;
const MAX_GAP = 3;
/** Largest root mean square distance from the straight line, in pixels. */
const MAX_BEND = 0.8;
/** Of two edges nearer to each other than this on one border, the stronger counts. */
const APART = 3;
const MAX_LINES = 60;

interface Edge {
  readonly x: number;
  readonly y: number;
  readonly alongX: number;
  readonly alongY: number;
  /** Step across, signed: from the left of the way outwards to its right. */
  readonly step: number;
}

/**
 * Finds the strong straight edges that a growing border cuts: by the structure tensor (Förstner and Gülch 1987) along the
 * border, followed inwards for as long as they stay straight. They are what structure propagation (Sun et al. 2005) asks
 * its user to draw.
 */
export function borderLines(level: Level): BorderLine[] {
  const light = luminanceOf(level);
  const { width, height } = level.known;
  const leastLength = MIN_LENGTH * Math.min(width, height);
  const lines: (BorderLine & { weight: number })[] = [];
  for (const border of growingBorders(level)) {
    const edges = border.map(({ x, y, outX, outY }) => edgeAt(light, width, height, { x, y, outX, outY }));
    edges.forEach((edge, place) => {
      if (edge === null) return;
      const near = edges.slice(Math.max(0, place - APART), place + APART + 1);
      const strongest = near.reduce((most, other) => (stepOf(other) > stepOf(most) ? other : most), null);
      if (strongest !== edge) return;
      const line = followInwards(light, width, height, edge);
      if (line !== null && line.length >= leastLength) {
        lines.push({ ...line, weight: Math.abs(edge.step) * line.length });
      }
    });
  }
  return lines.sort((a, b) => b.weight - a.weight).slice(0, MAX_LINES);
}

function stepOf(edge: Edge | null): number {
  return Math.abs(edge?.step ?? 0);
}

function growingBorders({ known, width, height }: Level) {
  const row = (y: number, outY: number) =>
    Array.from({ length: known.width - 2 * DEPTH }, (_, at) => ({ x: at + DEPTH, y, outX: 0, outY }));
  const column = (x: number, outX: number) =>
    Array.from({ length: known.height - 2 * DEPTH }, (_, at) => ({ x, y: at + DEPTH, outX, outY: 0 }));
  return [
    known.y > 0 ? row(DEPTH, -1) : [],
    known.y + known.height < height ? row(known.height - 1 - DEPTH, 1) : [],
    known.x > 0 ? column(DEPTH, -1) : [],
    known.x + known.width < width ? column(known.width - 1 - DEPTH, 1) : [],
  ];
}

interface BorderPlace {
  readonly x: number;
  readonly y: number;
  readonly outX: number;
  readonly outY: number;
}

function edgeAt(
  light: Float32Array,
  width: number,
  height: number,
  { x, y, outX, outY }: BorderPlace,
): Edge | null {
  let [xx, xy, yy] = [0, 0, 0];
  for (let v = y - 2; v <= y + 2; v += 1) {
    for (let u = x - 2; u <= x + 2; u += 1) {
      const gx = gradientX(light, width, height, u, v);
      const gy = gradientY(light, width, height, u, v);
      xx += gx * gx;
      xy += gx * gy;
      yy += gy * gy;
    }
  }
  const coherence = Math.hypot((xx - yy) / 2, xy) / Math.max(1e-6, (xx + yy) / 2);
  if (coherence < MIN_COHERENCE) return null;
  const angle = Math.atan2(2 * xy, xx - yy) / 2 + Math.PI / 2;
  const crossing = Math.cos(angle) * outX + Math.sin(angle) * outY;
  if (Math.abs(crossing) < MIN_CROSSING) return null;
  const alongX = Math.sign(crossing) * Math.cos(angle);
  const alongY = Math.sign(crossing) * Math.sin(angle);
  const step =
    gradientY(light, width, height, x, y) * alongX - gradientX(light, width, height, x, y) * alongY;
  return Math.abs(step) < MIN_STEP ? null : { x, y, alongX, alongY, step };
}

/** Follows an edge inwards, fits the straight line through what was found, and tells how far it holds. */
function followInwards(light: Float32Array, width: number, height: number, edge: Edge): BorderLine | null {
  const { alongX, alongY } = edge;
  let [n, sumW, sumOff, sumWW, sumWOff, sumOffOff] = [1, 0, 0, 0, 0, 0];
  let length = 0;
  for (let way = 1; way - length <= MAX_GAP; way += 1) {
    const slope = n > 4 ? slopeOf(n, sumW, sumOff, sumWW, sumWOff) : 0;
    const expected = n > 4 ? sumOff / n + slope * (way - sumW / n) : 0;
    const x = edge.x - way * alongX;
    const y = edge.y - way * alongY;
    if (x < 1 || y < 1 || x > width - 2 || y > height - 2) break;
    let [most, found] = [0, 0];
    for (let off = Math.round(expected) - 1; off <= Math.round(expected) + 1; off += 1) {
      const u = Math.round(x - off * alongY);
      const v = Math.round(y + off * alongX);
      const step =
        gradientY(light, width, height, u, v) * alongX - gradientX(light, width, height, u, v) * alongY;
      if (step * Math.sign(edge.step) <= most) continue;
      most = step * Math.sign(edge.step);
      found = off;
    }
    if (most < KEPT * Math.abs(edge.step)) continue;
    n += 1;
    sumW += way;
    sumOff += found;
    sumWW += way * way;
    sumWOff += way * found;
    sumOffOff += found * found;
    length = way;
  }
  if (n < 5) return null;
  const slope = slopeOf(n, sumW, sumOff, sumWW, sumWOff);
  const variance = sumOffOff / n - (sumOff / n) ** 2 - slope * (sumWOff / n - (sumW / n) * (sumOff / n));
  if (variance > MAX_BEND * MAX_BEND) return null;
  const start = sumOff / n - slope * (sumW / n);
  // Inwards the line runs along (−along + slope · across), so outwards along (along − slope · across).
  const stretch = Math.hypot(1, slope);
  return {
    x: edge.x - start * alongY,
    y: edge.y + start * alongX,
    alongX: (alongX + slope * alongY) / stretch,
    alongY: (alongY - slope * alongX) / stretch,
    length,
  };
}

function slopeOf(n: number, sumW: number, sumOff: number, sumWW: number, sumWOff: number): number {
  return (n * sumWOff - sumW * sumOff) / Math.max(1e-6, n * sumWW - sumW * sumW);
}

/** Of the known part, smoothed by a 3 × 3 binomial. */
function luminanceOf({ known, width, pixels }: Level): Float32Array {
  const plain = new Float32Array(known.width * known.height);
  for (let y = 0; y < known.height; y += 1) {
    for (let x = 0; x < known.width; x += 1) {
      const pixel = pixels[(known.y + y) * width + known.x + x] ?? 0;
      plain[y * known.width + x] =
        0.299 * (pixel & 255) + 0.587 * ((pixel >> 8) & 255) + 0.114 * ((pixel >> 16) & 255);
    }
  }
  return smoothed(smoothed(plain, known.width, known.height, 1, 0), known.width, known.height, 0, 1);
}

function smoothed(values: Float32Array, width: number, height: number, dx: number, dy: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const before = Math.max(0, y - dy) * width + Math.max(0, x - dx);
      const after = Math.min(height - 1, y + dy) * width + Math.min(width - 1, x + dx);
      out[y * width + x] =
        ((values[before] ?? 0) + 2 * (values[y * width + x] ?? 0) + (values[after] ?? 0)) / 4;
    }
  }
  return out;
}

function gradientX(light: Float32Array, width: number, height: number, x: number, y: number): number {
  const row = Math.max(0, Math.min(height - 1, y)) * width;
  return ((light[row + Math.min(width - 1, x + 1)] ?? 0) - (light[row + Math.max(0, x - 1)] ?? 0)) / 2;
}

function gradientY(light: Float32Array, width: number, height: number, x: number, y: number): number {
  const column = Math.max(0, Math.min(width - 1, x));
  const below = Math.min(height - 1, y + 1) * width + column;
  return ((light[below] ?? 0) - (light[Math.max(0, y - 1) * width + column] ?? 0)) / 2;
}
