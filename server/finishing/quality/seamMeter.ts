import type { Frame } from '../../../src/domain/frame.ts';
import { colourChannels, type Raster } from '../../images/raster.ts';
import type { Row, RowImage } from '../../images/rowImage.ts';

/**
 * Measures the mean absolute step of brightness across the borders over that just inside them, while the rows of a
 * result go by.
 */
export class SeamMeter {
  readonly #source: Raster;
  readonly #frame: Frame;
  #across = 0;
  #inside = 0;

  constructor(source: Raster, frame: Frame) {
    this.#source = source;
    this.#frame = frame;
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

  /** Of all rows that were read; 1 is as the source itself goes on. */
  ratio(): number {
    if (this.#inside === 0) return this.#across === 0 ? 1 : 2;
    return this.#across / this.#inside;
  }

  #take(row: Row, y: number): void {
    const { width, height } = this.#source;
    const { x, y: top } = this.#frame.placement;
    const own = y - top;
    if (own === -1 || own === height) {
      const [border, beside] = own === -1 ? [0, 1] : [height - 1, height - 2];
      for (let i = 0; i < width; i += 1)
        this.#add(this.#rowAt(row, x + i), this.#at(i, border), this.#at(i, beside));
    }
    if (own < 0 || own >= height) return;
    if (x > 0) this.#add(this.#rowAt(row, x - 1), this.#at(0, own), this.#at(1, own));
    if (x + width < this.#frame.width)
      this.#add(this.#rowAt(row, x + width), this.#at(width - 1, own), this.#at(width - 2, own));
  }

  #add(outside: number, border: number, beside: number): void {
    this.#across += Math.abs(outside - border);
    this.#inside += Math.abs(border - beside);
  }

  #rowAt(row: Row, x: number): number {
    return row[x * this.#source.channels + this.#green] ?? 0;
  }

  #at(x: number, y: number): number {
    return this.#source.data[(y * this.#source.width + x) * this.#source.channels + this.#green] ?? 0;
  }

  get #green(): 0 | 1 {
    return colourChannels(this.#source) === 1 ? 0 : 1;
  }
}
