import {
  ANYTHING,
  at,
  COUNTS,
  definition,
  fillPlane,
  held,
  noise,
  pairs,
  range,
  SIZES,
  sum,
  windowOf,
} from './definition.ts';

type Floats = Float32Array;

const RADII = [1, 2, 4];

const gaussianBlur = definition(
  (plane: Floats, width: number, height: number, half: Floats, radius: number, line: Floats, out: Floats) => {
    line.fill(ANYTHING);
    const around = range(-radius, radius + 1);
    const pixel = (x: number, y: number) => at(plane, held(y, 0, height - 1) * width + held(x, 0, width - 1));
    fillPlane(out, [width, height], (x, y) =>
      sum(pairs(around, around), ([dx, dy]) => {
        const weight = at(half, Math.abs(dx)) * at(half, Math.abs(dy));
        return weight * pixel(x + dx, y + dy);
      }),
    );
  },
  pairs(SIZES, RADII),
  ([[width, height], radius]) => [
    noise(width * height),
    width,
    height,
    noise(radius + 1),
    radius,
    noise(width + 2 * radius + 4),
    noise(width * height),
  ],
);

const boxMean = definition(
  (
    plane: Floats,
    other: Floats | null,
    width: number,
    height: number,
    radius: number,
    _shares: Floats,
    line: Floats,
    out: Floats,
  ) => {
    line.fill(ANYTHING);
    fillPlane(out, [width, height], (x, y) => {
      const window = windowOf([x, y], radius, [width, height]);
      const product = (i: number) => at(plane, i) * (other === null ? 1 : at(other, i));
      return sum(window, ([ax, ay]) => product(ay * width + ax)) / window.length;
    });
  },
  pairs(pairs(SIZES, RADII), [true, false]),
  ([[[width, height], radius], isProduct]) => [
    noise(width * height),
    isProduct ? noise(width * height) : null,
    width,
    height,
    radius,
    Float32Array.from(range(0, width), (x) => 1 / windowOf([x, 0], radius, [width, 1]).length),
    noise(width + 2 * radius + 4),
    noise(width * height),
  ],
);

const halve = definition(
  (plane: Floats, width: number, height: number, line: Floats, out: Floats) => {
    line.fill(ANYTHING);
    const weights = [1 / 8, 3 / 8, 3 / 8, 1 / 8];
    const pixel = (x: number, y: number) => at(plane, held(y, 0, height - 1) * width + held(x, 0, width - 1));
    fillPlane(out, [width >> 1, height >> 1], (x, y) =>
      sum(
        pairs(range(0, 4), range(0, 4)),
        ([i, j]) => at(weights, i) * at(weights, j) * pixel(2 * x + i - 1, 2 * y + j - 1),
      ),
    );
  },
  pairs(COUNTS, COUNTS),
  ([width, height]) => [
    noise(width * height),
    width,
    height,
    noise(width),
    noise((width >> 1) * (height >> 1)),
  ],
);

export const blurDefinitions = { gaussianBlur, boxMean, halve };
