import type { Room } from '../kernel/room.ts';
import type { Taps } from './taps.ts';

/** Taps along rows, as the kernel takes them. */
export interface RowTaps {
  readonly starts: Uint32Array;
  /** `4 · groups` to an output pixel, the last of which may weigh nothing. */
  readonly weights: Float32Array;
  readonly groups: number;
}

export function rowTapsIn(room: Room, { count, starts, weights }: Taps): RowTaps {
  const groups = Math.ceil(count / 4);
  const inRoom = { starts: room.addresses(starts.length), weights: room.floats(starts.length * 4 * groups) };
  inRoom.starts.set(starts);
  inRoom.weights.fill(0);
  for (let i = 0; i < starts.length; i += 1)
    inRoom.weights.set(weights.subarray(i * count, (i + 1) * count), i * 4 * groups);
  return { ...inRoom, groups };
}

/** Weighs `row` into the pixels `from` to `to` of `out`; all lie in the room. */
export function weighAlong(
  room: Room,
  row: Float32Array,
  { starts, weights, groups }: RowTaps,
  out: Float32Array,
  { from, to }: Span = { from: 0, to: out.length },
): void {
  room.kernel.weighAlong(
    row.byteOffset,
    starts.byteOffset,
    weights.byteOffset,
    groups,
    out.byteOffset,
    from,
    to,
  );
}

/** Pixels of a row. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The rows of one channel that are weighed into others, kept in a room as long as they are needed. */
export class KeptRows {
  readonly #room: Room;
  readonly #taps: Taps;
  readonly #weights: Float32Array;
  readonly #addresses: Uint32Array;
  readonly #slots: readonly { y: number; readonly row: Float32Array }[];
  readonly #read: (y: number, row: Float32Array) => void;

  /**
   * @param taps down the rows
   * @param read puts row `y` of the channel, `width` levels, into an array of the room
   */
  constructor(room: Room, taps: Taps, width: number, read: (y: number, row: Float32Array) => void) {
    this.#room = room;
    this.#taps = taps;
    this.#weights = room.copied(taps.weights);
    this.#addresses = room.addresses(taps.count);
    this.#slots = Array.from({ length: taps.count }, () => ({ y: -1, row: room.floats(width) }));
    this.#read = read;
  }

  /** Weighs the rows that make output row `y` into `out`, one input row wide; only those columns. */
  weigh(y: number, out: Float32Array, { from, to }: Span = { from: 0, to: out.length }): void {
    const { count, starts } = this.#taps;
    const first = starts[y] ?? 0;
    for (let tap = 0; tap < count; tap += 1) this.#addresses[tap] = this.#rowAt(first + tap).byteOffset;
    this.#room.kernel.weighRows(
      this.#addresses.byteOffset,
      this.#weights.byteOffset + 4 * y * count,
      count,
      out.byteOffset,
      from,
      to,
    );
  }

  #rowAt(y: number): Float32Array {
    const slot = this.#slots[y % this.#slots.length];
    if (slot === undefined) throw new RangeError(`There is no row ${y}.`);
    if (slot.y !== y) {
      this.#read(y, slot.row);
      slot.y = y;
    }
    return slot.row;
  }
}
