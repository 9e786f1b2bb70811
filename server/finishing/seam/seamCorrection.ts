import type { Point, Size } from '../../../src/domain/side.ts';
import { type BorderBands, bandsAt, measureReach, type Reach, SEAM_REACH } from './borderBands.ts';
import type { Borders } from './strips.ts';

/** Rows inside the border over which single pixels are averaged out. */
const LEFTOVER_ROWS = 3;

interface SeamPlace {
  readonly source: Size;
  /** Where the source's top left corner lies in the frame. */
  readonly placement: Point;
  readonly frame: Size;
}

type Upright = 'left' | 'right';

interface Corner {
  readonly flat: 'up' | 'bottom';
  readonly side: Upright;
}

/**
 * Carries what is left along the borders of the source outwards, each band as far as it reaches:
 *
 *   frame ┌───────────────────┐
 *         │   fading outwards │
 *         │    ┌────────┐     │
 *         │  ◀─│ source │─▶   │   Σ over bands: reach(distance) · band(nearest border point)
 *         │    └────────┘     │
 *         └───────────────────┘
 */
export class SeamCorrection {
  readonly #reach: Reach;
  readonly #bands: Readonly<Record<keyof Borders, BorderBands>>;
  readonly #place: SeamPlace;
  readonly #borders: Borders;
  /** Of each band, how far out anything is left of it. */
  readonly #extents: readonly number[];
  readonly #fadings = new Map<string, Float64Array>();

  constructor(borders: Borders, place: SeamPlace) {
    this.#borders = borders;
    this.#reach = measureReach(borders);
    this.#extents = this.#reach.map((reach) => reach.findLastIndex((left) => left > 0));
    this.#bands = {
      up: bandsAt(borders.up),
      right: bandsAt(borders.right),
      bottom: bandsAt(borders.bottom),
      left: bandsAt(borders.left),
    };
    this.#place = place;
  }

  /** Adds the correction of one channel to row `y` of the frame, in levels; pixels of the source get none. */
  addToRow(row: Float32Array, y: number, channel: number): void {
    const { source, placement } = this.#place;
    const top = placement.y;
    const end = top + source.height - 1;
    const dy = y < top ? top - y : y > end ? y - end : 0;
    if (dy > SEAM_REACH) return;
    for (const side of ['left', 'right'] as const) {
      if (dy === 0) this.#addBeside(row, side, channel, y - top);
      else this.#addCorner(row, { flat: y < top ? 'up' : 'bottom', side }, channel, dy);
    }
    if (dy === 0) return;
    const flat = y < top ? this.#bands.up : this.#bands.bottom;
    this.#addAlong(row.subarray(placement.x, placement.x + source.width), flat, channel, dy);
  }

  /** From the border at `along` out to one side. */
  #addBeside(row: Float32Array, side: Upright, channel: number, along: number): void {
    const { from, step, room } = this.#outwards(side);
    const bands = this.#bands[side].channels[channel] ?? [];
    bands.forEach((band, index) => {
      const reach = this.#reach[index];
      const value = band[along] ?? 0;
      const most = Math.min(room, this.#extents[index] ?? 0);
      for (let dx = 1, x = from + step; dx <= most; dx += 1, x += step)
        row[x] = (row[x] ?? 0) + (reach?.[dx] ?? 0) * value;
    });
  }

  /** In a corner both borders speak, the nearer one louder. */
  #addCorner(row: Float32Array, { flat, side }: Corner, channel: number, dy: number): void {
    const { source } = this.#place;
    const { from, step, room } = this.#outwards(side);
    const own = this.#fading(side, channel, flat === 'up' ? 0 : source.height - 1);
    const beside = this.#fading(flat, channel, side === 'left' ? 0 : source.width - 1);
    for (let dx = 1, x = from + step; dx <= room; dx += 1, x += step) {
      const distance = Math.round(Math.sqrt(dx * dx + dy * dy));
      if (distance > SEAM_REACH) break;
      const share = dx / (dx + dy);
      row[x] = (row[x] ?? 0) + share * (own[distance] ?? 0) + (1 - share) * (beside[distance] ?? 0);
    }
  }

  /** The column of a border that runs upright, which way it goes outwards, and how far. */
  #outwards(side: Upright): { from: number; step: 1 | -1; room: number } {
    const { source, placement, frame } = this.#place;
    const last = placement.x + source.width - 1;
    return side === 'left'
      ? { from: placement.x, step: -1, room: Math.min(SEAM_REACH, placement.x) }
      : { from: last, step: 1, room: Math.min(SEAM_REACH, frame.width - 1 - last) };
  }

  /** What the bands at the end of a border leave at each distance; every row of a corner asks for the same. */
  #fading(side: keyof Borders, channel: number, along: number): Float64Array {
    const name = `${side} ${channel} ${along}`;
    const known = this.#fadings.get(name);
    if (known !== undefined) return known;
    const values = valuesAt(this.#bands[side], channel, along);
    const fading = Float64Array.from({ length: SEAM_REACH + 1 }, (_, distance) =>
      this.#reached(values, distance),
    );
    this.#fadings.set(name, fading);
    return fading;
  }

  /** Adds what is left of a border's bands at one distance, all along it. */
  #addAlong(out: Float32Array, border: BorderBands, channel: number, distance: number): void {
    this.#reach.forEach((reach, index) => {
      const left = reach[distance] ?? 0;
      const band = border.channels[channel]?.[index];
      if (left === 0 || band === undefined) return;
      for (let along = 0; along < out.length; along += 1) {
        out[along] = (out[along] ?? 0) + left * (band[along] ?? 0);
      }
    });
  }

  /** What the correction leaves of the mean difference just inside a border, for each channel along it. */
  leftover(side: keyof Borders): Float32Array[] {
    const strip = this.#borders[side];
    return strip.channels.map((values, channel) =>
      Float32Array.from({ length: strip.length }, (_, along) => {
        let mean = 0;
        for (let row = 0; row < LEFTOVER_ROWS; row += 1)
          mean += (values[row * strip.length + along] ?? 0) / LEFTOVER_ROWS;
        return mean - this.#reached(valuesAt(this.#bands[side], channel, along), 2);
      }),
    );
  }

  #reached(values: readonly number[], distance: number): number {
    let sum = 0;
    for (let band = 0; band < this.#reach.length; band += 1) {
      sum += (this.#reach[band]?.[distance] ?? 0) * (values[band] ?? 0);
    }
    return sum;
  }
}

/** Of each band at one point of a border. */
function valuesAt(border: BorderBands, channel: number, along: number): number[] {
  return border.channels[channel]?.map((band) => band[along] ?? 0) ?? [];
}
