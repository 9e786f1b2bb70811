import type { IccProfile } from './iccProfile.ts';
import { matrixOfPrimaries, type Primaries, primariesOfCode, SRGB_PRIMARIES } from './primaries.ts';
import { srgbCurve, type TransferCurve } from './transferCurve.ts';

interface NamedSpace {
  readonly name: string;
  readonly primaries: Primaries;
  readonly curve: TransferCurve;
}

const DISPLAY_P3 = primariesOfCode(12) ?? SRGB_PRIMARIES;
const ADOBE_RGB: Primaries = { ...SRGB_PRIMARIES, green: [0.21, 0.71] };
const SPACES: readonly NamedSpace[] = [
  { name: 'sRGB', primaries: SRGB_PRIMARIES, curve: srgbCurve },
  { name: 'Display P3', primaries: DISPLAY_P3, curve: srgbCurve },
  { name: 'Adobe RGB (1998)', primaries: ADOBE_RGB, curve: (value) => value ** 2.2 },
];

/** The smallest profiles save bytes on their names as well: «sP3C» is Display P3, «A98C» Adobe RGB. */
const MAX_CODE_LENGTH = 4;
const MATRIX_TOLERANCE = 0.004;
const CURVE_TOLERANCE = 0.003;

/** What people call the colours of a profile: as it calls itself, or by its numbers where that is no name. Empty for none. */
export function profileName(profile: IccProfile): string {
  const { description } = profile;
  if (description.length > MAX_CODE_LENGTH) return description;
  return SPACES.find((space) => isOf(space, profile))?.name ?? description;
}

function isOf({ primaries, curve }: NamedSpace, { matrix, curves }: IccProfile): boolean {
  const wanted = matrixOfPrimaries(primaries);
  if (matrix === null || wanted === null) return false;
  const fits = matrix.every((row, i) =>
    row.every((value, j) => Math.abs(value - (wanted[i]?.[j] ?? 0)) <= MATRIX_TOLERANCE),
  );
  const isNear = (own: TransferCurve) =>
    [0.1, 0.25, 0.5, 0.75, 0.9].every((value) => Math.abs(own(value) - curve(value)) <= CURVE_TOLERANCE);
  return fits && curves.length > 0 && curves.every(isNear);
}
