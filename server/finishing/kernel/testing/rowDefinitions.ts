import { at, COUNTS, definition, fillRow, held, noise, pairs, range, sum } from './definition.ts';

type Floats = Float32Array;

/** Whole bytes, or values of two bytes. */
function values(length: number, isWide: boolean): Uint8Array | Uint16Array {
  const most = isWide ? 65_535 : 255;
  return (isWide ? Uint16Array : Uint8Array).from(noise(length, 0, most));
}

const readLevels = definition(
  (
    read: Uint8Array | Uint16Array,
    step: number,
    _isWide: boolean,
    scale: number,
    out: Floats,
    count: number,
  ) => {
    fillRow(out, [0, count], (i) => at(read, i * step) * scale);
  },
  pairs(pairs(COUNTS, [1, 3]), [false, true]),
  ([[count, step], isWide]) => [
    values(count * step, isWide),
    step,
    isWide,
    isWide ? 1 / 257 : 1,
    noise(count),
    count,
  ],
);

const layOnWhite = definition(
  (levels: Floats, covers: Floats, count: number) => {
    fillRow(levels, [0, count], (i) => 255 + ((at(levels, i) - 255) * at(covers, i)) / 255);
  },
  COUNTS,
  (count) => [noise(count, 0, 255), noise(count, 0, 255), count],
);

const weighRows = definition(
  (rows: readonly Floats[], weights: Floats, count: number, out: Floats, from: number, to: number) => {
    fillRow(out, [from, to], (x) =>
      sum([...rows.entries()].slice(0, count), ([k, row]) => at(weights, k) * at(row, x)),
    );
  },
  pairs(pairs(COUNTS, [0, 1]), [1, 3]),
  ([[to, from], count]) => [
    range(0, count + 1).map(() => noise(to + 1)),
    noise(count + 1),
    count,
    noise(to + 1),
    from,
    to,
  ],
);

/** Pixels of the row that is weighed along. */
const ROW = 20;

const weighAlong = definition(
  (
    row: Floats,
    starts: Uint32Array,
    weights: Floats,
    groups: number,
    out: Floats,
    from: number,
    to: number,
  ) => {
    const neighbours = range(0, 4 * groups);
    fillRow(out, [from, to], (i) =>
      sum(neighbours, (k) => at(weights, i * neighbours.length + k) * at(row, at(starts, i) + k)),
    );
  },
  pairs(pairs(COUNTS, [0, 1]), [1, 2, 3]),
  ([[to, from], groups]) => [
    noise(ROW),
    Uint32Array.from(noise(to, 0, ROW - 4 * groups + 1)),
    noise(to * 4 * groups),
    groups,
    noise(to + 1),
    from,
    to,
  ],
);

/** Wellons, «Prospecting for hash functions» (2018): lowbias32. */
function hash(mixed: number): number {
  let h = mixed ^ (mixed >>> 16);
  h = Math.imul(h, 0x7feb352d);
  h ^= h >>> 15;
  h = Math.imul(h, 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Four pixels at once are made. */
const wholeFours = (count: number) => 4 * Math.ceil(count / 4);

const makeGrain = definition(
  (
    x: number,
    y: number,
    levels: Floats,
    deviations: Floats,
    drawnFrom: Floats,
    out: Floats,
    count: number,
  ) => {
    fillRow(out, [0, wholeFours(count)], (i) => {
      const drawn = hash(Math.imul(x + i + 1, 0x9e3779b1) ^ Math.imul(y + 1, 0x85ebca6b)) >>> 20;
      return at(deviations, Math.floor(held(at(levels, i), 0, 255))) * at(drawnFrom, drawn);
    });
  },
  pairs(COUNTS, [
    [0, 0],
    [13, 7],
  ] as const),
  ([count, [x, y]]) => [
    x,
    y,
    noise(wholeFours(count), -100, 355),
    noise(256),
    noise(4096),
    noise(wholeFours(count)),
    count,
  ],
);

const writeLevels = definition(
  (
    levels: Floats,
    grain: Floats,
    count: number,
    units: number,
    out: Uint8Array | Uint16Array,
    step: number,
    _isWide: boolean,
  ) => {
    for (const i of range(0, count))
      out[i * step] = Math.round(held(at(levels, i) + at(grain, i), 0, 255) * units);
  },
  pairs(pairs(COUNTS, [1, 3]), [false, true]),
  ([[count, step], isWide]) => [
    // Half levels are whole numbers and a half, which are rounded up.
    noise(count, -50, 305).map((level) => Math.round(2 * level) / 2),
    noise(count, -5, 5).map(Math.round),
    count,
    isWide ? 257 : 1,
    values(count * step, isWide),
    step,
    isWide,
  ],
);

export const rowDefinitions = {
  readLevels,
  layOnWhite,
  weighRows,
  weighAlong,
  makeGrain,
  writeLevels,
};
