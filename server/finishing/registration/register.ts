import type { Point, Size } from '../../../src/domain/side.ts';
import { inRoom, type Room } from '../kernel/room.ts';
import { type AxisMap, type ImageMap, mapAxes } from '../pixels/axisMap.ts';
import { gaussianBlur, halved } from '../pixels/blurring.ts';
import { type Plane, partOf } from '../pixels/floatImage.ts';
import { NormalEquations } from '../pixels/normalEquations.ts';
import { resamplePlane } from '../pixels/resampling.ts';
import { CATMULL_ROM } from '../pixels/taps.ts';
import { localContrast } from './localContrast.ts';
import { compareTiles, robustCost, type Tile, tileWeight, unlikenessLimit } from './tiles.ts';

export interface RegistrationRequest {
  /** The source's brightness at about the picture's scale. */
  readonly source: Plane;
  /** The picture's brightness. */
  readonly picture: Plane;
  /** From the source's plane to where each point is expected in the picture. */
  readonly expected: ImageMap;
}

export interface Registration {
  /** From the source's plane to the picture. */
  readonly map: ImageMap;
  /** Whether the place that was found agrees better than the one expected; else the map is the expected one. */
  readonly isAccepted: boolean;
  /** Expected error (one standard deviation) in the source's plane at a point −1…1 across it, along each axis. */
  readonly deviation: (xi: number, eta: number) => number;
  /** Mean disagreement of textured tiles, 0 (the same) to about 1 (another picture). */
  readonly unlikeness: number;
}

/** Shift and half the stretch across the source, along x and y, in pixels of the source's finest plane. */
type Shift = readonly [shiftX: number, stretchX: number, shiftY: number, stretchY: number];

const NO_SHIFT: Shift = [0, 0, 0, 0];
const BLUR = 0.8;
/** Pyramids end before the shorter side falls below this. */
const MIN_SIDE = 72;
/** Neighbouring pixels are not independent. */
const CORRELATION = 10;
/** How far off the expected place a picture is, as a rule: without texture the answer stays there. */
const PRIOR_SHIFT = 2;
const PRIOR_STRETCH = 0.004;
const STEADY_STEP = 0.003;
const MIN_GAIN = 0.005;
/** The predicted deviation is too small by this, measured. */
const OPTIMISM = 4;

/**
 * Finds where the source lies in a provider's picture: shift and scale along each axis, to hundredths of a pixel.
 * Gauss–Newton on a pyramid (Lucas and Kanade 1981; Bergen et al. 1992), on local contrast, which gain, bias and
 * shading leave alone, with whole tiles dropping out where the picture was redrawn. The prior is also the fallback.
 *
 *   source ┌─────────┐         picture ┌───────────────┐
 *          │ ξ −1…1  │  ──map──▶       │  ┌─────────┐  │
 *          └─────────┘                 │  └─────────┘  │
 *                                      └───────────────┘
 */
export function register(request: RegistrationRequest): Registration {
  const { source } = request;
  const { picture, expected, origin } = nearby(request);
  const { shift, information, finest } = inRoom((room) => findShift(room, { source, picture, expected }));
  const isAccepted = finest !== null && hasImproved(finest) && shift.every(Number.isFinite);
  const variances = information.variances();
  const at = (index: number) => variances[index] ?? 0;
  return {
    map: movedBy(isAccepted ? shiftedMap(expected, shift, source, 0) : expected, origin),
    isAccepted,
    deviation: (xi, eta) =>
      OPTIMISM * Math.sqrt(Math.max(at(0) + at(1) * xi * xi, at(2) + at(3) * eta * eta)) + 0.02,
    unlikeness: finest === null ? 0 : meanUnlikeness(isAccepted ? finest.after : finest.before),
  };
}

interface FoundShift {
  readonly shift: Shift;
  readonly information: NormalEquations;
  /** At full size, without the shift and with it. */
  readonly finest: Comparison | null;
}

function findShift(room: Room, { source, picture, expected }: RegistrationRequest): FoundShift {
  const sources = pyramid(room, gaussianBlur(room, source, BLUR));
  const pictures = pyramid(room, gaussianBlur(room, picture, BLUR));
  const levels = Math.min(sources.length, pictures.length);
  let shift = NO_SHIFT;
  let information = new NormalEquations(4);
  let finest: Comparison | null = null;
  for (let level = levels - 1; level >= 0; level -= 1) {
    const [sourcePlane, picturePlane] = [sources[level], pictures[level]];
    if (sourcePlane === undefined || picturePlane === undefined) continue;
    room.briefly(() => {
      const contrast = localContrast(room, sourcePlane);
      const compare = comparer(room, { contrast, picture: picturePlane, expected, level, full: source });
      const side = level >= 2 ? 8 : 16;
      for (let step = level === 0 ? 2 : 8; step > 0; step -= 1) {
        const { equations, delta } = solveStep(compare(shift, side), shift, { level, full: source });
        information = equations;
        shift = [shift[0] + delta[0], shift[1] + delta[1], shift[2] + delta[2], shift[3] + delta[3]];
        if (Math.max(...delta.map(Math.abs)) < STEADY_STEP * 2 ** level) break;
      }
      if (level === 0) finest = { before: compare(NO_SHIFT, side), after: compare(shift, side) };
    });
  }
  return { shift, information, finest };
}

