import {
  ANYTHING,
  at,
  COUNTS,
  definition,
  fillRow,
  nodeShare,
  noise,
  pairs,
  range,
  sum,
} from './definition.ts';

type Floats = Float32Array;

/** Places among nodes of every second pixel; the first is the last node's own. */
function placesFor(count: number, nodes: number): Floats {
  return noise(Math.ceil(count / 2), 0, nodes - 1).fill(nodes - 1, 0, 1);
}

const findPlaces = definition(
  (activities: Floats, places: Floats, length: number, table: Floats, count: number, resolution: number) => {
    fillRow(places, [0, length], (i) =>
      at(table, Math.min(count - 1, Math.round(at(activities, i) * resolution))),
    );
  },
  COUNTS,
  (length) => [noise(length, 0, 4), noise(length), length, noise(11), 10, 4],
);

/** Bytes of a line that samples of so many pixels are gathered in. */
const strideOf = (count: number) => 4 * (count + 3);

const gatherRow = definition(
  (
    values: Floats,
    activities: Floats,
    places: Floats,
    bands: readonly Floats[],
    bandCount: number,
    nodes: number,
    weight: number,
    lines: Floats,
    stride: number,
    from: number,
    to: number,
  ) => {
    const line = (index: number) => lines.subarray((index * stride) / 4);
    const add = (to_: Floats, value: (x: number) => number) =>
      fillRow(to_, [from, to], (x) => at(to_, x) + weight * value(x));
    add(line(0), (x) => at(values, x));
    add(line(1), (x) => at(activities, x >> 1));
    for (const [band, row] of [...bands.entries()].slice(0, bandCount)) {
      for (const node of range(0, nodes))
        add(line(2 + band * nodes + node), (x) => at(row, x) * nodeShare(at(places, x >> 1), node));
    }
  },
  pairs(pairs(COUNTS, [0, 1]), [
    { bandCount: 1, nodes: 2 },
    { bandCount: 2, nodes: 4 },
  ]),
  ([[to, from], { bandCount, nodes }]) => [
    noise(to),
    noise(Math.ceil(to / 2)),
    placesFor(to, nodes),
    [noise(to), noise(to)],
    bandCount,
    nodes,
    0.75,
    noise(((2 + bandCount * nodes) * strideOf(to)) / 4),
    strideOf(to),
    from,
    to,
  ],
);

const addBand = definition(
  (out: Floats, band: Floats, places: Floats, amounts: Floats, nodes: number, count: number) => {
    fillRow(out, [0, count], (x) => {
      const amount = sum(range(0, nodes), (node) => at(amounts, node) * nodeShare(at(places, x >> 1), node));
      return at(out, x) + amount * at(band, x);
    });
  },
  pairs(COUNTS, [2, 4]),
  ([count, nodes]) => [noise(count), noise(count), placesFor(count, nodes), noise(nodes), nodes, count],
);

interface Equations {
  /** size × size, and one more behind. */
  readonly matrix: Float64Array;
  readonly right: Float64Array;
}

/** Adds w · r · rᵀ and w · target · r to the lower half; what the rest holds is left open. */
function addEquation({ matrix, right }: Equations, row: readonly number[], target: number, weight: number) {
  for (const [i, own] of row.entries()) {
    right[i] = at(right, i) + weight * target * own;
    for (const [j, other] of row.entries())
      matrix[i * row.length + j] = j > i ? ANYTHING : at(matrix, i * row.length + j) + weight * own * other;
  }
  matrix[matrix.length - 1] = ANYTHING;
}

const UNKNOWNS = [1, 2, 3, 5];
const doubles = (length: number) => Float64Array.from(noise(length));

const addSamples = definition(
  (
    lines: Floats,
    stride: number,
    size: number,
    targets: Floats,
    reliability: Floats,
    count: number,
    tolerance: number,
    matrix: Float64Array,
    right: Float64Array,
    room: Float64Array,
  ) => {
    room.fill(ANYTHING);
    return sum(range(0, count), (x) => {
      const line = (index: number) => at(lines, (index * stride) / 4 + x);
      const error = at(targets, x) - line(0);
      const activity = Math.max(0, line(1));
      // Cauchy's weight, of an error that busy parts are allowed more of.
      const weight = at(reliability, x) / (1 + (error / (tolerance + 2 * activity)) ** 2) / (1 + activity);
      if (weight < 0.001) return 0;
      const row = range(0, size).map((input) => line(2 + input));
      addEquation({ matrix, right }, row, error, weight);
      return weight;
    });
  },
  pairs(COUNTS, UNKNOWNS),
  ([count, size]) => [
    noise(((2 + size) * strideOf(count)) / 4),
    strideOf(count),
    size,
    noise(count),
    // Only the first may be one that is not worth adding: something has to be added.
    noise(count, 0.5, 1).fill(0.0005, 0, count > 1 ? 1 : 0),
    count,
    0.5,
    doubles(size * size + 1),
    doubles(size),
    doubles(size + 1),
  ],
);

const addEquations = definition(
  (
    rows: Float64Array,
    size: number,
    targets: Float64Array,
    weights: Float64Array,
    count: number,
    matrix: Float64Array,
    right: Float64Array,
  ) => {
    for (const i of range(0, count)) {
      const row = [...rows.subarray(i * size, (i + 1) * size)];
      addEquation({ matrix, right }, row, at(targets, i), at(weights, i));
    }
  },
  pairs(COUNTS, UNKNOWNS),
  ([count, size]) => [
    doubles(count * size),
    size,
    doubles(count),
    doubles(count),
    count,
    doubles(size * size + 1),
    doubles(size),
  ],
);

export const sharpnessDefinitions = { findPlaces, gatherRow, addBand, addSamples, addEquations };
