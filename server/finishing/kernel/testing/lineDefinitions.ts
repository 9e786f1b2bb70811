import { at, COUNTS, definition, fillRow, held, noise, pairs, range, sum } from './definition.ts';

type Floats = Float32Array;

const RADII = [1, 2, 4];

const boxAlong = definition(
  (line: Floats, radius: number, out: Floats, count: number) => {
    const width = 2 * radius + 1;
    fillRow(out, [0, count], (i) => sum(range(i, i + width), (x) => at(line, x)) / width);
  },
  pairs(COUNTS, RADII),
  ([count, radius]) => [noise(count + 2 * radius), radius, noise(count), count],
);

const convolveAlong = definition(
  (line: Floats, half: Floats, radius: number, out: Floats, count: number) => {
    const around = range(-radius, radius + 1);
    fillRow(out, [0, count], (i) => sum(around, (dx) => at(half, Math.abs(dx)) * at(line, i + radius + dx)));
  },
  pairs(COUNTS, RADII),
  ([count, radius]) => [noise(count + 2 * radius), noise(radius + 1), radius, noise(count), count],
);

const dotAlong = definition(
  (a: Floats, b: Floats, count: number) => sum(range(0, count), (i) => at(a, i) * at(b, i)),
  COUNTS,
  (count) => [noise(count + 1), noise(count + 1), count],
);

const takeDifference = definition(
  (source: Floats, picture: Floats, belief: Floats, count: number) => {
    fillRow(picture, [0, count], (i) => (at(source, i) - held(at(picture, i), 0, 255)) * at(belief, i));
  },
  COUNTS,
  (count) => [noise(count, 0, 255), noise(count, -200, 455), noise(count, 0, 1), count],
);

const sumCurves = definition(
  (block: Floats, stride: number, width: number, height: number) =>
    sum(pairs(range(1, width - 1), range(0, height)), ([x, y]) => {
      const i = y * stride + x;
      return (at(block, i) - (at(block, i - 1) + at(block, i + 1)) / 2) ** 2;
    }),
  pairs([2, 3, 4, 5, 6, 7, 13], [1, 2, 3]),
  ([width, height]) => [noise((width + 2) * height), width + 2, width, height],
);

export const lineDefinitions = { boxAlong, convolveAlong, dotAlong, takeDifference, sumCurves };
