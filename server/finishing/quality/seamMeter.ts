import type { Frame } from '../../../src/domain/frame.ts';
import type { Side } from '../../../src/domain/side.ts';
import { colourChannels, type Raster } from '../../images/raster.ts';
import type { Row, RowImage } from '../../images/rowImage.ts';
import { levelsOnWhite } from '../pixels/levelsOnWhite.ts';
import { largestBorderStep } from './borderStep.ts';
import { type BorderView, borderViews } from './borderView.ts';

/** Rows outside a border whose mean is taken. */
const ROWS = 2;
/** Levels that a step is blurred by: of plain colours, where nothing steps, the ratio would be anything. */
const ROUNDING = 0.5;

/** What a result shows just outside one side: for each channel along it, in levels. */
interface Outside {
  readonly side: Side;
  readonly first: readonly Float32Array[];
  /** Over as many rows as there are. */
  readonly mean: readonly Float32Array[];
}

/** Measures the steps across the borders in the pixels of a result itself, in every channel, while its rows go by. */
export class SeamMeter {
  readonly #source: Raster;
  readonly #frame: Frame;
  readonly #outside: readonly Outside[];
  readonly #views: readonly BorderView[];

  constructor(source: Raster, frame: Frame) {
    this.#source = source;
    this.#frame = frame;
    this.#views = borderViews(source, frame);
    const lines = ({ length }: BorderView) =>
      Array.from({ length: colourChannels(source) }, () => new Float32Array(length));
    this.#outside = this.#views.map((view) => ({ side: view.side, first: lines(view), mean: lines(view) }));
  }

  /** The same image, measured as it is read. */
  reading(image: RowImage): RowImage {
    const take = (row: Row, y: number) => this.#take(row, y);
    const rows = function* () {
      let y = 0;
      for (const row of image.rows) {
        take(row, y);
        yield row;
        y += 1;
      }
    };
    return { ...image, rows: rows() };
  }

  /**
   * Mean absolute step across the borders over that just inside them, of the channel that steps most, of all rows that
   * were read; 1 is as the source itself goes on.
   */
  ratio(): number {
    const ratios = Array.from({ length: colourChannels(this.#source) }, (_, channel) => {
      let [across, inside] = [0, 0];
      this.#views.forEach((view, i) => {
        const first = this.#outside[i]?.first[channel];
        const [border, second] = [view.line(0, channel), view.line(1, channel)];
        for (let along = 0; along < view.length; along += 1) {
          const level = border[along] ?? 0;
          across += ROUNDING + Math.abs((first?.[along] ?? 0) - level);
          inside += ROUNDING + Math.abs(level - (second[along] ?? 0));
        }
      });
      return inside === 0 ? 1 : across / inside;
    });
    return Math.max(...ratios);
  }

  /** The largest CIEDE2000 by which a stretch of border steps more than the source does by itself, masked by its texture. */
  step(): number {
    return Math.max(
      0,
      ...this.#views.map((view, i) => largestBorderStep(view, this.#outside[i]?.mean ?? [])),
    );
  }

  #take(row: Row, y: number): void {
    const { source, frame } = { source: this.#source, frame: this.#frame };
    const { x: left, y: top } = frame.placement;
    const own = y - top;
    if (own < -ROWS || own >= source.height + ROWS) return;
    const { channels } = source;
    const level = levelsOnWhite({ data: row, width: frame.width, height: 1, channels });
    const put = (
      side: Side,
      along: number,
      x: number,
      { distance, room }: { distance: number; room: number },
    ) => {
      const outside = this.#outside.find((one) => one.side === side);
      if (outside === undefined || distance > room) return;
      const share = 1 / Math.min(ROWS, room);
      outside.mean.forEach((mean, channel) => {
        const value = level(x, channel);
        mean[along] = (mean[along] ?? 0) + share * value;
        const first = outside.first[channel];
        if (distance === 1 && first) first[along] = value;
      });
    };
    if (own < 0 || own >= source.height) {
      const [side, distance, room]: [Side, number, number] =
        own < 0 ? ['up', -own, top] : ['bottom', own - source.height + 1, frame.height - top - source.height];
      for (let x = 0; x < source.width; x += 1) put(side, x, left + x, { distance, room });
      return;
    }
    const right = frame.width - left - source.width;
    for (let distance = 1; distance <= ROWS; distance += 1) {
      put('left', own, left - distance, { distance, room: left });
      put('right', own, left + source.width - 1 + distance, { distance, room: right });
    }
  }
}
