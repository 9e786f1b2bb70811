import { at, COUNTS, definition, fillRow, held, noise, pairs, sum } from './definition.ts';

type Floats = Float32Array;

/** A table's value at a place between two entries. */
const between = (table: ArrayLike<number>, place: number) => {
  const low = Math.floor(place);
  return at(table, low) + (at(table, low + 1) - at(table, low)) * (place - low);
};

const changeRow = definition(
  (
    own: Floats,
    others: readonly Floats[],
    crosses: Floats,
    otherCount: number,
    seen: Floats,
    tone: Floats,
    nodes: Floats,
    scale: number,
    offset: number,
    out: Floats,
    count: number,
  ) => {
    const biases = nodes.filter((_, i) => i % 2 === 0);
    const gains = nodes.filter((_, i) => i % 2 === 1);
    fillRow(out, [0, count], (x) => {
      const level = at(own, x);
      const told = held(level, at(seen, 0), at(seen, 1));
      const toldByOthers = sum([...others.entries()].slice(0, otherCount), ([i, other]) => {
        const [amount = 0, least = 0, most = 0] = crosses.subarray(3 * i);
        return amount * held(at(other, x) - level, least, most);
      });
      const place = scale * (x + 0.5) + offset;
      const field = between(biases, place) + between(gains, place) * told;
      return level + between(tone, held(told, 0, 254.999)) + toldByOthers + field;
    });
  },
  pairs(pairs(COUNTS, [0, 1, 2]), [
    [20, 230],
    [-10, 300],
  ] as const),
  ([[count, others], seen]) => [
    noise(count, -20, 280),
    [noise(count, -20, 280), noise(count, -20, 280)],
    Float32Array.of(0.5, -60, 40, -0.75, -30, 90),
    others,
    Float32Array.from(seen),
    noise(256, -50, 50),
    noise(10),
    0.25,
    0.375,
    noise(count),
    count,
  ],
);

export const colourDefinitions = { changeRow };
