import { hasAlpha, type Raster, unitsPerLevel } from '../../images/raster.ts';
import type { Room } from './room.ts';

/** Puts the levels of one channel of row `y` into an array of the room. */
export type RowReader = (y: number, channel: number, out: Float32Array) => void;

/** Columns of a raster. */
interface Columns {
  readonly from: number;
  readonly to: number;
  /** From one that is read to the next. */
  readonly step: number;
}

/** Reads a raster's levels as they are, of those columns. */
export function levelReader(
  room: Room,
  raster: Raster,
  { from, to, step }: Columns = { from: 0, to: raster.width, step: 1 },
): RowReader {
  const { data, width, channels } = raster;
  const length = (to - from) * channels;
  const count = Math.ceil((to - from) / step);
  const isWide = data instanceof Uint16Array;
  const values = isWide ? room.words(length) : room.bytes(length);
  const scale = 1 / unitsPerLevel(raster);
  let held = -1;
  return (y, channel, out) => {
    // A row's channels are asked for one after the other.
    const first = (y * width + from) * channels;
    if (held !== y) values.set(data.subarray(first, first + length));
    held = y;
    const address = values.byteOffset + channel * values.BYTES_PER_ELEMENT;
    room.kernel.readLevels(address, step * channels, isWide, scale, out.byteOffset, count);
  };
}

/** Reads a raster's colours; what is transparent lies on white, as a provider gets it. */
export function rowReader(room: Room, raster: Raster): RowReader {
  const read = levelReader(room, raster);
  if (!hasAlpha(raster)) return read;
  const { width, channels } = raster;
  const covers = room.floats(width);
  return (y, channel, out) => {
    read(y, channel, out);
    read(y, channels - 1, covers);
    room.kernel.layOnWhite(out.byteOffset, covers.byteOffset, width);
  };
}
