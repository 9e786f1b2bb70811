import { at, COUNTS, definition, fillPlane, fillRow, noise, pairs, SIZES, sum } from './definition.ts';

type Floats = Float32Array;

const lumaOf = (r: number, g: number, b: number) => 0.299 * r + 0.587 * g + 0.114 * b;

const toLumaChroma = definition(
  (red: Floats, green: Floats, blue: Floats, count: number) => {
    fillRow(green, [0, count], (i) => lumaOf(at(red, i), at(green, i), at(blue, i)));
    fillRow(red, [0, count], (i) => at(red, i) - at(green, i));
    fillRow(blue, [0, count], (i) => at(blue, i) - at(green, i));
  },
  COUNTS,
  (count) => [noise(count), noise(count), noise(count), count],
);

const fromLumaChroma = definition(
  (red: Floats, luma: Floats, blue: Floats, count: number) => {
    fillRow(red, [0, count], (i) => at(luma, i) + at(red, i));
    fillRow(blue, [0, count], (i) => at(luma, i) + at(blue, i));
    fillRow(luma, [0, count], (i) => (at(luma, i) - lumaOf(at(red, i), 0, at(blue, i))) / 0.587);
  },
  COUNTS,
  (count) => [noise(count), noise(count), noise(count), count],
);

const takeBands = definition(
  (plane: Floats, fine: Floats, coarse: Floats, count: number) => {
    fillRow(coarse, [0, count], (i) => at(fine, i) - at(coarse, i));
    fillRow(fine, [0, count], (i) => at(plane, i) - at(fine, i));
  },
  COUNTS,
  (count) => [noise(count), noise(count), noise(count), count],
);

const takeVariance = definition(
  (squares: Floats, mean: Floats, count: number) => {
    fillRow(squares, [0, count], (i) => Math.max(0, at(squares, i) - at(mean, i) ** 2));
  },
  COUNTS,
  (count) => [noise(count, 0, 1), noise(count), count],
);

const takeSlopes = definition(
  (
    products: Floats,
    means: Floats,
    guideMean: Floats,
    variance: Floats,
    noiseVariance: number,
    count: number,
  ) => {
    fillRow(
      products,
      [0, count],
      (i) => (at(products, i) - at(means, i) * at(guideMean, i)) / (at(variance, i) + noiseVariance),
    );
    fillRow(means, [0, count], (i) => at(means, i) - at(products, i) * at(guideMean, i));
  },
  COUNTS,
  (count) => [noise(count), noise(count), noise(count), noise(count, 0, 1), 0.5, count],
);

const takeGuided = definition(
  (bases: Floats, slopes: Floats, guide: Floats, plane: Floats, count: number) => {
    fillRow(bases, [0, count], (i) => at(bases, i) + at(slopes, i) * at(guide, i) - at(plane, i));
  },
  COUNTS,
  (count) => [noise(count), noise(count), noise(count), noise(count), count],
);

const meanSizes = definition(
  (a: Floats, b: Floats, width: number, height: number, out: Floats) => {
    fillPlane(out, [Math.ceil(width / 2), Math.ceil(height / 2)], (x, y) => {
      const columns = [2 * x, Math.min(2 * x + 1, width - 1)];
      const rows = [2 * y, Math.min(2 * y + 1, height - 1)];
      return sum(pairs(columns, rows), ([ax, ay]) => {
        const i = ay * width + ax;
        return Math.abs(at(a, i) - at(b, i)) / 4;
      });
    });
  },
  SIZES,
  ([width, height]) => [
    noise(width * height),
    noise(width * height),
    width,
    height,
    noise(Math.ceil(width / 2) * Math.ceil(height / 2)),
  ],
);

export const detailDefinitions = {
  toLumaChroma,
  fromLumaChroma,
  takeBands,
  takeVariance,
  takeSlopes,
  takeGuided,
  meanSizes,
};
