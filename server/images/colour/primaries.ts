/** x and y of CIE 1931. */
type Chromaticity = readonly [x: number, y: number];

export interface Primaries {
  readonly red: Chromaticity;
  readonly green: Chromaticity;
  readonly blue: Chromaticity;
  readonly white: Chromaticity;
}

/** Columns are the XYZ of red, green and blue, adapted to D50 as in an ICC profile. */
export type Matrix = readonly (readonly [number, number, number])[];

const D65: Chromaticity = [0.3127, 0.329];
export const SRGB_PRIMARIES: Primaries = {
  red: [0.64, 0.33],
  green: [0.3, 0.6],
  blue: [0.15, 0.06],
  white: D65,
};

/** ITU-T H.273 table 2. */
export function primariesOfCode(code: number): Primaries | null {
  switch (code) {
    case 1:
      return SRGB_PRIMARIES;
    case 4:
      return { red: [0.67, 0.33], green: [0.21, 0.71], blue: [0.14, 0.08], white: [0.31, 0.316] };
    case 5:
      return { red: [0.64, 0.33], green: [0.29, 0.6], blue: [0.15, 0.06], white: D65 };
    case 6:
    case 7:
      return { red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07], white: D65 };
    case 9:
      return { red: [0.708, 0.292], green: [0.17, 0.797], blue: [0.131, 0.046], white: D65 };
    case 11:
      return { red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06], white: [0.314, 0.351] };
    case 12:
      return { red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06], white: D65 };
    default:
      return null;
  }
}

const D50 = [0.9642, 1, 0.8249] as const;
const BRADFORD = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
] as const;

/** The matrix of some primaries (Lindbloom; ICC.1:2022 annex E), or null for primaries that span no space. */
export function matrixOfPrimaries({ red, green, blue, white }: Primaries): Matrix | null {
  if ([red, green, blue, white].some(([, y]) => !(y > 0))) return null;
  const xyz = ([x, y]: Chromaticity) => [x / y, 1, (1 - x - y) / y] as const;
  const columns = transposed([xyz(red), xyz(green), xyz(blue)]);
  const inverse = inverted(columns);
  const bradfordBack = inverted(BRADFORD);
  if (inverse === null || bradfordBack === null) return null;
  const light = xyz(white);
  const amounts = applied(inverse, light);
  const cone = applied(BRADFORD, light);
  const coneD50 = applied(BRADFORD, D50);
  const scaled = columns.map((row) => scaledRow(row, amounts));
  const adapted = multiplied(BRADFORD, scaled).map((row, i) => {
    const ratio = (coneD50[i] ?? 1) / (cone[i] ?? 1);
    return [row[0] * ratio, row[1] * ratio, row[2] * ratio] as const;
  });
  return multiplied(bradfordBack, adapted);
}

type Triple = readonly [number, number, number];

function scaledRow(row: Triple, by: Triple): Triple {
  return [row[0] * by[0], row[1] * by[1], row[2] * by[2]];
}

function transposed(matrix: Matrix): Triple[] {
  const column = (i: 0 | 1 | 2): Triple => [matrix[0]?.[i] ?? 0, matrix[1]?.[i] ?? 0, matrix[2]?.[i] ?? 0];
  return [column(0), column(1), column(2)];
}

function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function applied(matrix: Matrix, vector: Triple): Triple {
  const row = (i: number) => dot(matrix[i] ?? [0, 0, 0], vector);
  return [row(0), row(1), row(2)];
}

function multiplied(a: Matrix, b: Matrix): Triple[] {
  return transposed(transposed(b).map((column) => applied(a, column)));
}

function inverted(matrix: Matrix): Triple[] | null {
  const [a = [0, 0, 0], b = [0, 0, 0], c = [0, 0, 0]] = matrix;
  const cross = (u: Triple, v: Triple): Triple => [
    u[1] * v[2] - u[2] * v[1],
    u[2] * v[0] - u[0] * v[2],
    u[0] * v[1] - u[1] * v[0],
  ];
  const determinant = dot(a, cross(b, c));
  if (Math.abs(determinant) < 1e-9) return null;
  const by = 1 / determinant;
  return transposed([cross(b, c), cross(c, a), cross(a, b)]).map((row) => scaledRow(row, [by, by, by]));
}
