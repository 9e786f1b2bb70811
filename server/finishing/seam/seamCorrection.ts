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

  constructor(borders: Borders, place: SeamPlace) {
    this.#borders = borders;
    this.#reach = measureReach(borders);
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
    const { source, placement, frame } = this.#place;
    const x0 = placement.x;
    const x1 = x0 + source.width - 1;
    const top = placement.y;
    const end = top + source.height - 1;
    const dy = y < top ? top - y : y > end ? y - end : 0;
    if (dy > SEAM_REACH) return;
    const along = Math.min(end, Math.max(top, y)) - top;
    const flat = y < top ? this.#bands.up : this.#bands.bottom;
    if (dy > 0) this.#addAlong(row.subarray(x0, x1 + 1), flat, channel, dy);
    for (const [border, from, step, corner] of [
      [this.#bands.left, x0, -1, 0],
      [this.#bands.right, x1, 1, source.width - 1],
    ] as const) {
      const own = valuesAt(border, channel, along);
      const beside = valuesAt(flat, channel, corner);
      for (let dx = 1; dx <= SEAM_REACH; dx += 1) {
        const x = from + step * dx;
        if (x < 0 || x >= frame.width) break;
        const distance = dy === 0 ? dx : Math.round(Math.sqrt(dx * dx + dy * dy));
        if (distance > SEAM_REACH) break;
        // In a corner both borders speak, the nearer one louder.
        const upright = dx / (dx + dy);
        let value = upright * this.#reached(own, distance);
        if (dy > 0) value += (1 - upright) * this.#reached(beside, distance);
        row[x] = (row[x] ?? 0) + value;
      }
    }
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
