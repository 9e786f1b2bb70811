import { makeMatrixProfile } from '../colour/matrixProfile.ts';
import { matrixOfPrimaries } from '../colour/primaries.ts';
import { gammaCurve } from '../colour/transferCurve.ts';
import type { ForeignMetadata } from './decodedForeign.ts';

const FILE_HEAD_BYTES = 14;
const INFO_HEAD_BYTES = 40;
const V4_HEAD_BYTES = 108;
const V5_HEAD_BYTES = 124;
const METRES_PER_INCH = 0.0254;
const MAX_PROFILE_BYTES = 5_000_000;

/** Profile and resolution of a BMP; its longer heads state colours by numbers or hold a profile (BITMAPV5HEADER). */
export function bmpMetadata(bytes: Buffer): Pick<ForeignMetadata, 'icc' | 'density'> {
  const headBytes = bytes.readUInt32LE(FILE_HEAD_BYTES);
  const icc = profileIn(bytes, headBytes);
  const perMetre = headBytes >= INFO_HEAD_BYTES ? bytes.readInt32LE(38) : 0;
  return {
    ...(icc && { icc }),
    ...(perMetre > 0 && { density: Math.round(perMetre * METRES_PER_INCH * 100) / 100 }),
  };
}

function profileIn(bytes: Buffer, headBytes: number): Buffer | null {
  if (headBytes < V4_HEAD_BYTES || bytes.length < FILE_HEAD_BYTES + headBytes) return null;
  const kind = bytes.readUInt32LE(FILE_HEAD_BYTES + 56);
  if (kind === 0) return statedProfile(bytes);
  const isEmbedded = kind === Buffer.from('MBED', 'latin1').readUInt32BE(0);
  if (!isEmbedded || headBytes < V5_HEAD_BYTES) return null;
  const from = FILE_HEAD_BYTES + bytes.readUInt32LE(FILE_HEAD_BYTES + 112);
  const length = bytes.readUInt32LE(FILE_HEAD_BYTES + 116);
  const profile = bytes.subarray(from, from + length);
  const isWhole = profile.length === length && length >= 128 && length <= MAX_PROFILE_BYTES;
  return isWhole && profile.toString('latin1', 36, 40) === 'acsp' ? profile : null;
}

/** Primaries as XYZ in parts of 2³⁰, gammas in parts of 2¹⁶: what many writers leave 0, and then mean nothing by it. */
function statedProfile(bytes: Buffer): Buffer | null {
  const at = FILE_HEAD_BYTES + 60;
  const xyz = Array.from({ length: 9 }, (_, i) => bytes.readInt32LE(at + 4 * i) / 2 ** 30);
  const gamma = bytes.readUInt32LE(at + 36) / 65_536;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const colours = [0, 3, 6].map((from) => xyz.slice(from, from + 3));
  if (!(gamma > 0.1) || gamma > 10 || colours.some((colour) => !(sum(colour) > 0))) return null;
  const chromaticity = (colour: readonly number[]) =>
    [(colour[0] ?? 0) / sum(colour), (colour[1] ?? 0) / sum(colour)] as const;
  const [red = [], green = [], blue = []] = colours;
  const white = [0, 1, 2].map((i) => sum(colours.map((colour) => colour[i] ?? 0)));
  const matrix = matrixOfPrimaries({
    ...{ red: chromaticity(red), green: chromaticity(green), blue: chromaticity(blue) },
    white: chromaticity(white),
  });
  return matrix && makeMatrixProfile('BMP gamma and primaries', matrix, gammaCurve(gamma));
}
