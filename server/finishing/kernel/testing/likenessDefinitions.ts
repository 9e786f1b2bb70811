import {
  ANYTHING,
  at,
  definition,
  fillPlane,
  fillRow,
  noise,
  pairs,
  range,
  SIZES,
  sum,
  windowOf,
} from './definition.ts';

type Floats = Float32Array;

const localContrast = definition(
  (
    plane: Floats,
    width: number,
    height: number,
    radius: number,
    plain: number,
    sums: Float64Array,
    out: Floats,
  ) => {
    sums.fill(ANYTHING);
    fillPlane(out, [width, height], (x, y) => {
      const window = windowOf([x, y], radius, [width, height]).map(([ax, ay]) => at(plane, ay * width + ax));
      const mean = sum(window, (value) => value) / window.length;
      const variance = sum(window, (value) => (value - mean) ** 2) / window.length;
      return (at(plane, y * width + x) - mean) / (Math.sqrt(variance) + plain);
    });
  },
  pairs(SIZES, [1, 2, 8]),
  ([[width, height], radius]) => [
    noise(width * height, 0, 255),
    width,
    height,
    radius,
    5,
    new Float64Array(2 * width),
    noise(width * height),
  ],
);

const compareTile = definition(
  (
    source: Floats,
    picture: Floats,
    width: number,
    height: number,
    x0: number,
    x1: number,
    y0: number,
    y1: number,
    out: Floats,
  ) => {
    const inside = pairs(range(x0, x1), range(y0, y1)).filter(
      ([x, y]) => x >= 1 && x < width - 1 && y >= 1 && y < height - 1,
    );
    const pixels = inside.map(([x, y]) => {
      const i = y * width + x;
      const slope = (values: Floats, step: number) => (at(values, i + step) - at(values, i - step)) / 2;
      const gx = (slope(source, 1) + slope(picture, 1)) / 2;
      const gy = (slope(source, width) + slope(picture, width)) / 2;
      return { gx, gy, s: at(source, i), p: at(picture, i), residual: at(source, i) - at(picture, i) };
    });
    out.set([
      sum(pixels, ({ gx }) => gx * gx),
      sum(pixels, ({ gx, gy }) => gx * gy),
      sum(pixels, ({ gy }) => gy * gy),
      sum(pixels, ({ gx, residual }) => gx * residual),
      sum(pixels, ({ gy, residual }) => gy * residual),
      sum(pixels, ({ residual }) => residual * residual),
      sum(pixels, ({ s, p }) => s * s + p * p),
      pixels.length,
    ]);
  },
  pairs(SIZES, [
    [0, 13, 0, 13],
    [2, 6, 1, 4],
    [5, 12, 3, 13],
  ] as const),
  ([[width, height], [x0, x1, y0, y1]]) => [
    noise(width * height),
    noise(width * height),
    width,
    height,
    x0,
    x1,
    y0,
    y1,
    noise(8),
  ],
);

const sumBlock = definition(
  (
    source: Floats,
    width: number,
    picture: Floats,
    stride: number,
    side: number,
    highest: number,
    lowest: number,
    out: Floats,
  ) => {
    const block = pairs(range(0, side), range(0, side)).map(([x, y]) => ({
      s: at(source, y * width + x),
      p: at(picture, y * stride + x),
    }));
    const isBeyond = (level: number) => level > highest || level < lowest;
    out.set([
      sum(block, ({ s }) => s),
      sum(block, ({ p }) => p),
      block.filter(({ s, p }) => isBeyond(s) || isBeyond(p)).length,
    ]);
  },
  [1, 2, 3, 5, 7],
  (side) => [
    noise((side + 3) * side),
    side + 3,
    noise((side + 6) * side),
    side + 6,
    side,
    0.75,
    -0.5,
    noise(3),
  ],
);

/** Contrast that lets hardly any of a window's power be lost in rounding, with noise on it; none at all where it is 0. */
function checkered(size: readonly [number, number], contrast: number): Floats {
  const field = noise(size[0] * size[1], -contrast, contrast);
  fillPlane(field, size, (x, y) => at(field, y * size[0] + x) + ((x + y) % 2 === 0 ? 2 : -2) * contrast);
  return field;
}

const correlateRow = definition(
  (
    field: Floats,
    stride: number,
    sought: Floats,
    width: number,
    height: number,
    out: Floats,
    count: number,
  ) => {
    fillRow(out, [0, count], (first) => {
      const window = pairs(range(0, width), range(0, height)).map(([x, y]) => ({
        value: at(field, y * stride + first + x),
        own: at(sought, y * width + x),
      }));
      const mean = sum(window, ({ value }) => value) / window.length;
      const power = sum(window, ({ value }) => (value - mean) ** 2);
      return power === 0 ? 0 : sum(window, ({ value, own }) => value * own) / Math.sqrt(power);
    });
  },
  pairs(SIZES, [1, 0]),
  ([[width, height], contrast]) => [
    checkered([width + 5, height], contrast),
    width + 5,
    noise(width * height),
    width,
    height,
    noise(6),
    5,
  ],
);

export const likenessDefinitions = { localContrast, compareTile, sumBlock, correlateRow };
