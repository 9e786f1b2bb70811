import { luminanceOf, type Pads, type Picture } from './picture.ts';

/** How far inside the border an edge is measured, and how far inwards it must have come from, in pixels. */
const INSIDE = 3;
const RUN_UP = 9;
/** How far outwards it is followed. */
const REACH = 24;
/** Mean gradient across the edge, in levels a pixel, to count as strong. */
const MIN_STRENGTH = 10;
const MIN_COHERENCE = 0.6;
/** Sine of the angle with the border: edges along it do not cross it. */
const MIN_CROSSING = 0.4;
/** An edge goes on where it keeps this share of its strength. */
const KEPT = 0.4;

/** An edge of the source that runs into its border: where, its direction outwards, and its step across (signed). */
interface CrossingEdge {
  readonly x: number;
  readonly y: number;
  readonly tangent: { readonly x: number; readonly y: number };
  readonly strength: number;
}

/**
 * Strong straight edges that cross the old border are followed outwards: the share of their way (REACH pixels, weighted
 * by strength) on which nothing of the kind is found near the line. NaN where no strong edge meets the border.
 */
export function severedEdgeIndex(filled: Picture, pads: Pads): number {
  const light = smooth(luminanceOf(filled), filled.width, filled.height);
  const gradient = gradientReader(light, filled);
  let total = 0;
  let severed = 0;
  for (const edge of crossingEdges(gradient, filled, pads)) {
    total += Math.abs(edge.strength);
    severed += Math.abs(edge.strength) * (1 - sharedWay(gradient, edge, REACH));
  }
  return total === 0 ? Number.NaN : severed / total;
}

type GradientReader = (x: number, y: number) => readonly [gx: number, gy: number];

function gradientReader(light: Float32Array, { width, height }: Picture): GradientReader {
  return (x, y) => {
    const column = Math.max(1, Math.min(width - 2, Math.round(x)));
    const at = Math.max(1, Math.min(height - 2, Math.round(y))) * width + column;
    return [
      ((light[at + 1] ?? 0) - (light[at - 1] ?? 0)) / 2,
      ((light[at + width] ?? 0) - (light[at - width] ?? 0)) / 2,
    ];
  };
}

function crossingEdges(gradient: GradientReader, { width, height }: Picture, pads: Pads): CrossingEdge[] {
  const [left, right] = [pads.left + INSIDE, width - pads.right - 1 - INSIDE];
  const [top, bottom] = [pads.up + INSIDE, height - pads.bottom - 1 - INSIDE];
  const borders = [
    { grows: pads.up, x: left, y: top, dx: 1, dy: 0, count: right - left + 1, nx: 0, ny: -1 },
    { grows: pads.bottom, x: left, y: bottom, dx: 1, dy: 0, count: right - left + 1, nx: 0, ny: 1 },
    { grows: pads.left, x: left, y: top, dx: 0, dy: 1, count: bottom - top + 1, nx: -1, ny: 0 },
    { grows: pads.right, x: right, y: top, dx: 0, dy: 1, count: bottom - top + 1, nx: 1, ny: 0 },
  ];
  return borders.flatMap(({ grows, x, y, dx, dy, count, nx, ny }) => {
    if (grows < REACH) return [];
    const found = Array.from({ length: count }, (_, step) =>
      edgeAt(gradient, x + step * dx, y + step * dy, { x: nx, y: ny }),
    );
    return found.filter((edge, step): edge is CrossingEdge => {
      if (edge === null) return false;
      const near = found.slice(Math.max(0, step - 3), step + 4);
      const isStrongest = near.every((other) => Math.abs(other?.strength ?? 0) <= Math.abs(edge.strength));
      const backwards = {
        ...edge,
        tangent: { x: -edge.tangent.x, y: -edge.tangent.y },
        strength: -edge.strength,
      };
      return isStrongest && sharedWay(gradient, backwards, RUN_UP) > 0.9;
    });
  });
}

/** The edge through a place, from the structure tensor of the 5 × 5 pixels around it; null if there is no clear one. */
function edgeAt(
  gradient: GradientReader,
  x: number,
  y: number,
  outwards: { readonly x: number; readonly y: number },
): CrossingEdge | null {
  let [xx, xy, yy] = [0, 0, 0];
  for (let v = -2; v <= 2; v += 1) {
    for (let u = -2; u <= 2; u += 1) {
      const [gx, gy] = gradient(x + u, y + v);
      xx += gx * gx;
      xy += gx * gy;
      yy += gy * gy;
    }
  }
  const difference = Math.hypot((xx - yy) / 2, xy);
  const coherence = difference / Math.max(1e-6, (xx + yy) / 2);
  const angle = Math.atan2(2 * xy, xx - yy) / 2 + Math.PI / 2;
  const crossing = Math.cos(angle) * outwards.x + Math.sin(angle) * outwards.y;
  if (coherence < MIN_COHERENCE || Math.abs(crossing) < MIN_CROSSING) return null;
  const tangent = { x: Math.sign(crossing) * Math.cos(angle), y: Math.sign(crossing) * Math.sin(angle) };
  const strength = strongestNear(gradient, { x, y, tangent, strength: 1 }, 0, 0);
  return Math.abs(strength) < MIN_STRENGTH ? null : { x, y, tangent, strength };
}

/** The share of a way along an edge's line on which an edge of its kind goes on; it has ended after two gaps in a row. */
function sharedWay(gradient: GradientReader, edge: CrossingEdge, reach: number): number {
  let last = INSIDE;
  for (let way = INSIDE + 2; way <= reach + INSIDE; way += 1) {
    const step = strongestNear(gradient, edge, way, 1 + 0.12 * way);
    if (step * Math.sign(edge.strength) >= KEPT * Math.abs(edge.strength)) last = way;
    else if (way - last > 3) break;
  }
  return Math.min(1, Math.max(0, (last - INSIDE) / reach));
}

/** The largest gradient of the edge's sign across its line, so far along it, within a width to both sides. */
function strongestNear(gradient: GradientReader, edge: CrossingEdge, way: number, width: number): number {
  const { x, y, tangent } = edge;
  let strongest = 0;
  for (let off = -Math.ceil(width); off <= Math.ceil(width); off += 1) {
    const [gx, gy] = gradient(x + way * tangent.x - off * tangent.y, y + way * tangent.y + off * tangent.x);
    const across = -gx * tangent.y + gy * tangent.x;
    if (width === 0) return across;
    if (across * Math.sign(edge.strength) > strongest * Math.sign(edge.strength)) strongest = across;
  }
  return strongest;
}

/** Binomial 3 × 3. */
function smooth(values: Float32Array, width: number, height: number): Float32Array {
  const along = (from: Float32Array, step: number) =>
    from.map((value, at) => {
      const isFirst = step === 1 ? at % width === 0 : at < width;
      const isLast = step === 1 ? at % width === width - 1 : at >= width * (height - 1);
      return (
        ((isFirst ? value : (from[at - step] ?? 0)) + 2 * value + (isLast ? value : (from[at + step] ?? 0))) /
        4
      );
    });
  return along(along(values, 1), width);
}