/** Further from the expected place than this, in pixels of the picture, nothing is looked for. */
const MARGIN = 48;

/** The part of the picture in which the source can lie, and where that part begins. */
function nearby({ source, picture, expected }: RegistrationRequest) {
  const along = ({ scale, offset }: AxisMap, length: number, most: number) => {
    const from = Math.min(most, Math.max(0, Math.floor(offset) - MARGIN));
    return { from, to: Math.max(from, Math.min(most, Math.ceil(scale * length + offset) + MARGIN)) };
  };
  const x = along(expected.x, source.width, picture.width);
  const y = along(expected.y, source.height, picture.height);
  const origin = { x: x.from, y: y.from };
  const part = partOf(picture, { ...origin, width: x.to - x.from, height: y.to - y.from });
  return { picture: part, expected: movedBy(expected, { x: -origin.x, y: -origin.y }), origin };
}

function movedBy(map: ImageMap, by: Point): ImageMap {
  return mapAxes(map, ({ scale, offset }, name) => ({ scale, offset: offset + by[name] }));
}

interface Comparison {
  readonly before: readonly Tile[];
  readonly after: readonly Tile[];
}

function pyramid(room: Room, finest: Plane): Plane[] {
  const planes = [finest];
  for (let plane = finest; Math.min(plane.width, plane.height) >= 2 * MIN_SIDE; ) {
    plane = halved(room, plane);
    planes.push(plane);
  }
  return planes;
}

interface LevelParts {
  readonly contrast: Plane;
  readonly picture: Plane;
  readonly expected: ImageMap;
  readonly level: number;
  readonly full: Size;
}

function comparer(room: Room, { contrast, picture, expected, level, full }: LevelParts) {
  return (shift: Shift, side: number) =>
    room.briefly(() => {
      const map = shiftedMap(expected, shift, full, level);
      const shown = resamplePlane(room, picture, contrast, map, CATMULL_ROM);
      return compareTiles(room, contrast, localContrast(room, shown), side);
    });
}

/** The expected map, shifted and stretched about the source's centre, between planes that are `2 ** level` smaller. */
function shiftedMap(expected: ImageMap, shift: Shift, full: Size, level: number): ImageMap {
  return mapAxes(expected, (axis, name) => {
    const centre = (name === 'x' ? full.width : full.height) / 2;
    const [move, stretch] = name === 'x' ? [shift[0], shift[1]] : [shift[2], shift[3]];
    const inner = 1 + stretch / centre;
    return {
      scale: axis.scale * inner,
      offset: (axis.scale * (move - stretch) + axis.offset) / 2 ** level,
    };
  });
}

function solveStep(tiles: readonly Tile[], shift: Shift, { level, full }: { level: number; full: Size }) {
  const limit = unlikenessLimit(tiles);
  const weights = tiles.map((tile) => tileWeight(tile, limit));
  const weighed = (value: (tile: Tile) => number) =>
    tiles.reduce((sum, tile, i) => sum + (weights[i] ?? 0) * value(tile), 0);
  const variance = Math.max(
    1e-6,
    weighed((tile) => tile.error) /
      Math.max(
        1,
        weighed((tile) => tile.pixels),
      ),
  );
  const scale = 2 ** -level;
  const equations = new NormalEquations(4);
  tiles.forEach((tile, i) => {
    const weight = (weights[i] ?? 0) / (CORRELATION * variance);
    const x = [scale, scale * tile.xi] as const;
    const y = [scale, scale * tile.eta] as const;
    for (const a of [0, 1] as const) {
      for (const b of [0, 1] as const) {
        if (b <= a) {
          equations.addEntry(a, b, weight * x[a] * x[b] * tile.hxx);
          equations.addEntry(2 + a, 2 + b, weight * y[a] * y[b] * tile.hyy);
        }
        equations.addEntry(2 + a, b, weight * y[a] * x[b] * tile.hxy);
      }
      equations.right[a] = (equations.right[a] ?? 0) + weight * x[a] * tile.bx;
      equations.right[2 + a] = (equations.right[2 + a] ?? 0) + weight * y[a] * tile.by;
    }
  });
  addPrior(equations, shift, full);
  const [a = 0, b = 0, c = 0, d = 0] = equations.solve();
  return { equations, delta: [a, b, c, d] as const };
}

function addPrior(equations: NormalEquations, shift: Shift, { width, height }: Size): void {
  const deviations = [
    PRIOR_SHIFT,
    Math.max(0.5, (PRIOR_STRETCH * width) / 2),
    PRIOR_SHIFT,
    Math.max(0.5, (PRIOR_STRETCH * height) / 2),
  ];
  shift.forEach((value, i) => {
    const sd = deviations[i] ?? PRIOR_SHIFT;
    equations.addEntry(i, i, 1 / (sd * sd));
    equations.right[i] = (equations.right[i] ?? 0) - value / (sd * sd);
  });
}

function hasImproved({ before, after }: Comparison): boolean {
  const limit = unlikenessLimit(after);
  return robustCost(after, limit) < robustCost(before, limit) * (1 - MIN_GAIN);
}

function meanUnlikeness(tiles: readonly Tile[]): number {
  const energy = tiles.reduce((sum, tile) => sum + tile.energy, 0);
  return energy === 0 ? 0 : tiles.reduce((sum, tile) => sum + tile.energy * tile.unlikeness, 0) / energy;
}
