import { type Matrix, matrixOfPrimaries, SRGB_PRIMARIES } from './primaries.ts';
import { lightnessCurve, srgbCurve, type TransferCurve } from './transferCurve.ts';

const TAG_TABLE_START = 128;
const TAG_ENTRY_BYTES = 12;

/** What a profile says in numbers. Layout: ICC.1:2022, sections 7.2, 7.3 and 10. */
export interface IccProfile {
  readonly model: 'rgb' | 'grey' | 'cmyk' | 'other';
  /** For people. */
  readonly description: string;
  /** Primaries adapted to D50; null when the profile works by tables or is not RGB. */
  readonly matrix: Matrix | null;
  /** One for each channel; empty when the profile works by tables. */
  readonly curves: readonly TransferCurve[];
}

/** Null when the bytes are no profile. */
export function readIccProfile(bytes: Buffer): IccProfile | null {
  if (bytes.length < TAG_TABLE_START + 4 || bytes.toString('latin1', 36, 40) !== 'acsp') return null;
  const tags = tagsOf(bytes);
  const model = modelOf(bytes.toString('latin1', 16, 20));
  const byTables = ['A2B0', 'A2B1', 'D2B0', 'D2B1'].some((name) => tags.has(name));
  const names = model === 'grey' ? ['kTRC'] : ['rTRC', 'gTRC', 'bTRC'];
  const isOfLightness = bytes.toString('latin1', 20, 24) === 'Lab ';
  const curves = names.map((name) => {
    const curve = curveIn(tags.get(name));
    return curve && isOfLightness ? (value: number) => lightnessCurve(curve(value)) : curve;
  });
  const columns = ['rXYZ', 'gXYZ', 'bXYZ'].map((name) => xyzIn(tags.get(name)));
  const [r, g, b] = columns;
  const isWhole = !byTables && curves.every((curve) => curve !== null);
  return {
    model,
    description: textIn(tags.get('desc')),
    matrix:
      isWhole && model === 'rgb' && r && g && b
        ? [0, 1, 2].map((row) => [r[row] ?? 0, g[row] ?? 0, b[row] ?? 0] as const)
        : null,
    curves: isWhole ? curves.filter((curve) => curve !== null) : [],
  };
}

const MATRIX_TOLERANCE = 0.002;
const CURVE_TOLERANCE = 0.0015;

/**
 * Whether values under a profile are sRGB as they are, by its primaries and curves and never by its name: «Display P3
 * Gamut with sRGB Transfer» is not.
 */
export function isSrgbProfile(bytes: Buffer): boolean {
  const profile = readIccProfile(bytes);
  const srgb = matrixOfPrimaries(SRGB_PRIMARIES);
  if (profile?.matrix == null || srgb === null) return false;
  const hasPrimaries = profile.matrix.every((row, i) =>
    row.every((value, j) => Math.abs(value - (srgb[i]?.[j] ?? 0)) <= MATRIX_TOLERANCE),
  );
  return hasPrimaries && profile.curves.every(isSrgbCurve);
}

/** Whether a curve is that of sRGB, to less than a level of 8 bits. */
export function isSrgbCurve(curve: TransferCurve): boolean {
  return Array.from({ length: 33 }, (_, i) => i / 32).every(
    (value) => Math.abs(curve(value) - srgbCurve(value)) <= CURVE_TOLERANCE,
  );
}

function modelOf(signature: string): IccProfile['model'] {
  if (signature === 'RGB ') return 'rgb';
  if (signature === 'GRAY') return 'grey';
  return signature === 'CMYK' ? 'cmyk' : 'other';
}

function tagsOf(bytes: Buffer): Map<string, Buffer> {
  const tags = new Map<string, Buffer>();
  const count = Math.min(100, bytes.readUInt32BE(TAG_TABLE_START));
  for (let tag = 0; tag < count; tag += 1) {
    const entry = TAG_TABLE_START + 4 + tag * TAG_ENTRY_BYTES;
    if (entry + TAG_ENTRY_BYTES > bytes.length) break;
    const start = bytes.readUInt32BE(entry + 4);
    tags.set(
      bytes.toString('latin1', entry, entry + 4),
      bytes.subarray(start, start + bytes.readUInt32BE(entry + 8)),
    );
  }
  return tags;
}

function xyzIn(tag: Buffer | undefined): readonly number[] | null {
  if (tag === undefined || tag.length < 20) return null;
  return [8, 12, 16].map((at) => tag.readInt32BE(at) / 65_536);
}

function curveIn(tag: Buffer | undefined): TransferCurve | null {
  if (tag === undefined || tag.length < 12) return null;
  const type = tag.toString('latin1', 0, 4);
  if (type === 'curv') return tableCurve(tag);
  return type === 'para' ? parametricCurve(tag) : null;
}

function tableCurve(tag: Buffer): TransferCurve | null {
  const count = tag.readUInt32BE(8);
  if (count === 0) return (v) => v;
  if (tag.length < 12 + 2 * count) return null;
  if (count === 1) {
    const gamma = tag.readUInt16BE(12) / 256;
    return (v) => Math.max(0, v) ** gamma;
  }
  return (v) => {
    const place = Math.min(1, Math.max(0, v)) * (count - 1);
    const low = Math.min(count - 2, Math.floor(place));
    const [a, b] = [tag.readUInt16BE(12 + 2 * low), tag.readUInt16BE(14 + 2 * low)];
    return (a + (b - a) * (place - low)) / 65_535;
  };
}

/** Types 0–4 of `parametricCurveType` (ICC.1:2022, 10.18). */
function parametricCurve(tag: Buffer): TransferCurve | null {
  const type = tag.readUInt16BE(8);
  const size = [1, 3, 4, 5, 7][type];
  if (size === undefined || tag.length < 12 + 4 * size) return null;
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from(
    { length: size },
    (_, i) => tag.readInt32BE(12 + 4 * i) / 65_536,
  );
  const power = (v: number) => Math.max(0, a * v + b) ** g;
  switch (type) {
    case 0:
      return (v) => Math.max(0, v) ** g;
    case 1:
      return (v) => (v >= -b / a ? power(v) : 0);
    case 2:
      return (v) => (v >= -b / a ? power(v) + c : c);
    case 3:
      return (v) => (v >= d ? power(v) : c * v);
    default:
      return (v) => (v >= d ? power(v) + e : c * v + f);
  }
}

/** Text is one byte a character in version 2 and UTF-16 in version 4: without the zeros both read alike. */
function textIn(tag: Buffer | undefined): string {
  if (tag === undefined || tag.length < 12) return '';
  if (tag.toString('latin1', 0, 4) === 'mluc' && tag.length >= 28) {
    const [bytes, start] = [tag.readUInt32BE(20), tag.readUInt32BE(24)];
    return tag
      .toString('latin1', start, start + bytes)
      .replaceAll('\0', '')
      .trim();
  }
  return tag
    .toString('latin1', 12, 12 + tag.readUInt32BE(8))
    .replaceAll('\0', '')
    .trim();
}
