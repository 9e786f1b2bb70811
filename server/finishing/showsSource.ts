import type { Point } from '../../src/domain/side.ts';
import type { Raster } from '../images/raster.ts';
import { inRoom, type Room } from './kernel/room.ts';
import { halved } from './pixels/blurring.ts';
import { lumaOf, type Plane, partOf } from './pixels/floatImage.ts';
import { resampleRaster } from './pixels/resampling.ts';
import { CATMULL_ROM } from './pixels/taps.ts';

/** Longer side at which a source is looked for, in pixels, and what its shorter one keeps at least. */
const LOOKED_FOR = 48;
const MIN_SIDE = 8;
/** Correlation of brightness: an edit of the whole picture hardly lowers it; of other pictures it is seldom above a half. */
const ALIKE = 0.8;
/** The same at half the size, between whole pixels of which texture is not quite like itself. */
const MAYBE_ALIKE = 0.55;
/** Places that are looked at closely, the likest first. */
const MOST_PLACES = 4000;

/**
 * Whether a result shows a source anywhere at its own scale, whatever was done to its colours: by the correlation of
 * their brightness, both shrunk, at every place of half that size, and at full size where that may be. A source of one
 * colour tells nothing and counts as shown.
 */
export function showsSource(result: Raster, source: Raster): boolean {
  const [longer, shorter] = [Math.max(source.width, source.height), Math.min(source.width, source.height)];
  const scale = Math.min(1, Math.max(LOOKED_FOR / longer, MIN_SIDE / shorter));
  const own = brightness(source, scale, { x: 0, y: 0 });
  if (powerOf(own) < own.values.length) return true;
  return inRoom((room) => {
    const field = centred(room, brightness(result, scale, { x: 0, y: 0 }));
    const corners = roughCorners(room, field, own);
    // Between whole pixels texture is not like itself: it is looked for at halves of them too.
    return phases(scale === 1 ? [0] : [0, 0.5]).some((phase) => {
      const sought = centred(room, brightness(source, scale, phase));
      const least = ALIKE * Math.sqrt(powerOf(sought));
      return corners.some((corner) => likest(room, field, sought, corner) > least);
    });
  });
}

/** Shrunk, from so many shrunk pixels off its corner on. */
function brightness(raster: Raster, scale: number, phase: Point): Plane {
  const along = (length: number, from: number) => Math.max(1, Math.floor(length * scale - from));
  const size = { width: along(raster.width, phase.x), height: along(raster.height, phase.y) };
  const map = {
    x: { scale: 1 / scale, offset: phase.x / scale },
    y: { scale: 1 / scale, offset: phase.y / scale },
  };
  return lumaOf(resampleRaster(raster, size, map, CATMULL_ROM));
}

function phases(along: readonly number[]): Point[] {
  return along.flatMap((y) => along.map((x) => ({ x, y })));
}

/** In the room, less its mean. */
function centred(room: Room, plane: Plane): Plane {
  const mean = meanOf(plane.values);
  return { ...plane, values: room.copied(plane.values.map((value) => value - mean)) };
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sum of squares about the mean. */
function powerOf({ values }: Plane): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** Where the source's corner may lie in the field, to a pixel or two, the likest place first. */
function roughCorners(room: Room, field: Plane, source: Plane): Point[] {
  const found: (Point & { readonly likeness: number })[] = [];
  room.briefly(() => {
    const coarse = halved(room, field);
    // One pixel of the source off, as it lies between two of half the size.
    for (const phase of phases([0, 1])) {
      const rest = { width: source.width - phase.x, height: source.height - phase.y };
      const sought = centred(room, halved(room, partOf(source, { ...phase, ...rest })));
      const root = Math.sqrt(powerOf(sought));
      const products = room.floats(Math.max(0, coarse.width - sought.width + 1));
      for (let y = 0; y + sought.height <= coarse.height; y += 1) {
        correlateRow(room, { field: coarse, sought, y, out: products });
        products.forEach((product, x) => {
          const likeness = product / root;
          if (likeness > MAYBE_ALIKE) found.push({ x: 2 * x - phase.x, y: 2 * y - phase.y, likeness });
        });
      }
    }
  });
  return found.sort((a, b) => b.likeness - a.likeness).slice(0, MOST_PLACES);
}

interface RowCorrelation {
  readonly field: Plane;
  readonly sought: Plane;
  /** First row of the windows, and first pixel of the first of them. */
  readonly y: number;
  readonly x?: number;
  /** Gets one value for each window. */
  readonly out: Float32Array;
}

/** How a plane goes with each window of a field that begins in a row, times the root of its power. */
function correlateRow(room: Room, { field, sought, y, x = 0, out }: RowCorrelation): void {
  const { width, height, values } = sought;
  const row = field.values.byteOffset + 4 * (y * field.width + x);
  room.kernel.correlateRow(row, field.width, values.byteOffset, width, height, out.byteOffset, out.length);
}

const NEAR = 1;

/** The most of it around a corner. */
function likest(room: Room, field: Plane, sought: Plane, corner: Point): number {
  return room.briefly(() => {
    const x = Math.max(0, corner.x - NEAR);
    const count = Math.min(2 * NEAR + 1, field.width - sought.width - x + 1);
    const out = room.floats(Math.max(0, count));
    let most = 0;
    for (let y = Math.max(0, corner.y - NEAR); y <= corner.y + NEAR; y += 1) {
      if (y + sought.height > field.height || count <= 0) break;
      correlateRow(room, { field, sought, y, x, out });
      most = Math.max(most, ...out);
    }
    return most;
  });
}
